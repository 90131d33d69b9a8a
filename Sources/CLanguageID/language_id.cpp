#include "lede_language_id.h"

#include <cstdio>  // compact_lang_det.h names FILE without including it
#include <cstring>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

void lede_guess_language(const uint8_t *text, int32_t length, const char *hint, lede_language_guess *guess) {
    CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    if (hint && hint[0]) hints.content_language_hint = hint;
    CLD2::Language languages[3];
    int percents[3];
    double scores[3];
    int text_bytes = 0;
    bool reliable = false;
    CLD2::ExtDetectLanguageSummary(reinterpret_cast<const char *>(text), length, true, &hints, 0, languages, percents,
                                   scores, nullptr, &text_bytes, &reliable);
    memset(guess, 0, sizeof *guess);
    if (languages[0] == CLD2::UNKNOWN_LANGUAGE) return;
    strncpy(guess->code, CLD2::LanguageCode(languages[0]), sizeof guess->code - 1);
    guess->percent = percents[0];
    guess->reliable = reliable;
}
