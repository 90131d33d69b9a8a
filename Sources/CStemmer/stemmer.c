#include "lede_stemmer.h"

#include <libstemmer.h>
#include <limits.h>

lede_stemmer *lede_stemmer_open(const char *language) {
    return (lede_stemmer *)sb_stemmer_new(language, "UTF_8");
}

void lede_stemmer_close(lede_stemmer *stemmer) { sb_stemmer_delete((struct sb_stemmer *)stemmer); }

const uint8_t *lede_stemmer_stem(lede_stemmer *stemmer, const uint8_t *word, size_t length, size_t *stem_length) {
    struct sb_stemmer *snowball = (struct sb_stemmer *)stemmer;
    *stem_length = length;
    // Some rules take time quadratic in the word's length, and no language has words of this one.
    if (length > 256) return word;
    const sb_symbol *stem = sb_stemmer_stem(snowball, word, (int)length);
    if (stem == NULL) return word;
    *stem_length = (size_t)sb_stemmer_length(snowball);
    return stem;
}
