#include "lede_zip.h"
#include <stdlib.h>
#include <string.h>
#include <zip.h>

struct lede_zip {
    zip_t *archive;
    zip_source_t *source;  // of an archive in memory
};

static int32_t fault_of(int code) {
    switch (code) {
    case ZIP_ER_NOZIP: return LEDE_ZIP_TRUNCATED;
    case ZIP_ER_INCONS: case ZIP_ER_CRC: case ZIP_ER_ZLIB: case ZIP_ER_EOF: case ZIP_ER_SEEK:
    case ZIP_ER_COMPRESSED_DATA: return LEDE_ZIP_DAMAGED;
    case ZIP_ER_NOPASSWD: case ZIP_ER_WRONGPASSWD: case ZIP_ER_ENCRNOTSUPP: return LEDE_ZIP_ENCRYPTED;
    case ZIP_ER_COMPNOTSUPP: case ZIP_ER_MULTIDISK: return LEDE_ZIP_UNSUPPORTED;
    case ZIP_ER_MEMORY: return LEDE_ZIP_OUT_OF_MEMORY;
    default: return LEDE_ZIP_UNREADABLE;
    }
}

static lede_zip *wrapped(zip_t *archive, zip_source_t *source) {
    lede_zip *zip = archive ? malloc(sizeof *zip) : NULL;
    if (!zip) {
        if (archive) zip_discard(archive);
        return NULL;
    }
    *zip = (lede_zip){archive, source};
    return zip;
}

lede_zip *lede_zip_open(const uint8_t *bytes, size_t length, int32_t *fault) {
    zip_error_t error;
    zip_error_init(&error);
    *fault = LEDE_ZIP_OUT_OF_MEMORY;
    // A copy that libzip owns: version 1.7 gives memory back when it writes even if it was told not to.
    uint8_t *copy = malloc(length ? length : 1);
    if (!copy) return NULL;
    memcpy(copy, bytes, length);
    zip_source_t *source = zip_source_buffer_create(copy, length, 1, &error);
    if (!source) {
        free(copy);
        return NULL;
    }
    zip_source_keep(source);
    zip_t *archive = zip_open_from_source(source, 0, &error);
    if (!archive) {
        *fault = fault_of(zip_error_code_zip(&error));
        zip_source_free(source);
    }
    zip_error_fini(&error);
    lede_zip *zip = wrapped(archive, source);
    if (archive && !zip) zip_source_free(source);
    // One of the two holders is gone when opening failed.
    if (!archive) zip_source_free(source);
    return zip;
}

lede_zip *lede_zip_open_file(const char *path, int32_t *fault) {
    int code = 0;
    *fault = LEDE_ZIP_OUT_OF_MEMORY;
    zip_t *archive = zip_open(path, ZIP_RDONLY, &code);
    if (!archive) *fault = fault_of(code);
    return wrapped(archive, NULL);
}

void lede_zip_close(lede_zip *zip) {
    if (!zip) return;
    zip_discard(zip->archive);
    if (zip->source) zip_source_free(zip->source);
    free(zip);
}

size_t lede_zip_count(const lede_zip *zip) {
    zip_int64_t count = zip_get_num_entries(zip->archive, ZIP_FL_UNCHANGED);
    return count < 0 ? 0 : (size_t)count;
}

bool lede_zip_entry_at(const lede_zip *zip, size_t index, lede_zip_entry *entry) {
    zip_stat_t status;
    if (zip_stat_index(zip->archive, index, ZIP_FL_UNCHANGED, &status) != 0 || !status.name) return false;
    *entry = (lede_zip_entry){
        .name = status.name, .size = status.size, .compressed_size = status.comp_size,
        .is_encrypted = status.encryption_method != ZIP_EM_NONE};
    zip_uint8_t system;
    zip_uint32_t attributes;
    if (zip_file_get_external_attributes(zip->archive, index, ZIP_FL_UNCHANGED, &system, &attributes) == 0)
        entry->is_link = system == ZIP_OPSYS_UNIX && (attributes >> 16 & 0170000) == 0120000;
    return true;
}

uint8_t *lede_zip_read(lede_zip *zip, size_t index, size_t limit, size_t *length, int32_t *fault) {
    *fault = LEDE_ZIP_OUT_OF_MEMORY;
    zip_file_t *file = zip_fopen_index(zip->archive, index, ZIP_FL_UNCHANGED);
    if (!file) {
        *fault = fault_of(zip_error_code_zip(zip_get_error(zip->archive)));
        return NULL;
    }
    // The size that the directory gives may be a lie, so room is made as the bytes come.
    size_t count = 0, room = 1 << 16;
    uint8_t *bytes = malloc(room);
    while (bytes) {
        zip_int64_t got = zip_fread(file, bytes + count, room - count);
        if (got < 0) *fault = fault_of(zip_error_code_zip(zip_file_get_error(file)));
        if (got > 0) count += (size_t)got;
        if (count > limit) *fault = LEDE_ZIP_TOO_LARGE;
        if (got < 0 || count > limit) {
            free(bytes);
            bytes = NULL;
        }
        if (got <= 0 || !bytes) break;
        if (count < room) continue;
        uint8_t *grown = realloc(bytes, room *= 2);
        if (!grown) free(bytes);
        bytes = grown;
    }
    zip_fclose(file);
    *length = count;
    return bytes;
}

bool lede_zip_replace(lede_zip *zip, size_t index, const uint8_t *bytes, size_t length) {
    zip_stat_t status;
    if (zip_stat_index(zip->archive, index, ZIP_FL_UNCHANGED, &status) != 0) return false;
    uint8_t *copy = malloc(length ? length : 1);
    if (!copy) return false;
    memcpy(copy, bytes, length);
    zip_source_t *source = zip_source_buffer(zip->archive, copy, length, 1);
    if (!source) {
        free(copy);
        return false;
    }
    if (zip_file_replace(zip->archive, index, source, 0) != 0) {
        zip_source_free(source);
        return false;
    }
    int32_t method = status.comp_method == ZIP_CM_STORE ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    return zip_set_file_compression(zip->archive, index, method, 6) == 0
        && zip_file_set_mtime(zip->archive, index, status.mtime, 0) == 0;
}

uint8_t *lede_zip_write(lede_zip *zip, size_t *length, int32_t *fault) {
    *fault = LEDE_ZIP_OUT_OF_MEMORY;
    zip_source_t *source = zip->source;
    uint8_t *bytes = NULL;
    if (zip_close(zip->archive) != 0) {
        *fault = fault_of(zip_error_code_zip(zip_get_error(zip->archive)));
        zip_discard(zip->archive);
    } else if (zip_source_open(source) == 0) {
        zip_stat_t status;
        if (zip_source_stat(source, &status) == 0 && (status.valid & ZIP_STAT_SIZE)) {
            *length = status.size;
            bytes = malloc(status.size ? status.size : 1);
            if (bytes && zip_source_read(source, bytes, status.size) != (zip_int64_t)status.size) {
                free(bytes);
                bytes = NULL;
                *fault = LEDE_ZIP_UNREADABLE;
            }
        }
        zip_source_close(source);
    }
    zip_source_free(source);
    free(zip);
    return bytes;
}

void lede_zip_release(uint8_t *bytes) { free(bytes); }
