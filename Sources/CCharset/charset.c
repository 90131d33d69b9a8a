#include "lede_charset.h"

#include <string.h>
#include <uchardet/uchardet.h>

_Bool lede_charset_guess(const uint8_t *bytes, size_t length, char name[32]) {
    uchardet_t detector = uchardet_new();
    if (!detector) return 0;
    int failed = uchardet_handle_data(detector, (const char *)bytes, length);
    uchardet_data_end(detector);
    memset(name, 0, 32);
    if (!failed) strncpy(name, uchardet_get_charset(detector), 31);
    uchardet_delete(detector);
    return !failed;
}
