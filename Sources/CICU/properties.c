#include "lede_icu.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ures.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>
#include <unicode/ubrk.h>

const char *lede_icu_error_name(int32_t error) { return u_errorName((UErrorCode)error); }

const char *lede_icu_version(void) { return U_ICU_VERSION; }

uint8_t lede_word_class(int32_t code_point) {
    // CLDR's word rules take it for a letter, so that addresses and handles stay whole.
    if (code_point == '@') return LEDE_WORD_LETTER;
    switch (u_getIntPropertyValue(code_point, UCHAR_LINE_BREAK)) {
        case U_LB_COMPLEX_CONTEXT: return LEDE_WORD_DICTIONARY;
        default: break;
    }
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript(code_point, &status);
    if (script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA)
        return LEDE_WORD_DICTIONARY;
    switch (u_getIntPropertyValue(code_point, UCHAR_WORD_BREAK)) {
        case U_WB_ALETTER: return LEDE_WORD_LETTER;
        // Hebrew has a rule of its own for the gershayim, katakana joins across marks: left to ICU's rules.
        case U_WB_HEBREW_LETTER:
        case U_WB_KATAKANA: return LEDE_WORD_DICTIONARY;
        case U_WB_NUMERIC: return LEDE_WORD_DIGIT;
        case U_WB_EXTEND:
        case U_WB_FORMAT:
        case U_WB_ZWJ: return LEDE_WORD_EXTEND;
        case U_WB_MIDLETTER: return code_point == ':' ? LEDE_WORD_OTHER : LEDE_WORD_MID_LETTER;
        case U_WB_MIDNUM: return LEDE_WORD_MID_NUMBER;
        case U_WB_MIDNUMLET:
        case U_WB_SINGLE_QUOTE: return LEDE_WORD_MID_BOTH;
        case U_WB_EXTENDNUMLET: return LEDE_WORD_CONNECTOR;
        default: return LEDE_WORD_OTHER;
    }
}

void lede_word_classes(uint8_t *classes) {
    for (int32_t c = 0; c < 0x10000; c++) classes[c] = lede_word_class(c);
}

void lede_fold_table(uint16_t *folded) {
    for (int32_t c = 0; c < 0x10000; c++) {
        UChar32 f = u_foldCase(c, U_FOLD_CASE_DEFAULT);
        folded[c] = f < 0x10000 ? (uint16_t)f : (uint16_t)c;
    }
}

bool lede_is_upper(int32_t code_point) { return u_isUUppercase(code_point) || u_istitle(code_point); }

bool lede_has_case(int32_t code_point) { return u_hasBinaryProperty(code_point, UCHAR_CASED); }

bool lede_is_alphabetic(int32_t code_point) { return u_isUAlphabetic(code_point); }

void lede_script(int32_t code_point, char code[5]) {
    UErrorCode status = U_ZERO_ERROR;
    const char *name = uscript_getShortName(uscript_getScript(code_point, &status));
    memset(code, 0, 5);
    if (name) strncpy(code, name, 4);
}

int32_t lede_language_name(const char *locale, const char *in_locale, uint8_t *name, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    UChar units[128];
    int32_t length = uloc_getDisplayName(locale, in_locale, units, 128, &status);
    if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING || length <= 0 || length > 128) return 0;
    int32_t bytes = 0;
    u_strToUTF8((char *)name, capacity, &bytes, units, length, &status);
    return U_FAILURE(status) || bytes > capacity ? 0 : bytes;
}

bool lede_is_right_to_left(const char *locale) { return uloc_isRightToLeft(locale); }

int32_t lede_suppressions(const char *locale, void (*each)(void *context, const uint8_t *text, int32_t length),
                          void *context) {
    UErrorCode status = U_ZERO_ERROR;
    UResourceBundle *bundle = ures_open(U_ICUDATA_NAME "-brkitr", locale, &status);
    UResourceBundle *exceptions = ures_getByKey(bundle, "exceptions", NULL, &status);
    UResourceBundle *list = ures_getByKey(exceptions, "SentenceBreak", NULL, &status);
    int32_t count = U_SUCCESS(status) ? ures_getSize(list) : 0;
    for (int32_t i = 0; i < count; i++) {
        char text[256];
        int32_t length = 256;
        status = U_ZERO_ERROR;
        const char *utf8 = ures_getUTF8StringByIndex(list, i, text, &length, true, &status);
        if (U_SUCCESS(status)) each(context, (const uint8_t *)utf8, length);
    }
    ures_close(list);
    ures_close(exceptions);
    ures_close(bundle);
    return count;
}
