// Moving between UTF-8 and UTF-16 with the same view of ill-formed bytes everywhere (U+FFFD per maximal subpart).
#ifndef LEDE_ICU_UTF_H
#define LEDE_ICU_UTF_H

#include <stdint.h>
#include <stdlib.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

typedef struct utf16_buffer {
    UChar *units;
    int32_t length, capacity;
} utf16_buffer;

/// Fills `buffer` from UTF-8; gives false when memory is out. The buffer is kept for the next call.
static inline bool utf16_fill(utf16_buffer *buffer, const uint8_t *text, int32_t length) {
    if (buffer->capacity < length + 1) {
        int32_t capacity = length + length / 2 + 64;
        UChar *units = (UChar *)realloc(buffer->units, (size_t)capacity * sizeof(UChar));
        if (!units) return false;
        buffer->units = units;
        buffer->capacity = capacity;
    }
    UChar *units = buffer->units;
    int32_t i = 0, n = 0;
    while (i < length) {
        uint8_t byte = text[i];
        if (byte < 0x80) {
            units[n++] = byte;
            i++;
        } else {
            UChar32 c;
            U8_NEXT_OR_FFFD(text, i, length, c);
            U16_APPEND_UNSAFE(units, n, c);
        }
    }
    buffer->length = n;
    return true;
}

/// UTF-8 bytes of UTF-16 units in fresh memory, with one byte to spare; NULL when memory is out.
static inline uint8_t *utf8_copy(const UChar *units, int32_t length, int32_t *out_length) {
    uint8_t *bytes = (uint8_t *)malloc((size_t)length * 3 + 1);
    if (!bytes) return NULL;
    int32_t i = 0, n = 0;
    while (i < length) {
        UChar32 c;
        U16_NEXT_OR_FFFD(units, i, length, c);
        U8_APPEND_UNSAFE(bytes, n, c);
    }
    bytes[n] = 0;
    *out_length = n;
    return bytes;
}

#endif
