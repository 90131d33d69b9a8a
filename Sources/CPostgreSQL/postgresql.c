#include "lede_postgresql.h"

#include <dlfcn.h>
#include <postgresql/libpq-fe.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The functions of libpq that are used, by their names there.
#define LEDE_FUNCTIONS(use)                                                                                                \
    use(PQconninfoParse) use(PQconninfoFree) use(PQconnectdbParams) use(PQfinish) use(PQstatus) use(PQerrorMessage)        \
    use(PQdb) use(PQexec) use(PQprepare) use(PQexecPrepared) use(PQputCopyData) use(PQputCopyEnd) use(PQgetResult)         \
    use(PQresultStatus) use(PQresultErrorField) use(PQntuples) use(PQgetisnull) use(PQgetvalue) use(PQgetlength)           \
    use(PQclear) use(PQsetNoticeProcessor)

#define LEDE_POINTER(name) static __typeof__(&name) p##name;
LEDE_FUNCTIONS(LEDE_POINTER)

static pthread_once_t once = PTHREAD_ONCE_INIT;
static const char *failure;

static void load(void) {
    void *library = dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
    if (!library) {
        const char *reason = dlerror();
        failure = strdup(reason ? reason : "libpq.so.5 cannot be loaded");
        return;
    }
#define LEDE_FIND(name)                                                                                                    \
    p##name = (__typeof__(&name))dlsym(library, #name);                                                                    \
    if (!p##name) {                                                                                                        \
        failure = "libpq.so.5 has no " #name;                                                                              \
        return;                                                                                                            \
    }
    LEDE_FUNCTIONS(LEDE_FIND)
}

const char *lede_server_load(void) {
    pthread_once(&once, load);
    return failure;
}

// The opaque types are libpq's own under another name.
static PGconn *conn(lede_server *server) { return (PGconn *)server; }
static const PGresult *result(const lede_reply *reply) { return (const PGresult *)reply; }

bool lede_server_is_address(const char *address) {
    PQconninfoOption *options = pPQconninfoParse(address, NULL);
    bool is = options != NULL;
    if (options) pPQconninfoFree(options);
    return is;
}

static void ignore(void *context, const char *message) {
    (void)context;
    (void)message;
}

lede_server *lede_server_open(const char *address) {
    // What comes later wins: what the address says, over these.
    const char *keys[] = {"connect_timeout",     "keepalives_idle", "keepalives_interval",       "keepalives_count",
                          "tcp_user_timeout",    "dbname",          "fallback_application_name", "client_encoding",
                          NULL};
    const char *values[] = {"15", "60", "10", "3", "60000", address, "lede", "UTF8", NULL};
    PGconn *made = pPQconnectdbParams(keys, values, 1);
    // Notices would go to the standard error.
    if (made) pPQsetNoticeProcessor(made, ignore, NULL);
    return (lede_server *)made;
}

void lede_server_close(lede_server *server) { pPQfinish(conn(server)); }
bool lede_server_is_connected(lede_server *server) { return pPQstatus(conn(server)) == CONNECTION_OK; }
const char *lede_server_message(lede_server *server) { return pPQerrorMessage(conn(server)); }
const char *lede_server_database(lede_server *server) { return pPQdb(conn(server)); }

lede_reply *lede_server_run(lede_server *server, const char *sql) { return (lede_reply *)pPQexec(conn(server), sql); }

lede_reply *lede_server_prepare(lede_server *server, const char *name, const char *sql) {
    return (lede_reply *)pPQprepare(conn(server), name, sql, 0, NULL);
}

lede_reply *lede_server_execute(lede_server *server, const char *name, int32_t count, const uint8_t *bytes,
                                const int32_t *lengths) {
    enum { MOST = 16 };
    static const char none[1];
    const char *values[MOST];
    int sizes[MOST];
    int formats[MOST];
    if (count > MOST) return NULL;
    size_t offset = 0;
    for (int32_t i = 0; i < count; i++) {
        // An empty value is not NULL, so it needs an address.
        values[i] = lengths[i] < 0 ? NULL : lengths[i] == 0 ? none : (const char *)bytes + offset;
        sizes[i] = lengths[i] < 0 ? 0 : lengths[i];
        formats[i] = 1;
        offset += (size_t)sizes[i];
    }
    return (lede_reply *)pPQexecPrepared(conn(server), name, count, values, sizes, formats, 1);
}

bool lede_server_copy(lede_server *server, const uint8_t *bytes, int32_t length) {
    return pPQputCopyData(conn(server), (const char *)bytes, length) == 1;
}

lede_reply *lede_server_copy_end(lede_server *server) {
    if (pPQputCopyEnd(conn(server), NULL) != 1) return NULL;
    PGresult *last = NULL;
    PGresult *next;
    // A load is over when there is no further result; one that failed says so in its first.
    while ((next = pPQgetResult(conn(server))) != NULL) {
        if (last && !lede_reply_is_good((lede_reply *)last)) {
            pPQclear(next);
        } else {
            if (last) pPQclear(last);
            last = next;
        }
        if (pPQstatus(conn(server)) != CONNECTION_OK) break;
    }
    return (lede_reply *)last;
}

bool lede_reply_is_good(const lede_reply *reply) {
    if (!reply) return false;
    switch (pPQresultStatus(result(reply))) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
    case PGRES_COPY_IN: return true;
    default: return false;
    }
}

static const char *field(const lede_reply *reply, int which) {
    const char *text = reply ? pPQresultErrorField(result(reply), which) : NULL;
    return text ? text : "";
}

const char *lede_reply_state(const lede_reply *reply) { return field(reply, PG_DIAG_SQLSTATE); }
const char *lede_reply_message(const lede_reply *reply) { return field(reply, PG_DIAG_MESSAGE_PRIMARY); }
int32_t lede_reply_rows(const lede_reply *reply) { return reply ? pPQntuples(result(reply)) : 0; }

bool lede_reply_is_null(const lede_reply *reply, int32_t row, int32_t column) {
    return pPQgetisnull(result(reply), row, column);
}

const uint8_t *lede_reply_value(const lede_reply *reply, int32_t row, int32_t column, int32_t *length) {
    *length = pPQgetlength(result(reply), row, column);
    return (const uint8_t *)pPQgetvalue(result(reply), row, column);
}

void lede_reply_close(lede_reply *reply) {
    if (reply) pPQclear((PGresult *)reply);
}
