// What is done to a page before libgumbo sees it.
#ifndef LEDE_HTML_SCAN_H
#define LEDE_HTML_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// From `reduced` on, an offset in the reduced page is `shift` less than in the source.
typedef struct lede_cut {
    uint32_t reduced, shift;
} lede_cut;

/// A stretch of text, for which one character stands in the reduced page from `reduced` on.
typedef struct lede_text_cut {
    uint32_t reduced, start, end;
} lede_text_cut;

typedef struct lede_reduced {
    uint8_t *bytes;
    size_t length;
    lede_cut *cuts;
    size_t count, capacity;
    lede_text_cut *texts;
    size_t text_count, text_capacity;
    bool too_deep, out_of_memory;
} lede_reduced;

/// The character that stands for a stretch of text: U+F8FF, which is for private use and has no meaning in HTML.
static const uint8_t lede_stand_in[3] = {0xEF, 0xA3, 0xBF};

/// Copies a page without what gives no text and costs the parser time: the bodies of scripts, styles, comments and
/// drawings, and attributes that nobody asks for. Tells pages nested too deep for the parser.
///
/// With `cuts_text`, one character stands for each stretch of text that means itself.
void lede_html_reduce(const uint8_t *bytes, size_t length, bool cuts_text, lede_reduced *reduced);
void lede_html_reduced_release(lede_reduced *reduced);

typedef struct lede_tag_attribute {
    size_t start, name_end;
    size_t value, value_end;  // without quotes
    size_t end;
    bool after_slash;  // what came before it
} lede_tag_attribute;

typedef enum lede_tag_part { LEDE_PAGE_ENDS, LEDE_TAG_ENDS, LEDE_ATTRIBUTE } lede_tag_part;
/// Reads the attribute from `at` on; at the end of the tag, `start` is where its ">" stands.
lede_tag_part lede_read_attribute(const uint8_t *bytes, size_t length, size_t at, lede_tag_attribute *attribute);

/// An estimate of the parser's stack of open elements.
typedef struct lede_depth {
    uint8_t *tags;
    uint32_t count;
    uint32_t drawing;     // one more than the index of an open svg or math element, or 0
    uint32_t select;      // the same of an open select element
    uint8_t pending[64];  // formatting elements to be opened again
    unsigned pending_count;
    bool too_deep;
} lede_depth;

bool lede_depth_open(lede_depth *depth);
void lede_depth_close(lede_depth *depth);
void lede_depth_start_tag(lede_depth *depth, unsigned tag);
void lede_depth_end_tag(lede_depth *depth, unsigned tag);
void lede_depth_text(lede_depth *depth);

#endif
