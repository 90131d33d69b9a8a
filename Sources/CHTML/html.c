#define _GNU_SOURCE  // memmem

#include "lede_html.h"

#include <gumbo.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "scan.h"

/// More than one reading of what stands for text: the page is read again with its text as it is.
enum { AMBIGUOUS = -1 };

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
/// The parser takes 4 to 10 bytes per byte of a page, 150 when it is nothing but short tags, and n² of n unclosed
/// formatting elements.
static size_t memory_limit(size_t length) {
    static const size_t floor = (size_t)256 << 20, ceiling = (size_t)4 << 30;
    return length < (ceiling - floor) / 200 ? floor + 200 * length : ceiling;
}

typedef struct chunk {
    struct chunk *next;
    max_align_t bytes[];
} chunk;

typedef struct arena {
    chunk *chunks;
    uint8_t *free;
    size_t left, total, limit;
} arena;

static void *allocate(void *context, size_t size) {
    arena *arena = context;
    size = (size + 15) & ~(size_t)15;
    if (size > arena->left) {
        size_t capacity = size > chunk_size ? size : chunk_size;
        chunk *chunk = arena->total + capacity > arena->limit ? NULL : malloc(sizeof *chunk + capacity);
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
    size_t last_cut, last_text;
};

/// Makes room for one more; jumps like the parser's own allocations when there is none.
static void *grown(void *items, size_t count, size_t *capacity, size_t width) {
    if (count < *capacity) return items;
    size_t more = *capacity * 2 + 1024;
    void *moved = realloc(items, more * width);
    if (!moved) longjmp(*escape, LEDE_HTML_OUT_OF_MEMORY);
    *capacity = more;
    return moved;
}

/// An offset in the page as given, by the last cut at or before it.
static uint32_t original(lede_html_page *page, size_t offset) {
    const lede_cut *cuts = page->reduced.cuts;
    size_t low = page->last_cut, high = page->reduced.count;
    if (!high || offset < cuts[0].reduced) return (uint32_t)offset;
    // Most often it is the cut of the offset asked before, or one of the next.
    if (cuts[low].reduced > offset) low = 0;
    else if (low + 4 < high && cuts[low + 4].reduced > offset) high = low + 4;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (cuts[middle].reduced <= offset) low = middle;
        else high = middle;
    }
    page->last_cut = low;
    return (uint32_t)offset + cuts[low].shift;
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

/// The name in a tag as written. (libgumbo's own function keeps what stands behind it in an end tag.)
static GumboStringPiece name_in(GumboStringPiece tag) {
    size_t start = tag.length > 1 && tag.data[1] == '/' ? 2 : 1;
    size_t end = start;
    while (end < tag.length && (uint8_t)tag.data[end] > ' ' && tag.data[end] != '/' && tag.data[end] != '>') end++;
    return (GumboStringPiece){tag.data + start, end - start};
}

/// Whether the tag that ended an element is its own. (libgumbo has a flag for that, but not for drawings.)
static bool is_own_end(const GumboElement *element) {
    if (!element->original_end_tag.length) return false;
    GumboStringPiece close = name_in(element->original_end_tag);
    if (element->tag != GUMBO_TAG_UNKNOWN) return gumbo_tagn_enum(close.data, (unsigned)close.length) == element->tag;
    GumboStringPiece open = name_in(element->original_tag);
    return open.length == close.length && gumbo_string_equals_ignore_case(&open, &close);
}

static void name_element(const GumboElement *element, lede_html_node *node) {
    if (element->tag != GUMBO_TAG_UNKNOWN) {
        node->tag = lede_tag_number(element->tag);
        node->text = (const uint8_t *)gumbo_normalized_tagname(element->tag);
        node->text_length = (uint32_t)strlen((const char *)node->text);
        return;
    }
    GumboStringPiece name = name_in(element->original_tag);
    node->text = (const uint8_t *)name.data;
    node->text_length = (uint32_t)name.length;
    node->tag = lede_tag_number_by_name(node->text, name.length);
}

static void add_attribute(lede_html_page *page, lede_html_node *node, const uint8_t *name, size_t name_length,
                          const uint8_t *value, size_t value_length) {
    int number = lede_attribute_number(name, name_length);
    if (number < 0) return;
    page->attributes =
        grown(page->attributes, page->attribute_count, &page->attribute_capacity, sizeof *page->attributes);
    page->attributes[page->attribute_count++] = (lede_html_attribute){value, (uint32_t)value_length, (uint8_t)number};
    node->attribute_count++;
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

/// The first stretch of text that was cut at or after an offset in the reduced page.
static size_t first_text(lede_html_page *page, size_t offset) {
    const lede_text_cut *texts = page->reduced.texts;
    size_t low = 0, high = page->reduced.text_count;
    // Most often it is the one after that of the node before.
    size_t next = page->last_text;
    if (next < high && texts[next].reduced >= offset && (next == 0 || texts[next - 1].reduced < offset)) return next;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (texts[middle].reduced < offset) low = middle + 1;
        else high = middle;
    }
    return low;
}

/// A text with what was cut out of it.
static void add_text(lede_html_page *page, const GumboText *text, lede_html_node *node) {
    const uint8_t *decoded = (const uint8_t *)text->text;
    size_t length = strlen(text->text);
    node->text = decoded;
    node->text_length = (uint32_t)length;
    place(page, text->original_text, &node->start, &node->end);
    if (!page->reduced.text_count) return;
    const uint8_t *found = memmem(decoded, length, lede_stand_in, sizeof lede_stand_in);
    size_t offset = (size_t)((const uint8_t *)text->original_text.data - page->source);
    bool has_place = text->original_text.data && offset <= page->length;
    size_t first = has_place ? first_text(page, offset) : page->reduced.text_count, last = first;
    const lede_text_cut *texts = page->reduced.texts;
    while (last < page->reduced.text_count && texts[last].reduced < offset + text->original_text.length) last++;
    if (!found && first == last) return;
    page->last_text = last;
    size_t before = found ? (size_t)(found - decoded) : 0;
    if (found && last == first + 1 && before + sizeof lede_stand_in == length && texts[first].reduced == offset + before &&
        texts[first].start >= before && memcmp(page->given + texts[first].start - before, decoded, before) == 0) {
        // White space and then text, as it is written.
        node->text = page->given + texts[first].start - before;
        node->text_length = (uint32_t)(before + texts[first].end - texts[first].start);
        return;
    }
    size_t total = length;
    for (size_t i = first; i < last; i++) total += texts[i].end - texts[i].start;
    uint8_t *whole = allocate(&page->arena, total + 1);
    size_t at = 0, from = 0, i = first;
    for (; found && i < last; i++) {
        before = (size_t)(found - decoded) - from;
        memcpy(whole + at, decoded + from, before);
        at += before;
        memcpy(whole + at, page->given + texts[i].start, texts[i].end - texts[i].start);
        at += texts[i].end - texts[i].start;
        from += before + sizeof lede_stand_in;
        found = memmem(decoded + from, length - from, lede_stand_in, sizeof lede_stand_in);
    }
    if (found || i < last) longjmp(*escape, AMBIGUOUS);
    memcpy(whole + at, decoded + from, length - from);
    node->text = whole;
    node->text_length = (uint32_t)(at + length - from);
}

static void add_node(lede_html_page *page, const GumboNode *source, uint32_t parent) {
    page->nodes = grown(page->nodes, page->count, &page->capacity, sizeof *page->nodes);
    lede_html_node *node = &page->nodes[page->count++];
    memset(node, 0, sizeof *node);
    node->parent = parent;
    node->next = (uint32_t)page->count;
    if (source->type != GUMBO_NODE_ELEMENT && source->type != GUMBO_NODE_TEMPLATE) {
        node->tag = LEDE_HTML_TEXT;
        add_text(page, &source->v.text, node);
        return;
    }
    const GumboElement *element = &source->v.element;
    name_element(element, node);
    add_attributes(page, element, node);
    // A copy of an element that the parser opened again has the tags of the first.
    if (!(source->parse_flags & GUMBO_INSERTION_BY_PARSER))
        place(page, element->original_tag, &node->start, &node->end);
    if (is_own_end(element)) place(page, element->original_end_tag, &node->close_start, &node->close_end);
}

/// Content of a table outside of its cells goes before the table (section 13.2.6.1, "foster parent"); libgumbo tells it
/// for elements only. Here it is told by what follows in the tree and comes earlier in the page.
static void mark_fostered(lede_html_page *page) {
    uint32_t least = UINT32_MAX;
    for (size_t i = page->count; i-- > 0;) {
        lede_html_node *node = &page->nodes[i];
        if (node->start == node->end) continue;
        node->is_fostered = node->start > least;
        if (node->start < least) least = node->start;
    }
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
    page->arena.limit = memory_limit(page->length);
    const GumboOutput *output = gumbo_parse_with_options(&options, (const char *)page->source, page->length);
    if (!flatten(page, output->root)) return LEDE_HTML_TOO_DEEP;
    mark_fostered(page);
    return LEDE_HTML_READ;
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

static lede_html_page *read_page(const uint8_t *bytes, size_t length, bool cuts_text, int32_t *fault) {
    lede_html_page *page = calloc(1, sizeof *page);
    *fault = LEDE_HTML_OUT_OF_MEMORY;
    if (!page) return NULL;
    static const uint8_t nothing[1] = {0};
    page->given = bytes ? bytes : nothing;
    lede_html_reduce(page->given, length, cuts_text, &page->reduced);
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

lede_html_page *lede_html_read(const uint8_t *bytes, size_t length, int32_t *fault) {
    bool cuts_text = !bytes || !memmem(bytes, length, lede_stand_in, sizeof lede_stand_in);
    lede_html_page *page = read_page(bytes, length, cuts_text, fault);
    if (*fault == AMBIGUOUS) page = read_page(bytes, length, false, fault);
    return page;
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
