// Snowball's stemmers behind C: one handle per language and thread.
#ifndef LEDE_STEMMER_H
#define LEDE_STEMMER_H

#include <stddef.h>
#include <stdint.h>

typedef struct lede_stemmer lede_stemmer;

/// A stemmer by its ISO 639 code or English name; NULL when there is none or memory is out.
lede_stemmer *lede_stemmer_open(const char *language);
void lede_stemmer_close(lede_stemmer *stemmer);

/// The stem of a case-folded word in UTF-8: valid until the next call. The word itself when it cannot be stemmed.
const uint8_t *lede_stemmer_stem(lede_stemmer *stemmer, const uint8_t *word, size_t length, size_t *stem_length);

#endif
