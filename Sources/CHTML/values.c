// Values of attributes as they are written.
#include <gumbo.h>
#include <stdlib.h>
#include <string.h>

#include "lede_html.h"
#include "scan.h"

bool lede_html_find_attribute(const uint8_t *bytes, size_t length, size_t start, const char *name, size_t *value,
                              size_t *value_end) {
    size_t at = start + 1, name_length = strlen(name);
    while (at < length && bytes[at] > ' ' && bytes[at] != '/' && bytes[at] != '>') at++;
    lede_tag_attribute a;
    for (; lede_read_attribute(bytes, length, at, &a) == LEDE_ATTRIBUTE; at = a.end) {
        if (a.name_end - a.start != name_length) continue;
        size_t i = 0;
        while (i < name_length) {
            uint8_t c = bytes[a.start + i];
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != (uint8_t)name[i]) break;
            i++;
        }
        if (i < name_length) continue;
        *value = a.value;
        *value_end = a.value_end;
        return true;
    }
    return false;
}

uint8_t *lede_html_decode_value(const uint8_t *value, size_t length, size_t *decoded_length) {
    // The parser is the judge of references, so it gets a tag with nothing but this value. A value has no more than one
    // kind of quotation mark, or none that would end it.
    static const char before[] = "<p title=", after[] = ">";
    char quote = memchr(value, '"', length) ? '\'' : '"';
    char *page = malloc(length + sizeof before + sizeof after + 2);
    uint8_t *decoded = NULL;
    if (!page) return NULL;
    size_t at = sizeof before - 1;
    memcpy(page, before, at);
    page[at++] = quote;
    memcpy(page + at, value, length);
    at += length;
    page[at++] = quote;
    page[at++] = '>';
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput *output = gumbo_parse_with_options(&options, page, at);
    // The root holds a head and a body, and that one the paragraph.
    const GumboNode *node = output->root;
    for (int depth = 0; node && depth < 2; depth++) {
        const GumboVector *children = &node->v.element.children;
        node = children->length ? children->data[children->length - 1] : NULL;
    }
    const GumboAttribute *attribute =
        node && node->type == GUMBO_NODE_ELEMENT ? gumbo_get_attribute(&node->v.element.attributes, "title") : NULL;
    if (attribute) {
        *decoded_length = strlen(attribute->value);
        decoded = malloc(*decoded_length + 1);
        if (decoded) memcpy(decoded, attribute->value, *decoded_length + 1);
    }
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    free(page);
    return decoded;
}

void lede_html_value_release(uint8_t *decoded) { free(decoded); }
