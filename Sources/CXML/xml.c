#include "lede_xml.h"
#include "entities.h"
// The limits of amplification are declared for those only who build with document types.
#define XML_DTD 1
#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 1024, SEPARATOR = '\n' };

typedef struct name {
    char *text;  // the namespace, a zero byte, the local name, a zero byte
    uint32_t space_length;
    uint64_t hash;
} name;

struct lede_xml_reader {
    XML_Parser parser;
    const uint8_t *source;
    size_t length;
    bool has_begun, is_done, is_in_doctype, knows_html_entities;
    uint32_t depth;
    int32_t fault;
    size_t fault_offset;
    const char *fault_reason;

    lede_xml_event *events;
    size_t event_count, event_room;
    lede_xml_attribute *attributes;
    size_t attribute_count, attribute_room;
    uint8_t *arena;
    size_t arena_count, arena_room;

    name *names;
    size_t name_count, name_room;
    uint32_t *slots;  // index of a name plus one, or 0
    size_t slot_count;
    uint64_t seed;
};

static void fail(lede_xml_reader *reader, int32_t fault, const char *reason) {
    if (reader->fault != LEDE_XML_READ) return;
    reader->fault = fault;
    reader->fault_reason = reason;
    XML_Index at = XML_GetCurrentByteIndex(reader->parser);
    reader->fault_offset = at < 0 ? 0 : (size_t)at;
    XML_StopParser(reader->parser, XML_FALSE);
}

/// Makes room for `more` items in an array; the items' sizes are small and their number below 2^32.
static bool reserve(lede_xml_reader *reader, void **items, size_t *room, size_t count, size_t more, size_t size) {
    if (count + more <= *room) return true;
    size_t wanted = *room ? *room * 2 : 256;
    while (wanted < count + more) wanted *= 2;
    void *grown = wanted > UINT32_MAX ? NULL : realloc(*items, wanted * size);
    if (!grown) {
        fail(reader, LEDE_XML_OUT_OF_MEMORY, "memory is out");
        return false;
    }
    *items = grown;
    *room = wanted;
    return true;
}

static bool store(lede_xml_reader *reader, const char *text, size_t length, uint32_t *offset) {
    if (!reserve(reader, (void **)&reader->arena, &reader->arena_room, reader->arena_count, length, 1)) return false;
    memcpy(reader->arena + reader->arena_count, text, length);
    *offset = (uint32_t)reader->arena_count;
    reader->arena_count += length;
    return true;
}

// Names

static uint64_t hash_of(const char *text, size_t length, uint64_t seed) {
    uint64_t hash = seed ^ (length * 0x9E3779B97F4A7C15u);
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)text[i]) * 0x2545F4914F6CDD1Du;
        hash ^= hash >> 29;
    }
    return hash;
}

static bool grow_slots(lede_xml_reader *reader) {
    size_t count = reader->slot_count ? reader->slot_count * 2 : 256;
    uint32_t *slots = calloc(count, sizeof *slots);
    if (!slots) {
        fail(reader, LEDE_XML_OUT_OF_MEMORY, "memory is out");
        return false;
    }
    for (size_t i = 0; i < reader->name_count; i++) {
        size_t slot = reader->names[i].hash & (count - 1);
        while (slots[slot]) slot = (slot + 1) & (count - 1);
        slots[slot] = (uint32_t)i + 1;
    }
    free(reader->slots);
    reader->slots = slots;
    reader->slot_count = count;
    return true;
}

/// The number of a name that expat gives as namespace, separator, local name; the first two only where there is one.
static uint32_t number_of(lede_xml_reader *reader, const char *text) {
    size_t length = strlen(text);
    const char *split = strrchr(text, SEPARATOR);
    size_t space_length = split ? (size_t)(split - text) : 0;
    uint64_t hash = hash_of(text, length, reader->seed);
    if (reader->name_count * 2 >= reader->slot_count && !grow_slots(reader)) return 0;
    size_t slot = hash & (reader->slot_count - 1);
    const char *local = split ? split + 1 : text;
    for (; reader->slots[slot]; slot = (slot + 1) & (reader->slot_count - 1)) {
        const name *known = &reader->names[reader->slots[slot] - 1];
        if (known->hash == hash && known->space_length == space_length && !memcmp(known->text, text, space_length)
            && !strcmp(known->text + space_length + 1, local))
            return reader->slots[slot] - 1;
    }
    if (!reserve(reader, (void **)&reader->names, &reader->name_room, reader->name_count, 1, sizeof(name))) return 0;
    size_t local_length = strlen(local);
    char *copy = malloc(space_length + local_length + 2);
    if (!copy) {
        fail(reader, LEDE_XML_OUT_OF_MEMORY, "memory is out");
        return 0;
    }
    memcpy(copy, text, space_length);
    copy[space_length] = 0;
    memcpy(copy + space_length + 1, local, local_length + 1);
    reader->names[reader->name_count] = (name){copy, (uint32_t)space_length, hash};
    reader->slots[slot] = (uint32_t)++reader->name_count;
    return (uint32_t)reader->name_count - 1;
}

// Events

static lede_xml_event *add(lede_xml_reader *reader, uint8_t kind) {
    if (reader->fault != LEDE_XML_READ) return NULL;
    if (!reserve(reader, (void **)&reader->events, &reader->event_room, reader->event_count, 1, sizeof(lede_xml_event)))
        return NULL;
    lede_xml_event *event = &reader->events[reader->event_count++];
    *event = (lede_xml_event){.kind = kind};
    event->start = (uint32_t)XML_GetCurrentByteIndex(reader->parser);
    event->end = event->start + (uint32_t)XML_GetCurrentByteCount(reader->parser);
    // Stopping is refused inside a declaration; it is asked for again at the next event.
    if (reader->event_count >= BATCH) XML_StopParser(reader->parser, XML_TRUE);
    return event;
}

static bool is_space(uint8_t byte) { return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r'; }

/// Finds the next attribute in a start tag, from an offset on that lies before or inside its name. The parser has read
/// the tag, so it is well-formed. False at the end.
static bool next_written(const lede_xml_reader *reader, size_t *at, size_t end, lede_xml_attribute *found, bool *declares) {
    const uint8_t *source = reader->source;
    size_t offset = *at;
    while (offset < end && is_space(source[offset])) offset++;
    size_t name_start = offset;
    while (offset < end && source[offset] != '=' && source[offset] != '>' && !is_space(source[offset])) offset++;
    size_t name_length = offset - name_start;
    while (offset < end && source[offset] != '"' && source[offset] != '\'') offset++;
    if (offset >= end) return false;
    uint8_t quote = source[offset++];
    found->start = (uint32_t)offset;
    while (offset < end && source[offset] != quote) offset++;
    found->end = (uint32_t)offset;
    *at = offset + 1;
    *declares = name_length >= 5 && !memcmp(source + name_start, "xmlns", 5)
        && (name_length == 5 || source[name_start + 5] == ':');
    return true;
}

static void XMLCALL on_start(void *data, const XML_Char *text, const XML_Char **pairs) {
    lede_xml_reader *reader = data;
    if (reader->fault != LEDE_XML_READ) return;
    if (++reader->depth > LEDE_XML_DEPTH_LIMIT) {
        fail(reader, LEDE_XML_TOO_DEEP, "elements are nested too deep");
        return;
    }
    lede_xml_event *event = add(reader, LEDE_XML_START);
    if (!event) return;
    size_t start = event->start, end = event->end;
    // Elements that come out of an entity have no place of their own.
    if (start >= reader->length || reader->source[start] != '<') {
        fail(reader, LEDE_XML_ENTITY_MARKUP, "an entity holds elements");
        return;
    }
    event->is_empty = end >= start + 2 && reader->source[end - 2] == '/';
    event->name = number_of(reader, text);
    event->attributes = (uint32_t)reader->attribute_count;
    size_t at = start + 1;
    while (at < end && !is_space(reader->source[at])) at++;
    int specified = XML_GetSpecifiedAttributeCount(reader->parser);
    for (int i = 0; pairs[i]; i += 2) {
        lede_xml_attribute attribute = {.start = (uint32_t)start, .end = (uint32_t)start};
        bool declares = i < specified;
        while (declares && next_written(reader, &at, end, &attribute, &declares)) {}
        size_t length = strlen(pairs[i + 1]);
        attribute.name = number_of(reader, pairs[i]);
        attribute.text_length = (uint32_t)length;
        if (i < specified && attribute.end - attribute.start == length
            && !memcmp(reader->source + attribute.start, pairs[i + 1], length)) {
            attribute.is_verbatim = true;
            attribute.text = attribute.start;
        } else if (!store(reader, pairs[i + 1], length, &attribute.text)) {
            return;
        }
        if (!reserve(reader, (void **)&reader->attributes, &reader->attribute_room, reader->attribute_count, 1,
                     sizeof attribute))
            return;
        reader->attributes[reader->attribute_count++] = attribute;
    }
    event = &reader->events[reader->event_count - 1];
    event->attribute_count = (uint32_t)reader->attribute_count - event->attributes;
}

static void XMLCALL on_end(void *data, const XML_Char *text) {
    lede_xml_reader *reader = data;
    lede_xml_event *event = add(reader, LEDE_XML_END);
    if (!event) return;
    reader->depth--;
    event->is_empty = event->start == event->end;
    event->name = number_of(reader, text);
}

static void XMLCALL on_text(void *data, const XML_Char *text, int count) {
    lede_xml_reader *reader = data;
    if (reader->fault != LEDE_XML_READ) return;
    size_t length = (size_t)count;
    size_t start = (size_t)XML_GetCurrentByteIndex(reader->parser);
    size_t end = start + (size_t)XML_GetCurrentByteCount(reader->parser);
    bool is_verbatim = end - start == length && end <= reader->length && !memcmp(reader->source + start, text, length);
    lede_xml_event *last = reader->event_count ? &reader->events[reader->event_count - 1] : NULL;
    if (last && last->kind == LEDE_XML_TEXT) {
        if (is_verbatim && last->is_verbatim && last->end == start) {
            last->end = (uint32_t)end;
            last->text_length += (uint32_t)length;
            return;
        }
        // What one reference stands for may come in pieces.
        uint32_t more = 0;
        if (!is_verbatim && !last->is_verbatim && last->start == start && last->end == end) {
            if (store(reader, text, length, &more)) last->text_length += (uint32_t)length;
            return;
        }
    }
    lede_xml_event *event = add(reader, LEDE_XML_TEXT);
    if (!event) return;
    event->is_verbatim = is_verbatim;
    event->text_length = (uint32_t)length;
    event->text = event->start;
    if (!is_verbatim) {
        uint32_t offset = 0;
        if (store(reader, text, length, &offset)) event->text = offset;
    }
}

static void XMLCALL on_comment(void *data, const XML_Char *text) {
    (void)text;
    lede_xml_reader *reader = data;
    if (!reader->is_in_doctype) add(reader, LEDE_XML_COMMENT);
}

static void XMLCALL on_instruction(void *data, const XML_Char *target, const XML_Char *text) {
    (void)target, (void)text;
    lede_xml_reader *reader = data;
    if (!reader->is_in_doctype) add(reader, LEDE_XML_INSTRUCTION);
}

static void XMLCALL on_cdata_start(void *data) { add(data, LEDE_XML_CDATA_START); }
static void XMLCALL on_cdata_end(void *data) { add(data, LEDE_XML_CDATA_END); }

static void XMLCALL on_skipped(void *data, const XML_Char *text, int is_parameter) {
    (void)text;
    if (!is_parameter) add(data, LEDE_XML_UNKNOWN_ENTITY);
}

static void XMLCALL on_doctype_start(
    void *data, const XML_Char *text, const XML_Char *system, const XML_Char *public, int has_internal) {
    (void)text, (void)system, (void)public, (void)has_internal;
    ((lede_xml_reader *)data)->is_in_doctype = true;
}

static void XMLCALL on_doctype_end(void *data) { ((lede_xml_reader *)data)->is_in_doctype = false; }

/// Whatever lies outside is not fetched. In place of the document type's external part stand the entities of HTML.
static int XMLCALL on_external(
    XML_Parser parser, const XML_Char *context, const XML_Char *base, const XML_Char *system, const XML_Char *public) {
    (void)base, (void)system, (void)public;
    lede_xml_reader *reader = XML_GetUserData(parser);
    if (context) {
        add(reader, LEDE_XML_UNKNOWN_ENTITY);
        return XML_STATUS_OK;
    }
    XML_Parser inner = XML_ExternalEntityParserCreate(parser, context, "UTF-8");
    if (!inner) return XML_STATUS_ERROR;
    const char *text = reader->knows_html_entities ? lede_xml_html_entities : "";
    bool was_in_doctype = reader->is_in_doctype;
    reader->is_in_doctype = true;
    int status = XML_Parse(inner, text, (int)strlen(text), 1);
    reader->is_in_doctype = was_in_doctype;
    XML_ParserFree(inner);
    return status;
}

// Reading

lede_xml_reader *lede_xml_open(const uint8_t *bytes, size_t length, bool knows_html_entities) {
    if (length >= INT32_MAX) return NULL;
    lede_xml_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    reader->parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
    if (!reader->parser) {
        free(reader);
        return NULL;
    }
    reader->source = bytes;
    reader->length = length;
    reader->knows_html_entities = knows_html_entities;
    reader->fault_reason = "";
    // Names that are made to collide would have to know where this lies.
    reader->seed = (uint64_t)(uintptr_t)reader * 0x9E3779B97F4A7C15u;
    XML_Parser parser = reader->parser;
    XML_SetUserData(parser, reader);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetCommentHandler(parser, on_comment);
    XML_SetProcessingInstructionHandler(parser, on_instruction);
    XML_SetCdataSectionHandler(parser, on_cdata_start, on_cdata_end);
    XML_SetSkippedEntityHandler(parser, on_skipped);
    XML_SetDoctypeDeclHandler(parser, on_doctype_start, on_doctype_end);
    XML_SetExternalEntityRefHandler(parser, on_external);
    XML_SetParamEntityParsing(parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
    if (knows_html_entities) XML_UseForeignDTD(parser, XML_TRUE);
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser, 1 << 20);
    return reader;
}

void lede_xml_close(lede_xml_reader *reader) {
    if (!reader) return;
    XML_ParserFree(reader->parser);
    for (size_t i = 0; i < reader->name_count; i++) free(reader->names[i].text);
    free(reader->names);
    free(reader->slots);
    free(reader->events);
    free(reader->attributes);
    free(reader->arena);
    free(reader);
}

size_t lede_xml_next(lede_xml_reader *reader) {
    reader->event_count = reader->attribute_count = reader->arena_count = 0;
    while (!reader->is_done && reader->event_count == 0) {
        enum XML_Status status = reader->has_begun
            ? XML_ResumeParser(reader->parser)
            : XML_Parse(reader->parser, (const char *)reader->source, (int)reader->length, 1);
        reader->has_begun = true;
        if (status == XML_STATUS_SUSPENDED) continue;
        reader->is_done = true;
        if (status == XML_STATUS_OK || reader->fault != LEDE_XML_READ) continue;
        enum XML_Error error = XML_GetErrorCode(reader->parser);
        fail(reader,
             error == XML_ERROR_AMPLIFICATION_LIMIT_BREACH ? LEDE_XML_AMPLIFIED
             : error == XML_ERROR_NO_MEMORY                ? LEDE_XML_OUT_OF_MEMORY
                                                           : LEDE_XML_SYNTAX,
             XML_ErrorString(error));
    }
    return reader->event_count;
}

const lede_xml_event *lede_xml_events(const lede_xml_reader *reader) { return reader->events; }
const lede_xml_attribute *lede_xml_attributes(const lede_xml_reader *reader) { return reader->attributes; }
const uint8_t *lede_xml_arena(const lede_xml_reader *reader) { return reader->arena; }
size_t lede_xml_name_count(const lede_xml_reader *reader) { return reader->name_count; }

const char *lede_xml_name(const lede_xml_reader *reader, size_t index, const char **space) {
    const name *found = &reader->names[index];
    *space = found->text;
    return found->text + found->space_length + 1;
}

int32_t lede_xml_fault(const lede_xml_reader *reader) { return reader->fault; }
size_t lede_xml_fault_offset(const lede_xml_reader *reader) { return reader->fault_offset; }
const char *lede_xml_fault_reason(const lede_xml_reader *reader) { return reader->fault_reason; }
