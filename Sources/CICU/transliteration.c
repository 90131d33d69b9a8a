#include "lede_icu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "utf.h"

struct lede_transliterator {
    UTransliterator *transliterator;
    utf16_buffer buffer;
};

lede_transliterator *lede_transliterator_open(const char *identifier, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UChar name[128];
    int32_t length = 0;
    u_strFromUTF8(name, 128, &length, identifier, -1, &status);
    UTransliterator *transliterator = utrans_openU(name, length, UTRANS_FORWARD, NULL, 0, NULL, &status);
    *error = U_FAILURE(status) ? status : 0;
    if (*error) return NULL;
    lede_transliterator *opened = (lede_transliterator *)calloc(1, sizeof *opened);
    if (!opened) {
        utrans_close(transliterator);
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    opened->transliterator = transliterator;
    return opened;
}

void lede_transliterator_close(lede_transliterator *transliterator) {
    utrans_close(transliterator->transliterator);
    free(transliterator->buffer.units);
    free(transliterator);
}

uint8_t *lede_transliterate(lede_transliterator *transliterator, const uint8_t *text, int32_t length,
                            int32_t *out_length, int32_t *error) {
    utf16_buffer *buffer = &transliterator->buffer;
    if (!utf16_fill(buffer, text, length)) {
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    // The text grows in place; ICU reports an overflow after having changed the buffer, so each try starts afresh.
    for (int32_t capacity = buffer->length * 4 + 64;; capacity *= 4) {
        UErrorCode status = U_ZERO_ERROR;
        UChar *units = (UChar *)malloc((size_t)capacity * sizeof(UChar));
        if (!units) {
            *error = U_MEMORY_ALLOCATION_ERROR;
            return NULL;
        }
        memcpy(units, buffer->units, (size_t)buffer->length * sizeof(UChar));
        int32_t units_length = buffer->length, limit = buffer->length;
        utrans_transUChars(transliterator->transliterator, units, &units_length, capacity, 0, &limit, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR && capacity < (1 << 28)) {
            free(units);
            continue;
        }
        *error = U_FAILURE(status) ? status : 0;
        uint8_t *result = *error ? NULL : utf8_copy(units, units_length, out_length);
        free(units);
        return result;
    }
}
