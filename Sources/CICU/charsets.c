#include "lede_icu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

#include "utf.h"

struct lede_decoding {
    uint8_t *bytes;
    lede_width_run *runs;
    int32_t *faults;
    int32_t length, bytes_capacity, run_count, run_capacity, fault_count, fault_capacity;
};

static void *grown(void *array, int32_t *capacity, int32_t needed, size_t size) {
    if (needed <= *capacity) return array;
    int32_t wanted = needed + needed / 2 + 64;
    void *larger = realloc(array, (size_t)wanted * size);
    if (larger) *capacity = wanted;
    return larger;
}

// A character's source bytes reach from its offset to the next character's, so a character is only counted when the
// next one (or the end) is known.
static bool add_character(lede_decoding *d, UChar32 c, int32_t source_width) {
    uint8_t *bytes = (uint8_t *)grown(d->bytes, &d->bytes_capacity, d->length + 4, 1);
    if (!bytes) return false;
    d->bytes = bytes;
    int32_t start = d->length;
    U8_APPEND_UNSAFE(d->bytes, d->length, c);
    int32_t width = d->length - start;
    lede_width_run *last = d->run_count ? &d->runs[d->run_count - 1] : NULL;
    if (last && last->source_width == source_width && last->result_width == width) {
        last->count++;
        return true;
    }
    lede_width_run *runs = (lede_width_run *)grown(d->runs, &d->run_capacity, d->run_count + 1, sizeof *runs);
    if (!runs) return false;
    d->runs = runs;
    d->runs[d->run_count++] = (lede_width_run){1, source_width, width};
    return true;
}

static bool add_fault(lede_decoding *d, int32_t offset) {
    int32_t *faults = (int32_t *)grown(d->faults, &d->fault_capacity, d->fault_count + 1, sizeof *faults);
    if (!faults) return false;
    d->faults = faults;
    d->faults[d->fault_count++] = offset;
    return true;
}

typedef struct fault_count {
    int32_t pending;
} fault_count;

static void note_fault(const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t length,
                       UConverterCallbackReason reason, UErrorCode *status) {
    (void)bytes;
    (void)length;
    if (reason > UCNV_IRREGULAR) return;
    ((fault_count *)context)->pending++;
    UCNV_TO_U_CALLBACK_SUBSTITUTE(NULL, args, NULL, 0, reason, status);
}

lede_decoding *lede_decode(const char *charset, const uint8_t *bytes, int32_t length, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset, &status);
    *error = U_FAILURE(status) ? status : 0;
    if (*error) return NULL;
    fault_count faults = {0};
    ucnv_setToUCallBack(converter, note_fault, &faults, NULL, NULL, &status);
    lede_decoding *d = (lede_decoding *)calloc(1, sizeof *d);
    enum { SPAN = 4096 };
    UChar units[SPAN];
    int32_t offsets[SPAN];
    const char *source = (const char *)bytes, *limit = source + length;
    // The last character seen, whose source end is not known yet. A lead surrogate waits for its trail.
    UChar32 open = -1;
    int32_t open_start = 0;
    bool memory = d != NULL;
    bool more = true;
    while (memory && more) {
        UChar *target = units;
        int32_t chunk = (int32_t)(source - (const char *)bytes);
        int32_t noted = faults.pending;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter, &target, units + SPAN, &source, limit, offsets, true, &status);
        more = status == U_BUFFER_OVERFLOW_ERROR;
        if (U_FAILURE(status) && !more) break;
        bool faulty = faults.pending != noted;
        for (int32_t i = 0; memory && i < target - units; i++) {
            int32_t at = offsets[i] < 0 ? open_start : chunk + offsets[i];
            if (open >= 0 && U16_IS_LEAD(open) && U16_IS_TRAIL(units[i])) {
                open = U16_GET_SUPPLEMENTARY(open, units[i]);
                continue;
            }
            if (open >= 0) memory = add_character(d, U_IS_SURROGATE(open) ? 0xFFFD : open, at - open_start);
            open = units[i];
            open_start = at;
            // A genuine U+FFFD in the source is told from a substitute only by the callback having run in this span.
            if (faulty && units[i] == 0xFFFD) memory = memory && add_fault(d, at);
        }
    }
    if (memory && open >= 0) memory = add_character(d, U_IS_SURROGATE(open) ? 0xFFFD : open, length - open_start);
    ucnv_close(converter);
    if (!memory) status = U_MEMORY_ALLOCATION_ERROR;
    if (U_FAILURE(status)) {
        *error = status;
        if (d) lede_decoding_release(d);
        return NULL;
    }
    return d;
}

const uint8_t *lede_decoding_bytes(const lede_decoding *decoding, int32_t *length) {
    *length = decoding->length;
    return decoding->bytes;
}

const lede_width_run *lede_decoding_runs(const lede_decoding *decoding, int32_t *count) {
    *count = decoding->run_count;
    return decoding->runs;
}

const int32_t *lede_decoding_faults(const lede_decoding *decoding, int32_t *count) {
    *count = decoding->fault_count;
    return decoding->faults;
}

void lede_decoding_release(lede_decoding *decoding) {
    free(decoding->bytes);
    free(decoding->runs);
    free(decoding->faults);
    free(decoding);
}

uint8_t *lede_encode(const char *charset, const uint8_t *text, int32_t length, bool references, int32_t *out_length,
                     int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(charset, &status);
    *error = U_FAILURE(status) ? status : 0;
    if (*error) return NULL;
    if (references) {
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_ESCAPE, UCNV_ESCAPE_XML_HEX, NULL, NULL, &status);
    } else {
        ucnv_setFromUCallBack(converter, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
    }
    utf16_buffer buffer = {0};
    uint8_t *result = NULL;
    if (U_SUCCESS(status) && utf16_fill(&buffer, text, length)) {
        int32_t needed = ucnv_fromUChars(converter, NULL, 0, buffer.units, buffer.length, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) status = U_ZERO_ERROR;
        result = U_SUCCESS(status) ? (uint8_t *)malloc((size_t)needed + 1) : NULL;
        if (result) *out_length = ucnv_fromUChars(converter, (char *)result, needed + 1, buffer.units, buffer.length, &status);
    }
    free(buffer.units);
    ucnv_close(converter);
    *error = U_FAILURE(status) ? status : (result ? 0 : U_MEMORY_ALLOCATION_ERROR);
    if (*error) {
        free(result);
        return NULL;
    }
    return result;
}

void lede_bytes_release(uint8_t *bytes) { free(bytes); }

const char *lede_charset_name(const char *alias) {
    static const char *const standards[] = {"MIME", "IANA"};
    for (int i = 0; i < 2; i++) {
        UErrorCode status = U_ZERO_ERROR;
        const char *name = ucnv_getStandardName(alias, standards[i], &status);
        if (name && U_SUCCESS(status)) return name;
    }
    UErrorCode status = U_ZERO_ERROR;
    const char *name = ucnv_getAlias(alias, 0, &status);
    return U_FAILURE(status) ? NULL : name;
}

bool lede_charset_opens(const char *alias) {
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(alias, &status);
    if (U_FAILURE(status)) return false;
    ucnv_close(converter);
    return true;
}
