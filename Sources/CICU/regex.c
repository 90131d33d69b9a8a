#include "lede_icu.h"

#include <stdlib.h>
#include <unicode/uregex.h>

#include "utf.h"

struct lede_regex_text {
    utf16_buffer buffer;
    int32_t number;  // of the text that was filled in last, so that a pattern knows whether it has it
};

struct lede_regex {
    URegularExpression *expression;
    const lede_regex_text *text;
    int32_t number;
};

lede_regex_text *lede_regex_text_open(void) { return (lede_regex_text *)calloc(1, sizeof(lede_regex_text)); }

void lede_regex_text_close(lede_regex_text *text) {
    free(text->buffer.units);
    free(text);
}

int32_t lede_regex_text_fill(lede_regex_text *text, const uint8_t *bytes, int32_t length) {
    if (!utf16_fill(&text->buffer, bytes, length)) return -1;
    text->number++;
    return text->buffer.length;
}

lede_regex *lede_regex_open(const uint8_t *pattern, int32_t length, int32_t steps, int32_t stack, int32_t *offset,
                            int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place = {0, 0, {0}, {0}};
    utf16_buffer buffer = {NULL, 0, 0};
    *offset = 0;
    lede_regex *regex = (lede_regex *)calloc(1, sizeof *regex);
    if (!regex || !utf16_fill(&buffer, pattern, length)) {
        free(regex);
        *error = U_MEMORY_ALLOCATION_ERROR;
        return NULL;
    }
    regex->expression = uregex_open(buffer.units, buffer.length, 0, &place, &status);
    free(buffer.units);
    if (U_SUCCESS(status)) {
        uregex_setTimeLimit(regex->expression, steps, &status);
        uregex_setStackLimit(regex->expression, stack, &status);
    }
    *error = U_FAILURE(status) ? status : 0;
    if (*error) {
        *offset = place.offset > 0 ? place.offset : 0;
        lede_regex_close(regex);
        return NULL;
    }
    return regex;
}

void lede_regex_close(lede_regex *regex) {
    if (regex->expression) uregex_close(regex->expression);
    free(regex);
}

static void take(lede_regex *regex, const lede_regex_text *text, UErrorCode *status) {
    if (regex->text == text && regex->number == text->number) return;
    uregex_setText(regex->expression, text->buffer.units, text->buffer.length, status);
    // What stands before and after a region is seen, and only the text's own start and end count as such.
    uregex_useTransparentBounds(regex->expression, 1, status);
    regex->text = text;
    regex->number = text->number;
}

bool lede_regex_find(lede_regex *regex, const lede_regex_text *text, int32_t from, int32_t *start, int32_t *end,
                     int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    take(regex, text, &status);
    bool found = uregex_find(regex->expression, from, &status);
    if (found) {
        *start = uregex_start(regex->expression, 0, &status);
        *end = uregex_end(regex->expression, 0, &status);
    }
    *error = U_FAILURE(status) ? status : 0;
    return found && !*error;
}

bool lede_regex_matches_at(lede_regex *regex, const lede_regex_text *text, int32_t place, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    take(regex, text, &status);
    uregex_setRegion(regex->expression, place, text->buffer.length, &status);
    uregex_useAnchoringBounds(regex->expression, 0, &status);
    bool found = uregex_lookingAt(regex->expression, -1, &status);
    *error = U_FAILURE(status) ? status : 0;
    return found && !*error;
}

bool lede_regex_ends_at(lede_regex *regex, const lede_regex_text *text, int32_t from, int32_t place, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    take(regex, text, &status);
    uregex_setRegion(regex->expression, from, place, &status);
    // The region's end is the end that `\z` asks for.
    uregex_useAnchoringBounds(regex->expression, 1, &status);
    bool found = uregex_findNext(regex->expression, &status);
    *error = U_FAILURE(status) ? status : 0;
    return found && !*error;
}

bool lede_regex_matches(lede_regex *regex, const lede_regex_text *text, int32_t *error) {
    UErrorCode status = U_ZERO_ERROR;
    take(regex, text, &status);
    bool found = uregex_matches(regex->expression, 0, &status);
    *error = U_FAILURE(status) ? status : 0;
    return found && !*error;
}
