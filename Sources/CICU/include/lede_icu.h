// Lede's own face of ICU: opaque handles, UTF-8 in and out, byte offsets everywhere.
//
// Only this target's sources include <unicode/...>. ICU renames its symbols by macro, and a module map over ICU's
// headers would clash with the copy of ICU inside the Swift toolchain; this header holds neither.
//
// Lengths and offsets are int32_t because ICU's are: callers keep a text under 1 GiB.
#ifndef LEDE_ICU_H
#define LEDE_ICU_H

#include <stdint.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

// Errors: every call that can fail takes `error` and sets it to ICU's code (0 is success).
const char *lede_icu_error_name(int32_t error);
const char *lede_icu_version(void);

// Break iteration.

typedef struct lede_breaker lede_breaker;
enum { LEDE_BREAK_WORD = 0, LEDE_BREAK_SENTENCE = 1 };

lede_breaker *lede_breaker_open(int32_t kind, const char *locale, int32_t *error);
void lede_breaker_close(lede_breaker *breaker);
/// Finds all boundaries after 0, the end included. `boundaries` and `statuses` stay valid until the next call.
int32_t lede_breaker_run(lede_breaker *breaker, const uint8_t *text, int32_t length, const int32_t **boundaries,
                         const int32_t **statuses, int32_t *error);
/// Counts the boundaries with ICU's own UTF-8 text access: the yardstick that speed is measured against.
int32_t lede_breaker_count_utext(lede_breaker *breaker, const uint8_t *text, int32_t length, int32_t *error);

// Bytes that ICU's C++ interface produced; released by the caller.

typedef struct lede_change {
    int32_t source_start, source_end;  // bytes of the text given
    int32_t result_start, result_end;  // bytes of the text produced
} lede_change;

typedef struct lede_text lede_text;
const uint8_t *lede_text_bytes(const lede_text *text, int32_t *length);
/// Where the produced text differs from the given one, in order.
const lede_change *lede_text_changes(const lede_text *text, int32_t *count);
void lede_text_release(lede_text *text);

enum { LEDE_NFC = 0, LEDE_NFKC = 1, LEDE_NFD = 2, LEDE_NFKD = 3 };
bool lede_is_normalized(int32_t form, const uint8_t *text, int32_t length, int32_t *error);
lede_text *lede_normalize(int32_t form, const uint8_t *text, int32_t length, int32_t *error);
lede_text *lede_fold_case(const uint8_t *text, int32_t length, int32_t *error);

// Charsets.

/// A run of characters that all have `source_width` bytes in the source and `result_width` bytes in UTF-8.
typedef struct lede_width_run {
    int32_t count, source_width, result_width;
} lede_width_run;

typedef struct lede_decoding lede_decoding;
/// Converts from `charset` to UTF-8. Undecodable bytes become U+FFFD and are listed.
lede_decoding *lede_decode(const char *charset, const uint8_t *bytes, int32_t length, int32_t *error);
const uint8_t *lede_decoding_bytes(const lede_decoding *decoding, int32_t *length);
const lede_width_run *lede_decoding_runs(const lede_decoding *decoding, int32_t *count);
/// Offsets in the source of the sequences that could not be decoded, in order.
const int32_t *lede_decoding_faults(const lede_decoding *decoding, int32_t *count);
void lede_decoding_release(lede_decoding *decoding);

/// Converts from UTF-8 to `charset`; what the charset lacks becomes `&#x…;` when `references`, else is an error.
uint8_t *lede_encode(const char *charset, const uint8_t *text, int32_t length, bool references, int32_t *out_length,
                     int32_t *error);
void lede_bytes_release(uint8_t *bytes);
/// Whether there is a converter for a charset: ICU knows names of some that it has none for.
bool lede_charset_opens(const char *alias);
/// ICU's canonical name of a charset known under any of its aliases, or NULL.
const char *lede_charset_name(const char *alias);

// Collation and transliteration.

typedef struct lede_collator lede_collator;
lede_collator *lede_collator_open(const char *locale, int32_t *error);
void lede_collator_close(lede_collator *collator);
/// Writes a binary sort key and gives its length, which may exceed `capacity` (then call again with more).
int32_t lede_collator_key(lede_collator *collator, const uint8_t *text, int32_t length, uint8_t *key,
                          int32_t capacity, int32_t *error);

typedef struct lede_transliterator lede_transliterator;
lede_transliterator *lede_transliterator_open(const char *identifier, int32_t *error);
void lede_transliterator_close(lede_transliterator *transliterator);
uint8_t *lede_transliterate(lede_transliterator *transliterator, const uint8_t *text, int32_t length,
                            int32_t *out_length, int32_t *error);

// Regular expressions over a text that is converted once and asked many times; offsets are UTF-16 units.

typedef struct lede_regex_text lede_regex_text;
lede_regex_text *lede_regex_text_open(void);
void lede_regex_text_close(lede_regex_text *text);
/// Takes a new text; gives its length in units, or -1 when memory is out.
int32_t lede_regex_text_fill(lede_regex_text *text, const uint8_t *bytes, int32_t length);

typedef struct lede_regex lede_regex;
/// Compiles a pattern. On failure `offset` is where it is wrong, in units of the pattern's line, 0 when not known.
/// `steps` bounds the work of one match, in units of about 10,000 steps, and `stack` its memory in bytes.
lede_regex *lede_regex_open(const uint8_t *pattern, int32_t length, int32_t steps, int32_t stack, int32_t *offset,
                            int32_t *error);
void lede_regex_close(lede_regex *regex);
/// The first match at or after `from`, looking beyond the place for what stands around it.
bool lede_regex_find(lede_regex *regex, const lede_regex_text *text, int32_t from, int32_t *start, int32_t *end,
                     int32_t *error);
/// Whether the pattern matches at a place.
bool lede_regex_matches_at(lede_regex *regex, const lede_regex_text *text, int32_t place, int32_t *error);
/// Whether some match of a pattern that ends in `\z` ends at `place` and begins at or after `from`.
bool lede_regex_ends_at(lede_regex *regex, const lede_regex_text *text, int32_t from, int32_t place, int32_t *error);
/// Whether the pattern matches the whole text.
bool lede_regex_matches(lede_regex *regex, const lede_regex_text *text, int32_t *error);

// Properties.

enum {
    LEDE_WORD_OTHER = 0,       // ends a word
    LEDE_WORD_LETTER = 1,
    LEDE_WORD_DIGIT = 2,
    LEDE_WORD_EXTEND = 3,      // marks, joiners, format characters: belong to what they follow
    LEDE_WORD_MID_LETTER = 4,  // inside a word only between letters
    LEDE_WORD_MID_NUMBER = 5,  // inside a word only between digits
    LEDE_WORD_MID_BOTH = 6,    // between letters or between digits
    LEDE_WORD_CONNECTOR = 7,   // underscore and its like
    LEDE_WORD_DICTIONARY = 8,  // scripts without spaces, and what only ICU's full rules cut well
};
/// Fills one class per code point of the Basic Multilingual Plane (65,536 entries).
void lede_word_classes(uint8_t *classes);
uint8_t lede_word_class(int32_t code_point);
/// Fills the simple case folding of every code point of the Basic Multilingual Plane (65,536 entries).
void lede_fold_table(uint16_t *folded);
bool lede_is_upper(int32_t code_point);
bool lede_has_case(int32_t code_point);
bool lede_is_alphabetic(int32_t code_point);
/// Four-letter ISO 15924 code of a code point's script, 5 bytes with the NUL.
void lede_script(int32_t code_point, char code[5]);

/// A language's name in `in_locale` as UTF-8; gives the length, 0 if unknown.
int32_t lede_language_name(const char *locale, const char *in_locale, uint8_t *name, int32_t capacity);
bool lede_is_right_to_left(const char *locale);
/// CLDR's sentence-break suppressions of a language ("Mr.", "etc."): count, and each by index as UTF-8.
int32_t lede_suppressions(const char *locale, void (*each)(void *context, const uint8_t *text, int32_t length),
                          void *context);

#ifdef __cplusplus
}
#endif
#endif
