// A JSON text as a flat array of nodes in document order, with the source range of each: simdjson behind C.
#ifndef LEDE_JSON_H
#define LEDE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    LEDE_JSON_NULL = 0,
    LEDE_JSON_FALSE = 1,
    LEDE_JSON_TRUE = 2,
    LEDE_JSON_NUMBER = 3,
    LEDE_JSON_STRING = 4,
    LEDE_JSON_ARRAY = 5,
    LEDE_JSON_OBJECT = 6,
    LEDE_JSON_KEY = 7,  // of an object: followed by its value
};

typedef struct lede_json_node {
    uint8_t kind;
    uint32_t start, end;   // bytes of the source, quotes and brackets included
    uint32_t next;         // index of the first node after this one and all it holds
    const uint8_t *text;   // strings and keys: decoded UTF-8, valid until the next parse
    uint32_t text_length;
    double number;
} lede_json_node;

typedef struct lede_json_parser lede_json_parser;
lede_json_parser *lede_json_open(void);
void lede_json_close(lede_json_parser *parser);
/// Parses one JSON text; gives the nodes, or NULL with `message` (a constant) and `offset` set.
const lede_json_node *lede_json_parse(lede_json_parser *parser, const uint8_t *bytes, size_t length, size_t *count,
                                      const char **message, size_t *offset);

bool lede_utf8_is_valid(const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif
#endif
