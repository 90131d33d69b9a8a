// Guessing the charset of undeclared bytes: libuchardet behind one call.
#ifndef LEDE_CHARSET_H
#define LEDE_CHARSET_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes the charset's name with its NUL ("" when there is no guess); false when memory is out.
_Bool lede_charset_guess(const uint8_t *bytes, size_t length, char name[32]);

#ifdef __cplusplus
}
#endif
#endif
