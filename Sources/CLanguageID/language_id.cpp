#include "lede_language_id.h"

#include <cstdio>  // compact_lang_det.h names FILE without including it
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

// CLD2's flag for an answer on short text too; its header of flags is not installed.
static const int best_effort = 0x4000;

bool lede_guess_language(const uint8_t *text, int32_t length, const char *hint,
                         lede_language_guess guesses[LEDE_LANGUAGE_GUESSES]) {
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    if (hint && hint[0]) hints.content_language_hint = hint;
    CLD2::Language languages[LEDE_LANGUAGE_GUESSES];
    int percents[LEDE_LANGUAGE_GUESSES];
    double scores[LEDE_LANGUAGE_GUESSES];
    int text_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummary(reinterpret_cast<const char *>(text), length, true, &hints, best_effort, languages,
                                   percents, scores, nullptr, &text_bytes, &reliable);
    memset(guesses, 0, LEDE_LANGUAGE_GUESSES * sizeof *guesses);
    int count = 0;
    for (int i = 0; i < LEDE_LANGUAGE_GUESSES; i++) {
        if (languages[i] == CLD2::UNKNOWN_LANGUAGE || percents[i] == 0) continue;
        strncpy(guesses[count].code, CLD2::LanguageCode(languages[i]), sizeof guesses[count].code - 1);
        guesses[count].percent = percents[i];
        count++;
    }
    return reliable;
}
