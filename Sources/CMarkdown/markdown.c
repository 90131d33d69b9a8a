#include "lede_markdown.h"

#include <md4c.h>
#include <stdlib.h>

struct lede_markdown {
    lede_markdown_event *events;
    size_t count, capacity;
    const char *source;
    size_t length;
    unsigned depth;
    int32_t fault;
};

static lede_markdown_event *add(lede_markdown *document, uint8_t kind, uint8_t type) {
    if (document->count == document->capacity) {
        size_t capacity = document->capacity * 2 + 256;
        lede_markdown_event *events = realloc(document->events, capacity * sizeof *events);
        if (!events) {
            document->fault = LEDE_MARKDOWN_OUT_OF_MEMORY;
            return NULL;
        }
        document->events = events;
        document->capacity = capacity;
    }
    lede_markdown_event *event = &document->events[document->count++];
    *event = (lede_markdown_event){kind, type, 0, UINT32_MAX, UINT32_MAX};
    return event;
}

static uint8_t block_type(MD_BLOCKTYPE type) {
    switch (type) {
        case MD_BLOCK_QUOTE: return LEDE_MARKDOWN_QUOTE;
        case MD_BLOCK_LI: return LEDE_MARKDOWN_ITEM;
        case MD_BLOCK_H: return LEDE_MARKDOWN_HEADING;
        case MD_BLOCK_CODE: return LEDE_MARKDOWN_CODE_BLOCK;
        case MD_BLOCK_HTML: return LEDE_MARKDOWN_HTML_BLOCK;
        case MD_BLOCK_P: return LEDE_MARKDOWN_PARAGRAPH;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: return LEDE_MARKDOWN_CELL;
        default: return LEDE_MARKDOWN_OTHER_BLOCK;
    }
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context) {
    lede_markdown *document = context;
    if (++document->depth > LEDE_MARKDOWN_DEPTH_LIMIT) {
        document->fault = LEDE_MARKDOWN_TOO_DEEP;
        return 1;
    }
    lede_markdown_event *event = add(document, LEDE_MARKDOWN_ENTER_BLOCK, block_type(type));
    if (!event) return 1;
    if (type == MD_BLOCK_H) event->level = (uint8_t)((MD_BLOCK_H_DETAIL *)detail)->level;
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context) {
    (void)detail;
    lede_markdown *document = context;
    document->depth--;
    return add(document, LEDE_MARKDOWN_LEAVE_BLOCK, block_type(type)) ? 0 : 1;
}

static uint8_t span_type(MD_SPANTYPE type) {
    switch (type) {
        case MD_SPAN_EM: return LEDE_MARKDOWN_EM;
        case MD_SPAN_STRONG: return LEDE_MARKDOWN_STRONG;
        case MD_SPAN_A: return LEDE_MARKDOWN_LINK;
        case MD_SPAN_IMG: return LEDE_MARKDOWN_IMAGE;
        case MD_SPAN_CODE: return LEDE_MARKDOWN_CODE;
        case MD_SPAN_DEL: return LEDE_MARKDOWN_STRIKE;
        default: return LEDE_MARKDOWN_OTHER_SPAN;
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context) {
    (void)detail;
    lede_markdown *document = context;
    if (++document->depth > LEDE_MARKDOWN_DEPTH_LIMIT) {
        document->fault = LEDE_MARKDOWN_TOO_DEEP;
        return 1;
    }
    return add(document, LEDE_MARKDOWN_ENTER_SPAN, span_type(type)) ? 0 : 1;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context) {
    (void)detail;
    lede_markdown *document = context;
    document->depth--;
    return add(document, LEDE_MARKDOWN_LEAVE_SPAN, span_type(type)) ? 0 : 1;
}

static int run(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context) {
    static const uint8_t types[] = {
        [MD_TEXT_NORMAL] = LEDE_MARKDOWN_TEXT, [MD_TEXT_NULLCHAR] = LEDE_MARKDOWN_NUL,
        [MD_TEXT_BR] = LEDE_MARKDOWN_HARD_BREAK, [MD_TEXT_SOFTBR] = LEDE_MARKDOWN_SOFT_BREAK,
        [MD_TEXT_ENTITY] = LEDE_MARKDOWN_ENTITY, [MD_TEXT_CODE] = LEDE_MARKDOWN_CODE_TEXT,
        [MD_TEXT_HTML] = LEDE_MARKDOWN_HTML, [MD_TEXT_LATEXMATH] = LEDE_MARKDOWN_CODE_TEXT,
    };
    lede_markdown *document = context;
    lede_markdown_event *event = add(document, LEDE_MARKDOWN_RUN, types[type]);
    if (!event) return 1;
    // Line ends and indentation come from constants of the parser.
    uintptr_t first = (uintptr_t)document->source, at = (uintptr_t)text;
    if (at >= first && at + size <= first + document->length && size > 0) {
        event->start = (uint32_t)(at - first);
        event->end = event->start + size;
    }
    return 0;
}

lede_markdown *lede_markdown_read(const uint8_t *bytes, size_t length, int32_t *fault) {
    lede_markdown *document = calloc(1, sizeof *document);
    *fault = LEDE_MARKDOWN_OUT_OF_MEMORY;
    if (!document) return NULL;
    document->source = (const char *)bytes;
    document->length = length;
    MD_PARSER parser = {
        .flags = MD_DIALECT_GITHUB, .enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span,
        .leave_span = leave_span, .text = run,
    };
    int result = md_parse(document->source, (MD_SIZE)length, &parser, document);
    if (result == 0) {
        *fault = LEDE_MARKDOWN_READ;
        return document;
    }
    if (document->fault) *fault = document->fault;
    lede_markdown_release(document);
    return NULL;
}

void lede_markdown_release(lede_markdown *document) {
    if (!document) return;
    free(document->events);
    free(document);
}

const lede_markdown_event *lede_markdown_events(const lede_markdown *document, size_t *count) {
    *count = document->count;
    return document->events;
}
