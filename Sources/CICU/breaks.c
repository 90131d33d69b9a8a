#include "lede_icu.h"

#include <stdlib.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "utf.h"

struct lede_breaker {
    UBreakIterator *iterator;
    utf16_buffer buffer;
    int32_t *boundaries, *statuses;
    int32_t capacity;
};

lede_breaker *lede_breaker_open(int32_t kind, const char *locale, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UBreakIterator *iterator =
        ubrk_open(kind == LEDE_BREAK_WORD ? UBRK_WORD : UBRK_SENTENCE, locale, NULL, 0, &status);
    *error = U_FAILURE(status) ? status : 0;
    if (*error) return NULL;
    lede_breaker *breaker = (lede_breaker *)calloc(1, sizeof *breaker);
    if (!breaker) {
        ubrk_close(iterator);
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    breaker->iterator = iterator;
    return breaker;
}

void lede_breaker_close(lede_breaker *breaker) {
    ubrk_close(breaker->iterator);
    free(breaker->buffer.units);
    free(breaker->boundaries);
    free(breaker->statuses);
    free(breaker);
}

static bool reserve(lede_breaker *breaker, int32_t count) {
    if (count <= breaker->capacity) return true;
    int32_t capacity = count * 2 + 64;
    int32_t *boundaries = (int32_t *)realloc(breaker->boundaries, (size_t)capacity * sizeof(int32_t));
    if (boundaries) breaker->boundaries = boundaries;
    int32_t *statuses = (int32_t *)realloc(breaker->statuses, (size_t)capacity * sizeof(int32_t));
    if (statuses) breaker->statuses = statuses;
    if (!boundaries || !statuses) return false;
    breaker->capacity = capacity;
    return true;
}

// ICU is 1.2 (English) to 2.3 times (Cyrillic, Chinese) faster over UTF-16 than over UTF-8 through UText, conversion
// included; byte offsets come back by walking the two texts in step.
int32_t lede_breaker_run(lede_breaker *breaker, const uint8_t *text, int32_t length, const int32_t **boundaries,
                         const int32_t **statuses, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    *error = 0;
    if (!utf16_fill(&breaker->buffer, text, length)) {
        *error = U_MEMORY_ALLOCATION_ERROR;
        return 0;
    }
    ubrk_setText(breaker->iterator, breaker->buffer.units, breaker->buffer.length, &status);
    if (U_FAILURE(status)) {
        *error = status;
        return 0;
    }
    bool same_width = breaker->buffer.length == length;
    int32_t count = 0, unit = 0, byte = 0;
    ubrk_first(breaker->iterator);
    for (int32_t end = ubrk_next(breaker->iterator); end != UBRK_DONE; end = ubrk_next(breaker->iterator)) {
        if (!reserve(breaker, count + 1)) {
            *error = U_MEMORY_ALLOCATION_ERROR;
            return 0;
        }
        if (same_width) {
            byte = end;
        } else {
            while (unit < end) {
                UChar32 c;
                U8_NEXT_OR_FFFD(text, byte, length, c);
                unit += U16_LENGTH(c);
            }
        }
        breaker->boundaries[count] = byte;
        breaker->statuses[count] = ubrk_getRuleStatus(breaker->iterator);
        count++;
    }
    *boundaries = breaker->boundaries;
    *statuses = breaker->statuses;
    return count;
}

int32_t lede_breaker_count_utext(lede_breaker *breaker, const uint8_t *text, int32_t length, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UText access = UTEXT_INITIALIZER;
    int32_t count = 0;
    utext_openUTF8(&access, (const char *)text, length, &status);
    ubrk_setUText(breaker->iterator, &access, &status);
    if (U_SUCCESS(status)) {
        ubrk_first(breaker->iterator);
        while (ubrk_next(breaker->iterator) != UBRK_DONE) count++;
    }
    utext_close(&access);
    *error = U_FAILURE(status) ? status : 0;
    return count;
}
