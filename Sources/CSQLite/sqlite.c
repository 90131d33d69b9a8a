#include "lede_sqlite.h"

#include <limits.h>
#include <sqlite3.h>
#include <string.h>

// The opaque types are SQLite's own under another name.
static sqlite3 *db(lede_database *database) { return (sqlite3 *)database; }
static sqlite3_stmt *stmt(lede_statement *statement) { return (sqlite3_stmt *)statement; }

lede_database *lede_database_open(const char *path, int32_t mode, int32_t busy_milliseconds, int32_t *code) {
    sqlite3 *handle = NULL;
    int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
    switch (mode) {
    case LEDE_DATABASE_READ: flags |= SQLITE_OPEN_READONLY; break;
    case LEDE_DATABASE_WRITE: flags |= SQLITE_OPEN_READWRITE; break;
    default: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE; break;
    }
    *code = sqlite3_open_v2(path, &handle, flags, NULL);
    if (handle && *code == SQLITE_OK) {
        sqlite3_busy_timeout(handle, busy_milliseconds);
        // A file that somebody sends is no friend: its schema may neither run code nor change its own tables.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
        sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    }
    return (lede_database *)handle;
}

void lede_database_close(lede_database *database) { sqlite3_close_v2(db(database)); }

const char *lede_database_message(lede_database *database) { return sqlite3_errmsg(db(database)); }

int64_t lede_database_changes(lede_database *database) { return sqlite3_changes64(db(database)); }

int64_t lede_database_last_row(lede_database *database) { return sqlite3_last_insert_rowid(db(database)); }

int32_t lede_database_load(lede_database *database, const uint8_t *bytes, size_t length) {
    unsigned char *copy = sqlite3_malloc64(length);
    if (!copy) return SQLITE_NOMEM;
    memcpy(copy, bytes, length);
    return sqlite3_deserialize(db(database), "main", copy, (sqlite3_int64)length, (sqlite3_int64)length,
                               SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_READONLY);
}

uint8_t *lede_database_image(lede_database *database, size_t *length) {
    sqlite3_int64 size = 0;
    unsigned char *image = sqlite3_serialize(db(database), "main", &size, 0);
    *length = image ? (size_t)size : 0;
    return image;
}

void lede_database_image_release(uint8_t *image) { sqlite3_free(image); }

int32_t lede_database_run(lede_database *database, const char *sql) {
    return sqlite3_exec(db(database), sql, NULL, NULL, NULL);
}

lede_statement *lede_statement_open(lede_database *database, const char *sql, int32_t *code) {
    sqlite3_stmt *handle = NULL;
    const char *tail = NULL;
    *code = sqlite3_prepare_v3(db(database), sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, &tail);
    if (*code == SQLITE_OK && (!handle || (tail && *tail))) {
        sqlite3_finalize(handle);
        *code = SQLITE_MISUSE;
        return NULL;
    }
    return (lede_statement *)handle;
}

void lede_statement_close(lede_statement *statement) { sqlite3_finalize(stmt(statement)); }

void lede_statement_reset(lede_statement *statement) {
    sqlite3_reset(stmt(statement));
    sqlite3_clear_bindings(stmt(statement));
}

int32_t lede_statement_bind_null(lede_statement *statement, int32_t place) {
    return sqlite3_bind_null(stmt(statement), place);
}

int32_t lede_statement_bind_integer(lede_statement *statement, int32_t place, int64_t value) {
    return sqlite3_bind_int64(stmt(statement), place, value);
}

int32_t lede_statement_bind_real(lede_statement *statement, int32_t place, double value) {
    return sqlite3_bind_double(stmt(statement), place, value);
}

int32_t lede_statement_bind_text(lede_statement *statement, int32_t place, const uint8_t *bytes, size_t length) {
    if (length > INT_MAX) return SQLITE_TOOBIG;
    // Without bytes there is no pointer either, and SQLite takes that for NULL.
    const char *text = bytes ? (const char *)bytes : "";
    return sqlite3_bind_text(stmt(statement), place, text, (int)length, SQLITE_TRANSIENT);
}

int32_t lede_statement_bind_blob(lede_statement *statement, int32_t place, const uint8_t *bytes, size_t length) {
    if (length > INT_MAX) return SQLITE_TOOBIG;
    return sqlite3_bind_blob(stmt(statement), place, bytes ? (const void *)bytes : "", (int)length, SQLITE_TRANSIENT);
}

int32_t lede_statement_step(lede_statement *statement) {
    int code = sqlite3_step(stmt(statement));
    if (code == SQLITE_ROW) return LEDE_SQLITE_ROW;
    if (code == SQLITE_DONE) return LEDE_SQLITE_DONE;
    // SQLITE_ERROR is 1, which is taken by a row here; its extended form without more is not used by SQLite.
    return code == SQLITE_ERROR ? (SQLITE_ERROR | (255 << 8)) : code;
}

bool lede_statement_is_null(lede_statement *statement, int32_t column) {
    return sqlite3_column_type(stmt(statement), column) == SQLITE_NULL;
}

int64_t lede_statement_integer(lede_statement *statement, int32_t column) {
    return sqlite3_column_int64(stmt(statement), column);
}

double lede_statement_real(lede_statement *statement, int32_t column) {
    return sqlite3_column_double(stmt(statement), column);
}

const uint8_t *lede_statement_bytes(lede_statement *statement, int32_t column, size_t *length) {
    // The bytes are asked for first: asking may convert the value and so change its length (SQLite, "Result Values").
    const void *bytes = sqlite3_column_blob(stmt(statement), column);
    int count = sqlite3_column_bytes(stmt(statement), column);
    *length = bytes && count > 0 ? (size_t)count : 0;
    return (const uint8_t *)bytes;
}
