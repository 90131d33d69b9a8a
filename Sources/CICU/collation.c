#include "lede_icu.h"

#include <stdlib.h>
#include <unicode/ucol.h>

#include "utf.h"

struct lede_collator {
    UCollator *collator;
    utf16_buffer buffer;
};

lede_collator *lede_collator_open(const char *locale, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(locale, &status);
    *error = U_FAILURE(status) ? status : 0;
    if (*error) return NULL;
    lede_collator *opened = (lede_collator *)calloc(1, sizeof *opened);
    if (!opened) {
        ucol_close(collator);
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    opened->collator = collator;
    return opened;
}

void lede_collator_close(lede_collator *collator) {
    ucol_close(collator->collator);
    free(collator->buffer.units);
    free(collator);
}

int32_t lede_collator_key(lede_collator *collator, const uint8_t *text, int32_t length, uint8_t *key,
                          int32_t capacity, int32_t *error) {
    *error = 0;
    if (!utf16_fill(&collator->buffer, text, length)) {
        *error = U_MEMORY_ALLOCATION_ERROR;
        return 0;
    }
    return ucol_getSortKey(collator->collator, collator->buffer.units, collator->buffer.length, key, capacity);
}
