// Data compiled into the binary: language folders, phrase lists, the digest page's style and script.
#ifndef LEDE_DATA_H
#define LEDE_DATA_H

#include <stddef.h>
#include <stdint.h>

typedef struct lede_data {
    const char *path;  // as in this folder: "languages/en/stopwords.txt"
    const uint8_t *bytes;
    size_t length;
} lede_data;

/// All files, sorted by path.
const lede_data *lede_data_all(size_t *count);

/// The file of a path, or NULL.
const lede_data *lede_data_find(const char *path);

#endif
