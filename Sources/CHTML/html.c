#include "lede_html.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scan.h"

/// Where a parse on this thread is left when it cannot go on, with the fault as the value.
static _Thread_local jmp_buf *escape;

// libgumbo looks after its own state by assert(), which ends the process, and misnested tables and drawings can trip it
// (found by parsing random tags: once in some 300,000 pages). One page must not take a whole run down. This definition
// comes before libc's, and outside of a parse does what libc's does.
_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function);
_Noreturn void __assert_fail(const char *assertion, const char *file, unsigned line, const char *function) {
    if (escape) longjmp(*escape, LEDE_HTML_PARSER_FAULT);
    fprintf(stderr, "%s:%u: %s: Assertion `%s' failed.\n", file, line, function, assertion);
    abort();
}

// libgumbo allocates some 20 small things per element and frees them one by one, recursively. Here they come from chunks
// that go all at once, which is faster by half and has no recursion; and running out of memory, which libgumbo does not
// check for, leaves by the same jump.

enum { chunk_size = 1 << 20 };
/// The parser takes 4 to 10 bytes per byte of a page written by people, and up to 150 of one made to cost much.
static const size_t memory_limit = (size_t)4 << 30;

typedef struct chunk {
    struct chunk *next;
    max_align_t bytes[];
} chunk;

typedef struct arena {
    chunk *chunks;
    uint8_t *free;
    size_t left, total;
} arena;

static void *allocate(void *context, size_t size) {
    arena *arena = context;
    size = (size + 15) & ~(size_t)15;
    if (size > arena->left) {
        size_t capacity = size > chunk_size ? size : chunk_size;
        chunk *chunk = arena->total + capacity > memory_limit ? NULL : malloc(sizeof *chunk + capacity);
        if (!chunk) longjmp(*escape, LEDE_HTML_OUT_OF_MEMORY);
        chunk->next = arena->chunks;
        arena->chunks = chunk;
        arena->total += capacity;
        arena->free = (uint8_t *)chunk->bytes;
        arena->left = capacity;
    }
    uint8_t *memory = arena->free;
    arena->free += size;
    arena->left -= size;
    return memory;
}

static void deallocate(void *context, void *memory) {
    (void)context;
    (void)memory;
}

struct lede_html_page {
    arena arena;
    lede_reduced reduced;
    lede_html_node *nodes;
    size_t count, capacity;
    lede_html_attribute *attributes;
    size_t attribute_count, attribute_capacity;
    const uint8_t *given;
    // What the parser got of it.
    const uint8_t *source;
    size_t length;
    size_t last_cut;
};

static const uint8_t tags[256] = {
    [GUMBO_TAG_HTML] = LEDE_HTML_HTML, [GUMBO_TAG_HEAD] = LEDE_HTML_HEAD, [GUMBO_TAG_BODY] = LEDE_HTML_BODY,
    [GUMBO_TAG_TITLE] = LEDE_HTML_TITLE, [GUMBO_TAG_META] = LEDE_HTML_META, [GUMBO_TAG_LINK] = LEDE_HTML_LINK,
    [GUMBO_TAG_BASE] = LEDE_HTML_BASE, [GUMBO_TAG_ARTICLE] = LEDE_HTML_ARTICLE, [GUMBO_TAG_MAIN] = LEDE_HTML_MAIN,
    [GUMBO_TAG_SECTION] = LEDE_HTML_SECTION, [GUMBO_TAG_NAV] = LEDE_HTML_NAV, [GUMBO_TAG_ASIDE] = LEDE_HTML_ASIDE,
    [GUMBO_TAG_HEADER] = LEDE_HTML_HEADER, [GUMBO_TAG_FOOTER] = LEDE_HTML_FOOTER, [GUMBO_TAG_FORM] = LEDE_HTML_FORM,
    [GUMBO_TAG_FIGURE] = LEDE_HTML_FIGURE,
    [GUMBO_TAG_ADDRESS] = LEDE_HTML_DIVISION, [GUMBO_TAG_CENTER] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_COLGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_COL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_DETAILS] = LEDE_HTML_DIVISION, [GUMBO_TAG_DIR] = LEDE_HTML_DIVISION, [GUMBO_TAG_DIV] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_DL] = LEDE_HTML_DIVISION, [GUMBO_TAG_FIELDSET] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_FRAME] = LEDE_HTML_DIVISION, [GUMBO_TAG_FRAMESET] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_HGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_HR] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_ISINDEX] = LEDE_HTML_DIVISION, [GUMBO_TAG_LEGEND] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_MENU] = LEDE_HTML_DIVISION, [GUMBO_TAG_OL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_OPTGROUP] = LEDE_HTML_DIVISION, [GUMBO_TAG_OPTION] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_SUMMARY] = LEDE_HTML_DIVISION, [GUMBO_TAG_TABLE] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_TBODY] = LEDE_HTML_DIVISION, [GUMBO_TAG_TFOOT] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_THEAD] = LEDE_HTML_DIVISION, [GUMBO_TAG_TR] = LEDE_HTML_DIVISION, [GUMBO_TAG_UL] = LEDE_HTML_DIVISION,
    [GUMBO_TAG_P] = LEDE_HTML_P, [GUMBO_TAG_H1] = LEDE_HTML_H1, [GUMBO_TAG_H2] = LEDE_HTML_HEADING,
    [GUMBO_TAG_H3] = LEDE_HTML_HEADING, [GUMBO_TAG_H4] = LEDE_HTML_HEADING, [GUMBO_TAG_H5] = LEDE_HTML_HEADING,
    [GUMBO_TAG_H6] = LEDE_HTML_HEADING, [GUMBO_TAG_PRE] = LEDE_HTML_PRE, [GUMBO_TAG_LISTING] = LEDE_HTML_PRE,
    [GUMBO_TAG_XMP] = LEDE_HTML_RAW, [GUMBO_TAG_PLAINTEXT] = LEDE_HTML_RAW,
    [GUMBO_TAG_BLOCKQUOTE] = LEDE_HTML_BLOCKQUOTE, [GUMBO_TAG_LI] = LEDE_HTML_ITEM, [GUMBO_TAG_DT] = LEDE_HTML_ITEM,
    [GUMBO_TAG_DD] = LEDE_HTML_ITEM, [GUMBO_TAG_FIGCAPTION] = LEDE_HTML_CAPTION,
    [GUMBO_TAG_CAPTION] = LEDE_HTML_CAPTION, [GUMBO_TAG_TD] = LEDE_HTML_CELL, [GUMBO_TAG_TH] = LEDE_HTML_CELL,
    [GUMBO_TAG_A] = LEDE_HTML_A, [GUMBO_TAG_BR] = LEDE_HTML_BR, [GUMBO_TAG_TIME] = LEDE_HTML_TIME,
    [GUMBO_TAG_AREA] = LEDE_HTML_VOID, [GUMBO_TAG_BASEFONT] = LEDE_HTML_VOID, [GUMBO_TAG_BGSOUND] = LEDE_HTML_VOID,
    [GUMBO_TAG_EMBED] = LEDE_HTML_VOID, [GUMBO_TAG_IMG] = LEDE_HTML_VOID, [GUMBO_TAG_INPUT] = LEDE_HTML_VOID,
    [GUMBO_TAG_KEYGEN] = LEDE_HTML_VOID, [GUMBO_TAG_PARAM] = LEDE_HTML_VOID, [GUMBO_TAG_SOURCE] = LEDE_HTML_VOID,
    [GUMBO_TAG_TRACK] = LEDE_HTML_VOID, [GUMBO_TAG_WBR] = LEDE_HTML_VOID,
    [GUMBO_TAG_APPLET] = LEDE_HTML_OPAQUE, [GUMBO_TAG_AUDIO] = LEDE_HTML_OPAQUE, [GUMBO_TAG_BUTTON] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_CANVAS] = LEDE_HTML_OPAQUE, [GUMBO_TAG_DATALIST] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_IFRAME] = LEDE_HTML_OPAQUE, [GUMBO_TAG_MAP] = LEDE_HTML_OPAQUE, [GUMBO_TAG_MATH] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_METER] = LEDE_HTML_OPAQUE, [GUMBO_TAG_NOEMBED] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_NOFRAMES] = LEDE_HTML_OPAQUE, [GUMBO_TAG_NOSCRIPT] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_OBJECT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_PROGRESS] = LEDE_HTML_OPAQUE,
    // Readings beside the characters: "漢" is the text, not "漢かん".
    [GUMBO_TAG_RP] = LEDE_HTML_OPAQUE, [GUMBO_TAG_RT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_RTC] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_SCRIPT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_SELECT] = LEDE_HTML_OPAQUE, [GUMBO_TAG_STYLE] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_SVG] = LEDE_HTML_OPAQUE, [GUMBO_TAG_TEMPLATE] = LEDE_HTML_OPAQUE,
    [GUMBO_TAG_TEXTAREA] = LEDE_HTML_OPAQUE, [GUMBO_TAG_VIDEO] = LEDE_HTML_OPAQUE,
};

typedef struct word {
    const char *text;
    uint8_t value;
} word;

/// Elements of the Standard that libgumbo does not know.
static const word newer_tags[] = {
    {"dialog", LEDE_HTML_DIALOG}, {"picture", LEDE_HTML_OPAQUE}, {"search", LEDE_HTML_DIVISION},
};

static const word attribute_names[] = {
    {"class", LEDE_HTML_ATTRIBUTE_CLASS}, {"href", LEDE_HTML_ATTRIBUTE_HREF}, {"id", LEDE_HTML_ATTRIBUTE_ID},
    {"style", LEDE_HTML_ATTRIBUTE_STYLE}, {"hidden", LEDE_HTML_ATTRIBUTE_HIDDEN},
    {"aria-hidden", LEDE_HTML_ATTRIBUTE_ARIA_HIDDEN}, {"role", LEDE_HTML_ATTRIBUTE_ROLE},
    {"lang", LEDE_HTML_ATTRIBUTE_LANG}, {"name", LEDE_HTML_ATTRIBUTE_NAME},
    {"property", LEDE_HTML_ATTRIBUTE_PROPERTY}, {"content", LEDE_HTML_ATTRIBUTE_CONTENT},
    {"rel", LEDE_HTML_ATTRIBUTE_REL}, {"itemprop", LEDE_HTML_ATTRIBUTE_ITEMPROP},
    {"datetime", LEDE_HTML_ATTRIBUTE_DATETIME}, {"open", LEDE_HTML_ATTRIBUTE_OPEN},
};

static bool equals(const uint8_t *bytes, size_t length, const char *lower) {
    for (size_t i = 0; i < length; i++) {
        uint8_t c = bytes[i];
        if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != (uint8_t)lower[i]) return false;
    }
    return lower[length] == 0;
}

/// Makes room for one more; jumps like the parser's own allocations when there is none.
static void *grown(void *items, size_t count, size_t *capacity, size_t width) {
    if (count < *capacity) return items;
    size_t more = *capacity * 2 + 1024;
    void *moved = realloc(items, more * width);
    if (!moved) longjmp(*escape, LEDE_HTML_OUT_OF_MEMORY);
    *capacity = more;
    return moved;
}

/// An offset in the page as given. Asked mostly in ascending order.
static uint32_t original(lede_html_page *page, size_t offset) {
    const lede_reduced *reduced = &page->reduced;
    if (!reduced->count || offset < reduced->cuts[0].reduced) return (uint32_t)offset;
    size_t at = page->last_cut;
    if (reduced->cuts[at].reduced > offset) at = 0;
    while (at + 1 < reduced->count && reduced->cuts[at + 1].reduced <= offset) at++;
    page->last_cut = at;
    return (uint32_t)offset + reduced->cuts[at].shift;
}

static void place(lede_html_page *page, GumboStringPiece piece, uint32_t *start, uint32_t *end) {
    *start = *end = 0;
    if (!piece.data || !piece.length) return;
    size_t offset = (size_t)((const uint8_t *)piece.data - page->source);
    if (offset + piece.length > page->length) return;
    *start = original(page, offset);
    // What was cut out right behind it is not part of it.
    *end = original(page, offset + piece.length - 1) + 1;
}

static bool keeps_name(const GumboElement *element, GumboStringPiece end_tag) {
    if (element->tag != GUMBO_TAG_UNKNOWN) return true;
    GumboStringPiece open = element->original_tag, close = end_tag;
    gumbo_tag_from_original_text(&open);
    gumbo_tag_from_original_text(&close);
    return open.length == close.length && gumbo_string_equals_ignore_case(&open, &close);
}

static void name_element(const GumboElement *element, lede_html_node *node) {
    if (element->tag != GUMBO_TAG_UNKNOWN) {
        node->tag = tags[element->tag] ? tags[element->tag] : LEDE_HTML_OTHER;
        node->text = (const uint8_t *)gumbo_normalized_tagname(element->tag);
        node->text_length = (uint32_t)strlen((const char *)node->text);
        return;
    }
    GumboStringPiece name = element->original_tag;
    gumbo_tag_from_original_text(&name);
    node->text = (const uint8_t *)name.data;
    node->text_length = (uint32_t)name.length;
    node->tag = name.length && memchr(name.data, '-', name.length) ? LEDE_HTML_CUSTOM : LEDE_HTML_OTHER;
    for (size_t i = 0; i < sizeof newer_tags / sizeof *newer_tags; i++)
        if (equals(node->text, name.length, newer_tags[i].text)) node->tag = newer_tags[i].value;
}

static void add_attribute(lede_html_page *page, lede_html_node *node, const uint8_t *name, size_t name_length,
                          const uint8_t *value, size_t value_length) {
    for (size_t i = 0; i < sizeof attribute_names / sizeof *attribute_names; i++) {
        if ((name[0] | 0x20) != attribute_names[i].text[0] || !equals(name, name_length, attribute_names[i].text)) continue;
        page->attributes = grown(page->attributes, page->attribute_count, &page->attribute_capacity,
                                 sizeof *page->attributes);
        page->attributes[page->attribute_count++] =
            (lede_html_attribute){value, (uint32_t)value_length, attribute_names[i].value};
        node->attribute_count++;
        return;
    }
}

static void add_attributes(lede_html_page *page, const GumboElement *element, lede_html_node *node) {
    node->attributes = (uint32_t)page->attribute_count;
    if (element->tag == GUMBO_TAG_META) {
        for (unsigned i = 0; i < element->attributes.length; i++) {
            const GumboAttribute *a = element->attributes.data[i];
            add_attribute(page, node, (const uint8_t *)a->name, strlen(a->name), (const uint8_t *)a->value,
                          strlen(a->value));
        }
        return;
    }
    uint32_t start, end;
    place(page, element->original_tag, &start, &end);
    if (end < start + 4) return;
    size_t at = start + 1;
    while (page->given[at] > ' ' && page->given[at] != '/' && page->given[at] != '>') at++;
    lede_tag_attribute a;
    for (; lede_read_attribute(page->given, end, at, &a) == LEDE_ATTRIBUTE && node->attribute_count < 64; at = a.end)
        add_attribute(page, node, page->given + a.start, a.name_end - a.start, page->given + a.value,
                      a.value_end - a.value);
}

static void add_node(lede_html_page *page, const GumboNode *source, uint32_t parent) {
    page->nodes = grown(page->nodes, page->count, &page->capacity, sizeof *page->nodes);
    lede_html_node *node = &page->nodes[page->count++];
    memset(node, 0, sizeof *node);
    node->parent = parent;
    node->next = (uint32_t)page->count;
    node->is_fostered = source->parse_flags & GUMBO_INSERTION_FOSTER_PARENTED;
    if (source->type != GUMBO_NODE_ELEMENT && source->type != GUMBO_NODE_TEMPLATE) {
        node->tag = LEDE_HTML_TEXT;
        node->text = (const uint8_t *)source->v.text.text;
        node->text_length = (uint32_t)strlen(source->v.text.text);
        place(page, source->v.text.original_text, &node->start, &node->end);
        return;
    }
    const GumboElement *element = &source->v.element;
    name_element(element, node);
    add_attributes(page, element, node);
    // A copy of an element that the parser opened again has the tags of the first.
    if (!(source->parse_flags & GUMBO_INSERTION_BY_PARSER))
        place(page, element->original_tag, &node->start, &node->end);
    // The tag that ended an element may be another's.
    if (!(source->parse_flags & GUMBO_INSERTION_IMPLICIT_END_TAG) && element->original_end_tag.length &&
        keeps_name(element, element->original_end_tag))
        place(page, element->original_end_tag, &node->close_start, &node->close_end);
}

static bool is_kept(const GumboNode *node) {
    return node->type != GUMBO_NODE_COMMENT && node->type != GUMBO_NODE_DOCUMENT;
}

typedef struct level {
    const GumboVector *children;
    unsigned child;
    uint32_t node;
} level;

/// The tree under `root` in document order; false when it is too deep.
static bool flatten(lede_html_page *page, const GumboNode *root) {
    level levels[LEDE_HTML_DEPTH_LIMIT + 1];
    int depth = 0;
    add_node(page, root, 0);
    levels[0] = (level){&root->v.element.children, 0, 0};
    while (depth >= 0) {
        level *level = &levels[depth];
        if (level->child == level->children->length) {
            page->nodes[level->node].next = (uint32_t)page->count;
            depth--;
            continue;
        }
        const GumboNode *child = level->children->data[level->child++];
        if (!is_kept(child)) continue;
        uint32_t index = (uint32_t)page->count;
        add_node(page, child, level->node);
        if (child->type != GUMBO_NODE_ELEMENT && child->type != GUMBO_NODE_TEMPLATE) continue;
        if (depth == LEDE_HTML_DEPTH_LIMIT) return false;
        levels[++depth] = (struct level){&child->v.element.children, 0, index};
    }
    return true;
}

static int32_t parse(lede_html_page *page) {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = allocate;
    options.deallocator = deallocate;
    options.userdata = &page->arena;
    options.max_errors = 0;
    const GumboOutput *output = gumbo_parse_with_options(&options, (const char *)page->source, page->length);
    return flatten(page, output->root) ? LEDE_HTML_READ : LEDE_HTML_TOO_DEEP;
}

/// Apart from its callers, so that no local variable of theirs lives across the jump.
static int32_t parse_or_escape(lede_html_page *page) {
    jmp_buf back;
    int32_t fault = setjmp(back);
    if (fault == LEDE_HTML_READ) {
        escape = &back;
        fault = parse(page);
    }
    escape = NULL;
    return fault;
}

lede_html_page *lede_html_read(const uint8_t *bytes, size_t length, int32_t *fault) {
    lede_html_page *page = calloc(1, sizeof *page);
    *fault = LEDE_HTML_OUT_OF_MEMORY;
    if (!page) return NULL;
    static const uint8_t nothing[1] = {0};
    page->given = bytes ? bytes : nothing;
    lede_html_reduce(page->given, length, &page->reduced);
    if (page->reduced.too_deep) {
        *fault = LEDE_HTML_TOO_DEEP;
    } else if (!page->reduced.out_of_memory) {
        page->source = page->reduced.bytes ? page->reduced.bytes : page->given;
        page->length = page->reduced.bytes ? page->reduced.length : length;
        *fault = parse_or_escape(page);
    }
    if (*fault == LEDE_HTML_READ) return page;
    lede_html_release(page);
    return NULL;
}

void lede_html_release(lede_html_page *page) {
    for (chunk *chunk = page->arena.chunks; chunk;) {
        struct chunk *next = chunk->next;
        free(chunk);
        chunk = next;
    }
    lede_html_reduced_release(&page->reduced);
    free(page->nodes);
    free(page->attributes);
    free(page);
}

const lede_html_node *lede_html_nodes(const lede_html_page *page, size_t *count) {
    *count = page->count;
    return page->nodes;
}

const lede_html_attribute *lede_html_attributes(const lede_html_page *page) { return page->attributes; }

size_t lede_html_short_reference(const uint8_t *name, size_t length, uint32_t code_point) {
    // The references that HTML 4 had for Latin 1, from U+00A0 on: those may stand without a semicolon (section 13.5).
    static const char *const latin[96] = {
        "nbsp", "iexcl", "cent", "pound", "curren", "yen", "brvbar", "sect", "uml", "copy", "ordf", "laquo", "not",
        "shy", "reg", "macr", "deg", "plusmn", "sup2", "sup3", "acute", "micro", "para", "middot", "cedil", "sup1",
        "ordm", "raquo", "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute", "Acirc", "Atilde", "Auml",
        "Aring", "AElig", "Ccedil", "Egrave", "Eacute", "Ecirc", "Euml", "Igrave", "Iacute", "Icirc", "Iuml", "ETH",
        "Ntilde", "Ograve", "Oacute", "Ocirc", "Otilde", "Ouml", "times", "Oslash", "Ugrave", "Uacute", "Ucirc",
        "Uuml", "Yacute", "THORN", "szlig", "agrave", "aacute", "acirc", "atilde", "auml", "aring", "aelig", "ccedil",
        "egrave", "eacute", "ecirc", "euml", "igrave", "iacute", "icirc", "iuml", "eth", "ntilde", "ograve", "oacute",
        "ocirc", "otilde", "ouml", "divide", "oslash", "ugrave", "uacute", "ucirc", "uuml", "yacute", "thorn", "yuml"};
    const char *first = NULL, *second = NULL;
    switch (code_point) {
        case '&': first = "amp", second = "AMP"; break;
        case '<': first = "lt", second = "LT"; break;
        case '>': first = "gt", second = "GT"; break;
        case '"': first = "quot", second = "QUOT"; break;
        case 0xA9: second = "COPY"; break;
        case 0xAE: second = "REG"; break;
    }
    if (code_point >= 0xA0 && code_point <= 0xFF) first = latin[code_point - 0xA0];
    if (first && strlen(first) <= length && memcmp(name, first, strlen(first)) == 0) return strlen(first);
    if (second && strlen(second) <= length && memcmp(name, second, strlen(second)) == 0) return strlen(second);
    return 0;
}
