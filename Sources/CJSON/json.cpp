#include "lede_json.h"

#include <cstring>
#include <new>
// Without exceptions, every result has to be looked at: one that nobody catches would end the program.
#define SIMDJSON_EXCEPTIONS 0
#include <simdjson.h>
#include <vector>

using namespace simdjson;

// Deeper nesting than any record of ours; it bounds the recursion below.
static const int depth_limit = 128;

struct lede_json_parser {
    ondemand::parser parser;
    std::vector<char> padded;
    std::vector<lede_json_node> nodes;
    const char *base;
};

static uint32_t offset_in(const lede_json_parser &p, const char *at) { return static_cast<uint32_t>(at - p.base); }

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static uint32_t skip_spaces(const lede_json_parser &p, uint32_t at) {
    while (is_space(p.base[at])) at++;
    return at;
}

// Iterating simdjson's on-demand values validates every one of them, since none is skipped.
static error_code walk(lede_json_parser &p, ondemand::value value, int depth) {
    if (depth > depth_limit) return DEPTH_ERROR;
    std::string_view token = value.raw_json_token();
    uint32_t start = offset_in(p, token.data());
    size_t index = p.nodes.size();
    p.nodes.push_back({LEDE_JSON_NULL, start, start, 0, nullptr, 0, 0});
    ondemand::json_type type;
    SIMDJSON_TRY(value.type().get(type));
    uint32_t end = start + 1;
    switch (type) {
        case ondemand::json_type::object: {
            p.nodes[index].kind = LEDE_JSON_OBJECT;
            ondemand::object object;
            SIMDJSON_TRY(value.get_object().get(object));
            for (auto each : object) {
                ondemand::field field;
                SIMDJSON_TRY(std::move(each).get(field));
                const char *quote = field.key().raw();
                uint32_t key_start = offset_in(p, quote) - 1;
                std::string_view key;
                SIMDJSON_TRY(field.unescaped_key().get(key));
                size_t key_index = p.nodes.size();
                p.nodes.push_back({LEDE_JSON_KEY, key_start, 0, static_cast<uint32_t>(key_index + 1),
                                   reinterpret_cast<const uint8_t *>(key.data()),
                                   static_cast<uint32_t>(key.size()), 0});
                SIMDJSON_TRY(walk(p, field.value(), depth + 1));
                uint32_t colon = p.nodes[key_index + 1].start;
                while (p.base[colon - 1] != '"') colon--;
                p.nodes[key_index].end = colon;
                end = p.nodes[key_index + 1].end;
            }
            end = skip_spaces(p, end) + 1;
            break;
        }
        case ondemand::json_type::array: {
            p.nodes[index].kind = LEDE_JSON_ARRAY;
            ondemand::array array;
            SIMDJSON_TRY(value.get_array().get(array));
            for (auto each : array) {
                ondemand::value item;
                SIMDJSON_TRY(std::move(each).get(item));
                size_t item_index = p.nodes.size();
                SIMDJSON_TRY(walk(p, item, depth + 1));
                end = p.nodes[item_index].end;
            }
            end = skip_spaces(p, end) + 1;
            break;
        }
        default: {
            while (!token.empty() && is_space(token.back())) token.remove_suffix(1);
            end = start + static_cast<uint32_t>(token.size());
            if (type == ondemand::json_type::string) {
                p.nodes[index].kind = LEDE_JSON_STRING;
                std::string_view text;
                SIMDJSON_TRY(value.get_string().get(text));
                p.nodes[index].text = reinterpret_cast<const uint8_t *>(text.data());
                p.nodes[index].text_length = static_cast<uint32_t>(text.size());
            } else if (type == ondemand::json_type::number) {
                p.nodes[index].kind = LEDE_JSON_NUMBER;
                SIMDJSON_TRY(value.get_double().get(p.nodes[index].number));
            } else if (type == ondemand::json_type::boolean) {
                bool truth;
                SIMDJSON_TRY(value.get_bool().get(truth));
                p.nodes[index].kind = truth ? LEDE_JSON_TRUE : LEDE_JSON_FALSE;
            } else {
                bool is_null;
                if (value.is_null().get(is_null) != SUCCESS || !is_null) return N_ATOM_ERROR;
            }
        }
    }
    p.nodes[index].end = end;
    p.nodes[index].next = static_cast<uint32_t>(p.nodes.size());
    return SUCCESS;
}

// A scalar alone is not a record, and simdjson treats such documents apart: only objects and arrays are read.
static error_code parse(lede_json_parser &p, size_t length) {
    ondemand::document document;
    SIMDJSON_TRY(p.parser.iterate(p.padded.data(), length, p.padded.size()).get(document));
    ondemand::value root;
    SIMDJSON_TRY(document.get_value().get(root));
    SIMDJSON_TRY(walk(p, root, 0));
    return skip_spaces(p, p.nodes[0].end) < length ? TAPE_ERROR : SUCCESS;
}

lede_json_parser *lede_json_open(void) { return new (std::nothrow) lede_json_parser; }

void lede_json_close(lede_json_parser *parser) { delete parser; }

const lede_json_node *lede_json_parse(lede_json_parser *parser, const uint8_t *bytes, size_t length, size_t *count,
                                      const char **message, size_t *offset) {
    lede_json_parser &p = *parser;
    p.nodes.clear();
    if (p.padded.size() < length + SIMDJSON_PADDING) p.padded.resize(length + length / 2 + SIMDJSON_PADDING);
    memcpy(p.padded.data(), bytes, length);
    memset(p.padded.data() + length, 0, SIMDJSON_PADDING);
    p.base = p.padded.data();
    error_code error = parse(p, length);
    if (error) {
        *message = error_message(error);
        *offset = p.nodes.empty() ? 0 : p.nodes.back().start;
        *count = 0;
        return nullptr;
    }
    *count = p.nodes.size();
    return p.nodes.data();
}

bool lede_utf8_is_valid(const uint8_t *bytes, size_t length) {
    return validate_utf8(reinterpret_cast<const char *>(bytes), length);
}
