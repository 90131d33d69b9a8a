// A YAML document as a flat array of nodes with their places: libyaml's events behind C.
#ifndef LEDE_YAML_H
#define LEDE_YAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { LEDE_YAML_SCALAR = 0, LEDE_YAML_SEQUENCE = 1, LEDE_YAML_MAPPING = 2, LEDE_YAML_ALIAS = 3 };

typedef struct lede_yaml_node {
    uint8_t kind;
    bool quoted;              // a scalar in quotes is a string whatever it looks like
    uint32_t line, column;    // from 0
    uint32_t next;            // index of the first node after this one and all it holds
    uint8_t *text;            // scalars: UTF-8
    size_t text_length;
} lede_yaml_node;

typedef struct lede_yaml_document {
    lede_yaml_node *nodes;
    size_t count, capacity;
    char message[160];        // empty when the document was read
    uint32_t line, column;    // of the fault, from 0
} lede_yaml_document;

/// Reads the first document; mappings hold key, value, key, value, … in order. Release it also after a fault.
void lede_yaml_read(const uint8_t *bytes, size_t length, lede_yaml_document *document);
void lede_yaml_release(lede_yaml_document *document);

#ifdef __cplusplus
}
#endif
#endif
