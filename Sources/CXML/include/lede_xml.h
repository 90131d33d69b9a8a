// XML as a stream of events, each with its place in the source: libexpat behind C.
#ifndef LEDE_XML_H
#define LEDE_XML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    LEDE_XML_START = 0,
    LEDE_XML_END,
    LEDE_XML_TEXT,
    LEDE_XML_COMMENT,
    LEDE_XML_INSTRUCTION,
    LEDE_XML_CDATA_START,
    LEDE_XML_CDATA_END,
    /// A reference to an entity that is not declared or lies outside of the document; it is never fetched.
    LEDE_XML_UNKNOWN_ENTITY,
};

/// What happened at one place of the source. `text` is an offset in the batch's arena, or in the source if verbatim.
typedef struct lede_xml_event {
    uint8_t kind;
    bool is_empty;     // START and END of "<a/>"
    bool is_verbatim;  // the text stands in the source as it is
    uint32_t name;     // of an element
    uint32_t start, end;
    uint32_t attributes, attribute_count;
    uint32_t text, text_length;
} lede_xml_event;

/// `start` to `end` is the value as written, between its quotes; equal offsets for one that is only declared.
typedef struct lede_xml_attribute {
    uint32_t name;
    bool is_verbatim;
    uint32_t start, end;
    uint32_t text, text_length;
} lede_xml_attribute;

enum {
    LEDE_XML_READ = 0, LEDE_XML_SYNTAX, LEDE_XML_TOO_DEEP, LEDE_XML_AMPLIFIED, LEDE_XML_ENTITY_MARKUP,
    LEDE_XML_OUT_OF_MEMORY,
};
/// Elements inside elements.
enum { LEDE_XML_DEPTH_LIMIT = 1000 };

typedef struct lede_xml_reader lede_xml_reader;

/// A reader over UTF-8 of less than 2 GiB, which must outlive it. NULL when memory is out.
///
/// With `knows_html_entities`, `&nbsp;` and the others of HTML 4 are known in documents that do not declare them.
lede_xml_reader *lede_xml_open(const uint8_t *bytes, size_t length, bool knows_html_entities);
void lede_xml_close(lede_xml_reader *reader);

/// Reads on; what the batch before held is gone. Fewer events than one only at the end or at a fault.
size_t lede_xml_next(lede_xml_reader *reader);
const lede_xml_event *lede_xml_events(const lede_xml_reader *reader);
const lede_xml_attribute *lede_xml_attributes(const lede_xml_reader *reader);
const uint8_t *lede_xml_arena(const lede_xml_reader *reader);

/// Names of elements and attributes met so far.
size_t lede_xml_name_count(const lede_xml_reader *reader);
/// The local name; the namespace goes to `space`, empty for none. Both end in zero and live as long as the reader.
const char *lede_xml_name(const lede_xml_reader *reader, size_t index, const char **space);

int32_t lede_xml_fault(const lede_xml_reader *reader);
/// Where in the source the fault lies, and what the parser says of it.
size_t lede_xml_fault_offset(const lede_xml_reader *reader);
const char *lede_xml_fault_reason(const lede_xml_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
