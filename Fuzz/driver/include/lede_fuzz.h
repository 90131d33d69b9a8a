// libFuzzer, which the compiler links in, and the function that it calls with one input after the other.
#ifndef LEDE_FUZZ_H
#define LEDE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*run)(const uint8_t *bytes, size_t length));
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

#endif
