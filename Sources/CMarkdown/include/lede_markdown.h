// Markdown as a flat list of events with their places in the source: libmd4c behind C.
#ifndef LEDE_MARKDOWN_H
#define LEDE_MARKDOWN_H

#include <stddef.h>
#include <stdint.h>

/// What an event is: the start or end of a block or of a span, or a run of text.
enum {
    LEDE_MARKDOWN_ENTER_BLOCK = 0, LEDE_MARKDOWN_LEAVE_BLOCK, LEDE_MARKDOWN_ENTER_SPAN, LEDE_MARKDOWN_LEAVE_SPAN,
    LEDE_MARKDOWN_RUN,
};

/// Blocks; those without a name here are parts of tables and lists.
enum {
    LEDE_MARKDOWN_QUOTE = 0, LEDE_MARKDOWN_ITEM, LEDE_MARKDOWN_HEADING, LEDE_MARKDOWN_CODE_BLOCK, LEDE_MARKDOWN_HTML_BLOCK,
    LEDE_MARKDOWN_PARAGRAPH, LEDE_MARKDOWN_CELL, LEDE_MARKDOWN_OTHER_BLOCK,
};

/// Spans.
enum {
    LEDE_MARKDOWN_EM = 0, LEDE_MARKDOWN_STRONG, LEDE_MARKDOWN_LINK, LEDE_MARKDOWN_IMAGE, LEDE_MARKDOWN_CODE,
    LEDE_MARKDOWN_STRIKE, LEDE_MARKDOWN_OTHER_SPAN,
};

/// Runs.
enum {
    LEDE_MARKDOWN_TEXT = 0, LEDE_MARKDOWN_HARD_BREAK, LEDE_MARKDOWN_SOFT_BREAK, LEDE_MARKDOWN_ENTITY,
    LEDE_MARKDOWN_CODE_TEXT, LEDE_MARKDOWN_HTML, LEDE_MARKDOWN_NUL,
};

typedef struct lede_markdown_event {
    uint8_t kind;
    uint8_t type;
    /// A heading's level.
    uint8_t level;
    /// Bytes of the source; UINT32_MAX for what is not written as it reads, as a line break.
    uint32_t start, end;
} lede_markdown_event;

enum { LEDE_MARKDOWN_READ = 0, LEDE_MARKDOWN_OUT_OF_MEMORY = 1, LEDE_MARKDOWN_TOO_DEEP = 2 };
/// Blocks and spans inside each other.
enum { LEDE_MARKDOWN_DEPTH_LIMIT = 1000 };

typedef struct lede_markdown lede_markdown;

/// Parses CommonMark with the extensions of GitHub; less than 1 GiB of it. NULL with a fault otherwise.
lede_markdown *lede_markdown_read(const uint8_t *bytes, size_t length, int32_t *fault);
void lede_markdown_release(lede_markdown *document);
const lede_markdown_event *lede_markdown_events(const lede_markdown *document, size_t *count);

#endif
