// Digests of bytes: XXH3 of 128 bits, whose output is fixed by its specification.
#ifndef LEDE_HASH_H
#define LEDE_HASH_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lede_hash128 {
    uint64_t high, low;
} lede_hash128;

lede_hash128 lede_hash(const uint8_t *bytes, size_t length);

typedef struct lede_hasher lede_hasher;
lede_hasher *lede_hasher_open(void);
void lede_hasher_add(lede_hasher *hasher, const uint8_t *bytes, size_t length);
lede_hash128 lede_hasher_value(const lede_hasher *hasher);
void lede_hasher_close(lede_hasher *hasher);

#ifdef __cplusplus
}
#endif
#endif
