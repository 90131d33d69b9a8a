// SQLite databases: a connection, statements, values: libsqlite3 behind C.
#ifndef LEDE_SQLITE_H
#define LEDE_SQLITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lede_database lede_database;
typedef struct lede_statement lede_statement;

enum { LEDE_DATABASE_READ = 0, LEDE_DATABASE_WRITE, LEDE_DATABASE_CREATE };
enum { LEDE_SQLITE_DONE = 0, LEDE_SQLITE_ROW = 1 };

/// Opens a database file, or memory for ":memory:". Gives a connection also when it fails, for the message; NULL only
/// when memory is out. `code` is SQLite's extended result code.
///
/// The connection takes neither functions nor views of the file's schema on trust, and loads no extension.
lede_database *lede_database_open(const char *path, int32_t mode, int32_t busy_milliseconds, int32_t *code);
void lede_database_close(lede_database *database);
/// What SQLite says of the last call that failed.
const char *lede_database_message(lede_database *database);
/// Rows that the last INSERT, UPDATE or DELETE changed.
int64_t lede_database_changes(lede_database *database);
int64_t lede_database_last_row(lede_database *database);

/// Fills a new connection to memory with the bytes of a database file, which are copied. SQLite's extended result code.
int32_t lede_database_load(lede_database *database, const uint8_t *bytes, size_t length);
/// The bytes that a file of this database would have, to be released; NULL when memory is out.
uint8_t *lede_database_image(lede_database *database, size_t *length);
void lede_database_image_release(uint8_t *image);

/// Runs one or more statements without values. SQLite's extended result code, 0 when all is well.
int32_t lede_database_run(lede_database *database, const char *sql);

/// NULL with a code when the SQL is wrong or holds more than one statement.
lede_statement *lede_statement_open(lede_database *database, const char *sql, int32_t *code);
void lede_statement_close(lede_statement *statement);
/// Makes it ready to be run again; values that were bound are gone.
void lede_statement_reset(lede_statement *statement);

/// Values by their place, from 1. Bytes are copied.
int32_t lede_statement_bind_null(lede_statement *statement, int32_t place);
int32_t lede_statement_bind_integer(lede_statement *statement, int32_t place, int64_t value);
int32_t lede_statement_bind_real(lede_statement *statement, int32_t place, double value);
int32_t lede_statement_bind_text(lede_statement *statement, int32_t place, const uint8_t *bytes, size_t length);
int32_t lede_statement_bind_blob(lede_statement *statement, int32_t place, const uint8_t *bytes, size_t length);

/// Moves to the next row: LEDE_SQLITE_ROW, LEDE_SQLITE_DONE, or a code greater than both.
int32_t lede_statement_step(lede_statement *statement);

/// Columns of the row, from 0. Bytes hold until the next step or reset.
bool lede_statement_is_null(lede_statement *statement, int32_t column);
int64_t lede_statement_integer(lede_statement *statement, int32_t column);
double lede_statement_real(lede_statement *statement, int32_t column);
const uint8_t *lede_statement_bytes(lede_statement *statement, int32_t column, size_t *length);

#ifdef __cplusplus
}
#endif
#endif
