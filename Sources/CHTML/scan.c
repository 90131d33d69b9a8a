// One pass over a page's tags, by the tokenizer's rules of the HTML Standard (section 13.2.5), before libgumbo's own.
//
// libgumbo spends some 40 ns on every byte, also of scripts and comments, which are half of many pages. What is cut out
// here leaves the tree as it is but for the text inside such elements, so a cut is made only where the end of the element
// is certain; otherwise the page goes to the parser as it is from there on.
#define _GNU_SOURCE  // memmem

#include "scan.h"

#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include "lede_html.h"

enum { attribute_limit = 256, drawing_depth_limit = 64 };

/// White space between two tags from which on all but its first byte is cut: less costs more to remember than to parse.
enum { indentation_limit = 4 };

/// Bytes of text from which on one character stands for it.
enum { text_limit = 12 };

static bool is_letter(uint8_t c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; }
static bool is_space(uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

static uint8_t lowercased(uint8_t c) { return c >= 'A' && c <= 'Z' ? c | 0x20 : c; }

lede_tag_part lede_read_attribute(const uint8_t *s, size_t length, size_t at, lede_tag_attribute *a) {
    size_t from = at;
    while (at < length && (is_space(s[at]) || s[at] == '/')) at++;
    a->after_slash = at > from && s[at - 1] == '/';
    a->start = at;
    if (at >= length) return LEDE_PAGE_ENDS;
    if (s[at] == '>') return LEDE_TAG_ENDS;
    at++;  // a name may begin with "=" (section 13.2.5.32)
    while (at < length && !is_space(s[at]) && s[at] != '/' && s[at] != '>' && s[at] != '=') at++;
    a->name_end = a->value = a->value_end = a->end = at;
    while (at < length && is_space(s[at])) at++;
    if (at >= length) return LEDE_PAGE_ENDS;
    if (s[at] != '=') return LEDE_ATTRIBUTE;
    at++;
    while (at < length && is_space(s[at])) at++;
    if (at >= length) return LEDE_PAGE_ENDS;
    if (s[at] == '"' || s[at] == '\'') {
        const uint8_t *quote = memchr(s + at + 1, s[at], length - at - 1);
        if (!quote) return LEDE_PAGE_ENDS;
        a->value = at + 1;
        a->value_end = (size_t)(quote - s);
        a->end = a->value_end + 1;
        return LEDE_ATTRIBUTE;
    }
    a->value = at;
    while (at < length && !is_space(s[at]) && s[at] != '>') at++;
    a->value_end = a->end = at;
    return LEDE_ATTRIBUTE;
}

typedef struct tag {
    size_t name, name_end;
    size_t end;  // after ">"
    bool closes_itself;
} tag;

/// Reads the tag whose name begins at `at`; false when the page ends inside it.
static bool read_tag(const uint8_t *s, size_t length, size_t at, tag *t) {
    t->name = at;
    while (at < length && !is_space(s[at]) && s[at] != '/' && s[at] != '>') at++;
    t->name_end = at;
    lede_tag_attribute a;
    lede_tag_part found;
    while ((found = lede_read_attribute(s, length, at, &a)) == LEDE_ATTRIBUTE) at = a.end;
    if (found == LEDE_PAGE_ENDS) return false;
    t->closes_itself = a.after_slash;
    t->end = a.start + 1;
    return true;
}

size_t lede_html_tag_end(const uint8_t *bytes, size_t length, size_t start) {
    size_t name = start + 1 + (start + 1 < length && bytes[start + 1] == '/');
    tag t;
    return read_tag(bytes, length, name, &t) ? t.end : length;
}

static bool same_name(const uint8_t *s, const tag *a, const tag *b) {
    if (a->name_end - a->name != b->name_end - b->name) return false;
    for (size_t i = 0; i < a->name_end - a->name; i++) {
        if (lowercased(s[a->name + i]) != lowercased(s[b->name + i])) return false;
    }
    return true;
}

static unsigned tag_number(const uint8_t *s, const tag *t) {
    return gumbo_tagn_enum((const char *)s + t->name, (unsigned)(t->name_end - t->name));
}

/// Where the comment ends whose "<!--" is at `start`: `*body_end` at the dashes. False when it never does.
static bool comment_end(const uint8_t *s, size_t length, size_t start, size_t *body_end, size_t *end) {
    for (size_t at = start + 2; at + 2 < length;) {
        const uint8_t *dash = memchr(s + at, '-', length - at - 2);
        if (!dash) return false;
        at = (size_t)(dash - s);
        if (s[at + 1] == '-') {
            bool bang = s[at + 2] == '!' && at >= start + 4 && at + 3 < length && s[at + 3] == '>';
            if (s[at + 2] == '>' || bang) {
                *body_end = at;
                *end = at + (bang ? 4 : 3);
                return true;
            }
        }
        at++;
    }
    return false;
}

/// The end tag of an element whose content is raw text: the offset of its "<", or `length`.
static size_t raw_text_end(const uint8_t *s, size_t length, size_t at, const tag *open) {
    size_t width = open->name_end - open->name;
    while (at < length) {
        const uint8_t *found = memchr(s + at, '<', length - at);
        if (!found) return length;
        at = (size_t)(found - s);
        if (at + 2 + width < length && s[at + 1] == '/') {
            tag close = {.name = at + 2, .name_end = at + 2 + width};
            uint8_t after = s[close.name_end];
            if (same_name(s, &close, open) && (is_space(after) || after == '/' || after == '>')) return at;
        }
        at++;
    }
    return length;
}

static bool contains(const uint8_t *s, size_t from, size_t to, const char *word) {
    size_t width = strlen(word);
    while (from + width <= to) {
        const uint8_t *found = memchr(s + from, word[0], to - from - width + 1);
        if (!found) return false;
        from = (size_t)(found - s);
        size_t i = 1;
        while (i < width && lowercased(s[from + i]) == (uint8_t)word[i]) i++;
        if (i == width) return true;
        from++;
    }
    return false;
}

/// HTML elements that may stand in a drawing or formula and stay in it.
static bool belongs_in_drawing(unsigned number) {
    switch (number) {
        case GUMBO_TAG_UNKNOWN: case GUMBO_TAG_A: case GUMBO_TAG_TITLE: case GUMBO_TAG_DESC: case GUMBO_TAG_STYLE:
        case GUMBO_TAG_SCRIPT: case GUMBO_TAG_SVG: case GUMBO_TAG_IMAGE: case GUMBO_TAG_MI: case GUMBO_TAG_MO:
        case GUMBO_TAG_MN: case GUMBO_TAG_MS: case GUMBO_TAG_MTEXT: return true;
        default: return false;
    }
}

/// The "<" of the end tag of the svg or math element whose start tag is `open`; 0 unless all in between is well nested
/// and none of it breaks out into HTML (section 13.2.6.5).
static size_t drawing_end(const uint8_t *s, size_t length, const tag *open) {
    tag stack[drawing_depth_limit];
    int depth = 0;
    stack[depth++] = *open;
    for (size_t at = open->end; at + 2 < length;) {
        const uint8_t *found = memchr(s + at, '<', length - at - 2);
        if (!found) return 0;
        at = (size_t)(found - s);
        tag t;
        size_t body_end;
        if (s[at + 1] == '/') {
            if (!is_letter(s[at + 2]) || !read_tag(s, length, at + 2, &t)) return 0;
            if (!same_name(s, &t, &stack[--depth])) return 0;
            if (depth == 0) return at;
            at = t.end;
        } else if (is_letter(s[at + 1])) {
            if (!read_tag(s, length, at + 1, &t) || !belongs_in_drawing(tag_number(s, &t))) return 0;
            if (!t.closes_itself) {
                if (depth == drawing_depth_limit) return 0;
                stack[depth++] = t;
            }
            at = t.end;
        } else if (at + 4 < length && memcmp(s + at, "<!--", 4) == 0) {
            if (!comment_end(s, length, at, &body_end, &at)) return 0;
        } else if (s[at + 1] == '!' || s[at + 1] == '?') {
            return 0;
        } else {
            at++;
        }
    }
    return 0;
}

typedef struct scan {
    const uint8_t *source;
    size_t length;
    size_t kept;  // copied up to here
    bool cuts;    // false once the end of something is uncertain
    bool in_select;
    bool in_preformatted;
    bool in_template;
    bool cuts_text;
    lede_reduced *out;
} scan;

static void append(scan *scan, size_t start, size_t end) {
    lede_reduced *out = scan->out;
    memcpy(out->bytes + out->length, scan->source + start, end - start);
    out->length += end - start;
}

/// What follows in the reduced page comes from `at` on in the source.
static void go_on(scan *scan, size_t at) {
    lede_reduced *out = scan->out;
    if (out->count == out->capacity) {
        size_t capacity = out->capacity * 2 + 256;
        lede_cut *cuts = realloc(out->cuts, capacity * sizeof *cuts);
        if (!cuts) {
            out->out_of_memory = true;
            return;
        }
        out->cuts = cuts;
        out->capacity = capacity;
    }
    out->cuts[out->count++] = (lede_cut){(uint32_t)out->length, (uint32_t)(at - out->length)};
}

static const char section[] = "<![CDATA[";

/// Copies what comes before `end` and is to stay.
static void keep(scan *scan, size_t end) {
    const uint8_t *s = scan->source;
    const uint8_t *found;
    while (end > scan->kept && !scan->out->out_of_memory &&
           (found = memmem(s + scan->kept, end - scan->kept, section, sizeof section - 1))) {
        // In HTML this opens a comment. In a drawing in a table it trips an assertion of libgumbo's, so there it is made
        // a comment as well: "<!CDATA[".
        size_t bracket = (size_t)(found - s) + 2;
        append(scan, scan->kept, bracket);
        go_on(scan, bracket + 1);
        scan->kept = bracket + 1;
    }
    append(scan, scan->kept, end);
    scan->kept = end;
}

/// Makes room for the reduced page; false when memory is out.
static bool has_room(scan *scan) {
    lede_reduced *out = scan->out;
    if (!out->bytes) out->bytes = malloc(scan->length + 1);
    if (!out->bytes) out->out_of_memory = true;
    return !out->out_of_memory;
}

/// Leaves out bytes of the source from `start` to `end`.
static void cut(scan *scan, size_t start, size_t end) {
    if (start >= end || !has_room(scan)) return;
    keep(scan, start);
    go_on(scan, end);
    scan->kept = end;
}

/// Whether the tree, or what is made of it, depends on the attributes of an element as the parser has them: formatting
/// elements that are opened again are told apart by them (section 13.2.4.3), some have one that decides where they go, and
/// what a `meta` element says is wanted decoded. All others are read from the page as it was given.
static bool needs_attributes(unsigned number) {
    switch (number) {
        case GUMBO_TAG_B: case GUMBO_TAG_BIG: case GUMBO_TAG_CODE: case GUMBO_TAG_EM: case GUMBO_TAG_FONT:
        case GUMBO_TAG_I: case GUMBO_TAG_NOBR: case GUMBO_TAG_S: case GUMBO_TAG_SMALL: case GUMBO_TAG_STRIKE:
        case GUMBO_TAG_STRONG: case GUMBO_TAG_TT: case GUMBO_TAG_U: case GUMBO_TAG_INPUT: case GUMBO_TAG_META:
        case GUMBO_TAG_ANNOTATION_XML: return true;
        default: return false;
    }
}

static void cut_attributes(scan *scan, const tag *t, unsigned number) {
    // The parser compares each attribute with all before it, so many of them cost much.
    unsigned left = !scan->cuts || needs_attributes(number) ? attribute_limit : 0;
    size_t from = 0, to = 0;
    lede_tag_attribute a;
    for (size_t at = t->name_end; lede_read_attribute(scan->source, t->end, at, &a) == LEDE_ATTRIBUTE; at = a.end) {
        if (left > 0) {
            left--;
            continue;
        }
        if (!from) from = a.start;
        to = a.end;
    }
    if (from) cut(scan, from, to);
}

/// After a start tag: what of its content is no markup. Gives the offset to go on from.
static size_t skip_content(scan *scan, const tag *t, unsigned number) {
    const uint8_t *s = scan->source;
    size_t end;
    switch (number) {
        case GUMBO_TAG_SCRIPT:
            end = raw_text_end(s, scan->length, t->end, t);
            if (end == scan->length) return end;
            // In "<!-- <script> … </script> -->" the end tag is text (section 13.2.5.17).
            if (contains(s, t->end, end, "<!--") && contains(s, t->end, end, "<script")) scan->cuts = false;
            if (scan->cuts) cut(scan, t->end, end);
            return end;
        case GUMBO_TAG_STYLE:
            // There the parser passes over the tag and takes its content for markup.
            if (scan->in_select) scan->cuts = false;
            end = raw_text_end(s, scan->length, t->end, t);
            if (scan->cuts && end < scan->length) cut(scan, t->end, end);
            return end;
        case GUMBO_TAG_TITLE: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_IFRAME: case GUMBO_TAG_NOEMBED:
        case GUMBO_TAG_NOFRAMES: case GUMBO_TAG_XMP: return raw_text_end(s, scan->length, t->end, t);
        case GUMBO_TAG_PLAINTEXT: return scan->length;
        case GUMBO_TAG_TEMPLATE: scan->in_template = true; return t->end;
        case GUMBO_TAG_FRAMESET: case GUMBO_TAG_COL: case GUMBO_TAG_COLGROUP:
            // In framesets, and after columns in a template, the white space of a text stays and the rest goes.
            if (number == GUMBO_TAG_FRAMESET || scan->in_template) scan->cuts_text = false;
            return t->end;
        case GUMBO_TAG_SELECT: scan->in_select = true; return t->end;
        case GUMBO_TAG_PRE: case GUMBO_TAG_LISTING: scan->in_preformatted = true; return t->end;
        case GUMBO_TAG_SVG: case GUMBO_TAG_MATH:
            if (t->closes_itself) return t->end;
            end = drawing_end(s, scan->length, t);
            if (scan->cuts && end) {
                cut(scan, t->end, end);
                return end;
            }
            // Inside a drawing that stays, other rules hold for scripts and for what looks like a comment.
            scan->cuts = false;
            return t->end;
        default: return t->end;
    }
}

/// Whether text in well-formed UTF-8 means itself to the parser: it has no reference, no carriage return and no character
/// that the parser changes or that stands for text itself.
static bool means_itself(const uint8_t *s, size_t start, size_t end) {
    for (size_t i = start; i < end; i++) {
        uint8_t c = s[i];
        if (c >= 0x20 && c < 0xEF && c != '&' && c != 0x7F && c != 0xC2) continue;
        if (c == '\n' || c == '\t' || c == '\f') continue;
        if (c < 0x80 || i + 2 > end) return false;
        if (c == 0xC2) {
            if (s[i + 1] < 0xA0) return false;
        } else if (c == 0xEF) {
            if (i + 3 > end || s[i + 1] == 0xB7 || (s[i + 1] == 0xBF && s[i + 2] >= 0xBE)) return false;
            if (memcmp(s + i, lede_stand_in, sizeof lede_stand_in) == 0) return false;
        } else if (i + 4 > end || (s[i + 2] == 0xBF && s[i + 3] >= 0xBE)) {
            return false;
        }
    }
    return true;
}

/// Puts one character in the place of a stretch of text. The first two bytes of it are those of the text's place, and the
/// last is that of the text's end, so that offsets of the whole are right.
static void stand_in(scan *scan, size_t start, size_t end) {
    lede_reduced *out = scan->out;
    if (!has_room(scan)) return;
    if (out->text_count == out->text_capacity) {
        size_t capacity = out->text_capacity * 2 + 256;
        lede_text_cut *texts = realloc(out->texts, capacity * sizeof *texts);
        if (!texts) {
            out->out_of_memory = true;
            return;
        }
        out->texts = texts;
        out->text_capacity = capacity;
    }
    keep(scan, start);
    out->texts[out->text_count++] = (lede_text_cut){(uint32_t)out->length, (uint32_t)start, (uint32_t)end};
    memcpy(out->bytes + out->length, lede_stand_in, sizeof lede_stand_in);
    out->length += sizeof lede_stand_in - 1;
    go_on(scan, end - 1);
    out->length++;
    scan->kept = end;
}

/// What stands between two tags: white space shows as one space at most, and indentation is a fifth of what remains of
/// many pages. The parser takes some 40 ns for each byte of text, to find that it is one.
static void cut_between(scan *scan, size_t start, size_t end) {
    if (end - start < indentation_limit || !scan->cuts || scan->source[start - 1] != '>') return;
    size_t text = start;
    while (text < end && is_space(scan->source[text])) text++;
    if (text == end) {
        if (!scan->in_preformatted) cut(scan, start + 1, end);
        return;
    }
    if (!scan->cuts_text || end - text < text_limit || memchr(scan->source + start, '\r', text - start)) return;
    if (means_itself(scan->source, text, end)) stand_in(scan, text, end);
}

void lede_html_reduce(const uint8_t *s, size_t length, bool cuts_text, lede_reduced *out) {
    memset(out, 0, sizeof *out);
    lede_depth depth;
    if (!lede_depth_open(&depth)) {
        out->out_of_memory = true;
        return;
    }
    scan scan = {.source = s, .length = length, .cuts = true, .cuts_text = cuts_text, .out = out};
    // The parser takes a byte order mark for the page's first text.
    if (length >= 3 && memcmp(s, "\xEF\xBB\xBF", 3) == 0) cut(&scan, 0, 3);
    for (size_t at = 0; at + 2 < length && !depth.too_deep;) {
        const uint8_t *found = memchr(s + at, '<', length - at - 2);
        if (!found) break;
        size_t start = (size_t)(found - s);
        if (start > at) {
            lede_depth_text(&depth);
            if (at > 0) cut_between(&scan, at, start);
        }
        at = start + 1;
        tag t;
        if (is_letter(s[at])) {
            if (!read_tag(s, length, at, &t)) break;
            unsigned number = tag_number(s, &t);
            if (t.end - t.name_end > 2) cut_attributes(&scan, &t, number);
            at = skip_content(&scan, &t, number);
            lede_depth_start_tag(&depth, number);
        } else if (s[at] == '/' && is_letter(s[at + 1])) {
            if (!read_tag(s, length, at + 1, &t)) break;
            unsigned number = tag_number(s, &t);
            if (number == GUMBO_TAG_SELECT) scan.in_select = false;
            if (number == GUMBO_TAG_PRE || number == GUMBO_TAG_LISTING) scan.in_preformatted = false;
            lede_depth_end_tag(&depth, number);
            at = t.end;
        } else if (s[at] == '!' && start + 4 <= length && memcmp(s + start, "<!--", 4) == 0) {
            size_t body_end;
            if (!comment_end(s, length, start, &body_end, &at)) break;
            if (scan.cuts) cut(&scan, start + 4, body_end);
        } else if (s[at] == '!' || s[at] == '?' || s[at] == '/') {
            const uint8_t *end = memchr(s + at, '>', length - at);
            if (!end) break;
            at = (size_t)(end - s) + 1;
        }
    }
    if (out->bytes || memmem(s, length, section, sizeof section - 1)) {
        if (!out->bytes) out->bytes = malloc(length + 1);
        if (out->bytes) keep(&scan, length);
        if (!out->bytes) out->out_of_memory = true;
    }
    out->too_deep = depth.too_deep;
    lede_depth_close(&depth);
}

void lede_html_reduced_release(lede_reduced *reduced) {
    free(reduced->bytes);
    free(reduced->cuts);
    free(reduced->texts);
}
