// ZIP archives: entries out, entries replaced: libzip behind C.
#ifndef LEDE_ZIP_H
#define LEDE_ZIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
    LEDE_ZIP_DONE = 0, LEDE_ZIP_UNREADABLE, LEDE_ZIP_TRUNCATED, LEDE_ZIP_DAMAGED, LEDE_ZIP_ENCRYPTED,
    LEDE_ZIP_UNSUPPORTED, LEDE_ZIP_TOO_LARGE, LEDE_ZIP_OUT_OF_MEMORY,
};

typedef struct lede_zip_entry {
    const char *name;  // UTF-8, ends in zero; lives as long as the archive
    uint64_t size, compressed_size;
    bool is_encrypted;
    bool is_link;      // a symbolic link, by its Unix mode
} lede_zip_entry;

typedef struct lede_zip lede_zip;

/// An archive in memory, which is copied. NULL with a fault otherwise.
lede_zip *lede_zip_open(const uint8_t *bytes, size_t length, int32_t *fault);
/// An archive in a file.
lede_zip *lede_zip_open_file(const char *path, int32_t *fault);
void lede_zip_close(lede_zip *zip);

size_t lede_zip_count(const lede_zip *zip);
bool lede_zip_entry_at(const lede_zip *zip, size_t index, lede_zip_entry *entry);

/// The bytes of an entry, at most `limit` of them, to be given back with `lede_zip_release`. NULL with a fault otherwise.
uint8_t *lede_zip_read(lede_zip *zip, size_t index, size_t limit, size_t *length, int32_t *fault);

/// Puts other bytes, which are copied, in the place of an entry's. Its time, attributes and compression stay.
bool lede_zip_replace(lede_zip *zip, size_t index, const uint8_t *bytes, size_t length);
/// The archive with what was replaced; all other entries keep their compressed bytes. The archive is closed by it.
uint8_t *lede_zip_write(lede_zip *zip, size_t *length, int32_t *fault);

void lede_zip_release(uint8_t *bytes);

#ifdef __cplusplus
}
#endif
#endif
