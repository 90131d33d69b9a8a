// A page as a flat array of nodes in document order, each with its place in the source: libgumbo behind C.
#ifndef LEDE_HTML_H
#define LEDE_HTML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The elements that a reader of articles tells apart; every other one is LEDE_HTML_OTHER and goes by its name.
enum {
    LEDE_HTML_TEXT = 0,
    LEDE_HTML_OTHER,
    LEDE_HTML_CUSTOM,  // a name with a hyphen
    // The document and its head.
    LEDE_HTML_HTML, LEDE_HTML_HEAD, LEDE_HTML_BODY, LEDE_HTML_TITLE, LEDE_HTML_META, LEDE_HTML_LINK, LEDE_HTML_BASE,
    // Sections.
    LEDE_HTML_ARTICLE, LEDE_HTML_MAIN, LEDE_HTML_SECTION, LEDE_HTML_NAV, LEDE_HTML_ASIDE, LEDE_HTML_HEADER,
    LEDE_HTML_FOOTER, LEDE_HTML_FORM, LEDE_HTML_FIGURE,
    /// Any other element that starts a line of its own and has no more to say: div, ul, table, tr, center, …
    LEDE_HTML_DIVISION,
    LEDE_HTML_DIALOG,
    // Blocks of text.
    LEDE_HTML_P, LEDE_HTML_H1, LEDE_HTML_HEADING, LEDE_HTML_PRE, LEDE_HTML_RAW, LEDE_HTML_BLOCKQUOTE, LEDE_HTML_ITEM,
    LEDE_HTML_CAPTION, LEDE_HTML_CELL,
    // Inside a line.
    LEDE_HTML_A, LEDE_HTML_BR, LEDE_HTML_TIME,
    LEDE_HTML_IMAGE,   // img, input, embed: no content, but something to see
    LEDE_HTML_OBJECT,  // svg, button, video, …: something to see, but no text of the page
    LEDE_HTML_VOID,    // wbr, source, …: no content
    LEDE_HTML_OPAQUE,  // script, template, rt, …: content that is no text of the page
};

/// The attributes that are kept.
enum {
    // What is for translators, and what is not.
    LEDE_HTML_ATTRIBUTE_TRANSLATE = 100, LEDE_HTML_ATTRIBUTE_ALT, LEDE_HTML_ATTRIBUTE_TITLE,
    LEDE_HTML_ATTRIBUTE_PLACEHOLDER, LEDE_HTML_ATTRIBUTE_LABEL,  // aria-label
    LEDE_HTML_ATTRIBUTE_LOCALES, LEDE_HTML_ATTRIBUTE_LOCALES_TYPE,  // its-locale-filter-list, its-locale-filter-type
    LEDE_HTML_ATTRIBUTE_CLASS = 0, LEDE_HTML_ATTRIBUTE_ID, LEDE_HTML_ATTRIBUTE_STYLE, LEDE_HTML_ATTRIBUTE_HIDDEN,
    LEDE_HTML_ATTRIBUTE_ARIA_HIDDEN, LEDE_HTML_ATTRIBUTE_ROLE, LEDE_HTML_ATTRIBUTE_HREF, LEDE_HTML_ATTRIBUTE_LANG,
    LEDE_HTML_ATTRIBUTE_NAME, LEDE_HTML_ATTRIBUTE_PROPERTY, LEDE_HTML_ATTRIBUTE_CONTENT, LEDE_HTML_ATTRIBUTE_REL,
    LEDE_HTML_ATTRIBUTE_ITEMPROP, LEDE_HTML_ATTRIBUTE_DATETIME, LEDE_HTML_ATTRIBUTE_OPEN,
    LEDE_HTML_ATTRIBUTE_TYPE, LEDE_HTML_ATTRIBUTE_ITEMTYPE, LEDE_HTML_ATTRIBUTE_TEST_ID,
};

typedef struct lede_html_attribute {
    const uint8_t *value;  // decoded for `meta` elements, else as written, without quotes
    uint32_t length;
    uint8_t name;
} lede_html_attribute;

typedef struct lede_html_node {
    uint8_t tag;
    /// The parser moved it out of a table: it stands earlier in the tree than in the source.
    bool is_fostered;
    uint16_t attribute_count;
    uint32_t attributes;  // index of its first attribute
    uint32_t parent;      // index; the first node is its own
    uint32_t next;        // index of the first node after this one and all it holds
    // Bytes of the source: a text as written, or an element's start and end tag. Equal offsets where nothing is written.
    uint32_t start, end;
    uint32_t close_start, close_end;
    const uint8_t *text;  // a text decoded, or an element's name, in any case
    uint32_t text_length;
} lede_html_node;

enum { LEDE_HTML_READ = 0, LEDE_HTML_TOO_DEEP = 1, LEDE_HTML_OUT_OF_MEMORY = 2, LEDE_HTML_PARSER_FAULT = 3 };
/// Elements inside elements.
enum { LEDE_HTML_DEPTH_LIMIT = 2000 };

typedef struct lede_html_page lede_html_page;

/// Parses a page of well-formed UTF-8, of less than 1 GiB, which must outlive the result. NULL with a fault otherwise.
lede_html_page *lede_html_read(const uint8_t *bytes, size_t length, int32_t *fault);
void lede_html_release(lede_html_page *page);
const lede_html_node *lede_html_nodes(const lede_html_page *page, size_t *count);
const lede_html_attribute *lede_html_attributes(const lede_html_page *page);

/// The end of the tag whose "<" is at `start`, after its ">"; `length` when it is never closed.
size_t lede_html_tag_end(const uint8_t *bytes, size_t length, size_t start);
/// Where the value of an attribute is written in the tag whose "<" is at `start`, without quotes; false when there is none.
/// `name` is in lower case.
bool lede_html_find_attribute(const uint8_t *bytes, size_t length, size_t start, const char *name, size_t *value,
                              size_t *value_end);
/// An attribute's value as written, decoded, in memory to be freed; NULL when memory is out.
uint8_t *lede_html_decode_value(const uint8_t *value, size_t length, size_t *decoded_length);
void lede_html_value_release(uint8_t *decoded);
/// Length of the name of a character reference that may stand without a semicolon, if `name` starts with the one for
/// `code_point`; else 0.
size_t lede_html_short_reference(const uint8_t *name, size_t length, uint32_t code_point);

#ifdef __cplusplus
}
#endif
#endif
