#include "lede_yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { depth_limit = 32 };

static lede_yaml_node *add(lede_yaml_document *document, uint8_t kind, yaml_mark_t mark) {
    if (document->count == document->capacity) {
        size_t capacity = document->capacity * 2 + 64;
        lede_yaml_node *nodes = realloc(document->nodes, capacity * sizeof *nodes);
        if (!nodes) return NULL;
        document->nodes = nodes;
        document->capacity = capacity;
    }
    lede_yaml_node *node = &document->nodes[document->count++];
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->line = (uint32_t)mark.line;
    node->column = (uint32_t)mark.column;
    return node;
}

static void fault(lede_yaml_document *document, const char *message, yaml_mark_t mark) {
    snprintf(document->message, sizeof document->message, "%s", message);
    document->line = (uint32_t)mark.line;
    document->column = (uint32_t)mark.column;
}

void lede_yaml_read(const uint8_t *bytes, size_t length, lede_yaml_document *document) {
    memset(document, 0, sizeof *document);
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        snprintf(document->message, sizeof document->message, "memory is out");
        return;
    }
    yaml_parser_set_input_string(&parser, bytes, length);
    size_t open[depth_limit];
    int depth = 0;
    for (bool more = true; more && !document->message[0];) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            fault(document, parser.problem ? parser.problem : "cannot be read", parser.problem_mark);
            break;
        }
        lede_yaml_node *node = NULL;
        bool adds = true;
        switch (event.type) {
            case YAML_SCALAR_EVENT:
                node = add(document, LEDE_YAML_SCALAR, event.start_mark);
                if (!node) break;
                node->quoted = event.data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
                node->text = malloc(event.data.scalar.length + 1);
                if (node->text) memcpy(node->text, event.data.scalar.value, event.data.scalar.length + 1);
                node->text_length = node->text ? event.data.scalar.length : 0;
                node->next = (uint32_t)document->count;
                break;
            case YAML_ALIAS_EVENT:
                node = add(document, LEDE_YAML_ALIAS, event.start_mark);
                if (node) node->next = (uint32_t)document->count;
                break;
            case YAML_SEQUENCE_START_EVENT:
            case YAML_MAPPING_START_EVENT:
                if (depth == depth_limit) {
                    fault(document, "nested too deep", event.start_mark);
                    adds = false;
                    break;
                }
                open[depth++] = document->count;
                node = add(document, event.type == YAML_MAPPING_START_EVENT ? LEDE_YAML_MAPPING : LEDE_YAML_SEQUENCE,
                           event.start_mark);
                break;
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT:
                document->nodes[open[--depth]].next = (uint32_t)document->count;
                adds = false;
                break;
            case YAML_DOCUMENT_END_EVENT:
            case YAML_STREAM_END_EVENT:
                more = false;
                adds = false;
                break;
            default:
                adds = false;
        }
        if (adds && !node) fault(document, "memory is out", event.start_mark);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

void lede_yaml_release(lede_yaml_document *document) {
    for (size_t i = 0; i < document->count; i++) free(document->nodes[i].text);
    free(document->nodes);
}
