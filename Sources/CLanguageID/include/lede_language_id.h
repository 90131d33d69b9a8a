// Guessing the language of a text: CLD2 with its full tables behind one call.
#ifndef LEDE_LANGUAGE_ID_H
#define LEDE_LANGUAGE_ID_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lede_language_guess {
    char code[16];    // as CLD2 names it: "en", "zh-Hant"; "" when unknown
    int32_t percent;  // of the text's bytes
    bool reliable;
} lede_language_guess;

void lede_guess_language(const uint8_t *text, int32_t length, const char *hint, lede_language_guess *guess);

#ifdef __cplusplus
}
#endif
#endif
