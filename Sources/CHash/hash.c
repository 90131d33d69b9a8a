#include "lede_hash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static lede_hash128 value(XXH128_hash_t hash) { return (lede_hash128){hash.high64, hash.low64}; }

lede_hash128 lede_hash(const uint8_t *bytes, size_t length) { return value(XXH3_128bits(bytes, length)); }

lede_hasher *lede_hasher_open(void) {
    XXH3_state_t *state = XXH3_createState();
    if (state) XXH3_128bits_reset(state);
    return (lede_hasher *)state;
}

void lede_hasher_add(lede_hasher *hasher, const uint8_t *bytes, size_t length) {
    XXH3_128bits_update((XXH3_state_t *)hasher, bytes, length);
}

lede_hash128 lede_hasher_value(const lede_hasher *hasher) {
    return value(XXH3_128bits_digest((const XXH3_state_t *)hasher));
}

void lede_hasher_close(lede_hasher *hasher) { XXH3_freeState((XXH3_state_t *)hasher); }
