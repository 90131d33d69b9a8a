// PostgreSQL servers: a connection, prepared statements with binary values, bulk loads: libpq behind C.
//
// libpq is loaded when the first connection is made, and not linked: it brings some twenty libraries with it (TLS, Kerberos,
// LDAP), which would make every start of the program several times as long, also of those who have no server.
#ifndef LEDE_POSTGRESQL_H
#define LEDE_POSTGRESQL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lede_server lede_server;
typedef struct lede_reply lede_reply;

/// Loads libpq, once for the process. NULL when it is there, else why it is not.
const char *lede_server_load(void);

/// Whether libpq reads it as an address: "postgres://user@host/database".
bool lede_server_is_address(const char *address);

/// Connects, or gives a connection that has failed, for its message; NULL only when memory is out. What an address does not
/// say is taken from the environment, the service file and the password file, as every client of PostgreSQL does.
lede_server *lede_server_open(const char *address);
void lede_server_close(lede_server *server);
bool lede_server_is_connected(lede_server *server);
/// What libpq or the server says of the last call that failed.
const char *lede_server_message(lede_server *server);
/// Name of the database that it is connected to.
const char *lede_server_database(lede_server *server);

/// Runs one or more statements without values; the reply is that of the last one, or of the first that failed.
lede_reply *lede_server_run(lede_server *server, const char *sql);
/// Compiles a statement under a name that holds as long as the connection.
lede_reply *lede_server_prepare(lede_server *server, const char *name, const char *sql);
/// Runs a statement by its name. Values are in PostgreSQL's binary form, one after the other in `bytes`; a length below 0 is
/// NULL. The reply's values are binary as well. At most 16 values.
lede_reply *lede_server_execute(lede_server *server, const char *name, int32_t count, const uint8_t *bytes,
                                const int32_t *lengths);
/// Sends bytes of a load that a COPY … FROM STDIN has begun; false when it has failed.
bool lede_server_copy(lede_server *server, const uint8_t *bytes, int32_t length);
/// Ends the load; the reply says whether all of it was taken.
lede_reply *lede_server_copy_end(lede_server *server);

/// Whether the statement was done, gave rows, or waits for a load. False for NULL.
bool lede_reply_is_good(const lede_reply *reply);
/// Five characters that say what failed, as the standard has them; empty when it was not the server that did.
const char *lede_reply_state(const lede_reply *reply);
/// The server's message without its place and details.
const char *lede_reply_message(const lede_reply *reply);
int32_t lede_reply_rows(const lede_reply *reply);
bool lede_reply_is_null(const lede_reply *reply, int32_t row, int32_t column);
/// A value; it holds until the reply is closed.
const uint8_t *lede_reply_value(const lede_reply *reply, int32_t row, int32_t column, int32_t *length);
void lede_reply_close(lede_reply *reply);

#ifdef __cplusplus
}
#endif
#endif
