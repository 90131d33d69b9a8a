#include "lede_fuzz.h"

/// In Swift.
int lede_fuzz_one(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) { return lede_fuzz_one(bytes, length); }
