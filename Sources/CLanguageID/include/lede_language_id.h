// Guessing the language of a text: CLD2 with its full tables behind one call.
#ifndef LEDE_LANGUAGE_ID_H
#define LEDE_LANGUAGE_ID_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { LEDE_LANGUAGE_GUESSES = 3 };

typedef struct lede_language_guess {
    char code[16];    // as CLD2 names it: "en", "zh-Hant"; "" when there is no further guess
    int32_t percent;  // of the text's bytes
} lede_language_guess;

/// Fills in the likeliest languages, best first, also for texts too short to be sure; tells whether the first is reliable.
bool lede_guess_language(const uint8_t *text, int32_t length, const char *hint,
                         lede_language_guess guesses[LEDE_LANGUAGE_GUESSES]);

#ifdef __cplusplus
}
#endif
#endif
