// Calls of Linux that Swift's own module of the C library does not show: syncing a file system, watching folders.
#ifndef LEDE_LINUX_H
#define LEDE_LINUX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Waits until all that was written to a descriptor's file system is on the disk. 0, or -1 with errno (syncfs(2)).
int lede_sync(int descriptor);

/// A descriptor that tells of changes in folders, or -1 with errno (inotify(7)). It is closed with close(2).
int lede_watch_open(void);

/// Begins to watch a folder, not what is below it. Its number, or -1 with errno.
int lede_watch_add(int watch, const char *folder);

enum {
    /// Something new that is not complete yet: a file that is being written, or a folder.
    LEDE_WATCH_BEGUN = 1,
    /// A file that was closed by who wrote it, or moved here.
    LEDE_WATCH_DONE = 2,
    LEDE_WATCH_GONE = 4,
    LEDE_WATCH_FOLDER = 8,
    /// Events were lost: everything must be looked at.
    LEDE_WATCH_LOST = 16,
};

typedef struct {
    int32_t folder;
    uint32_t what;
    /// Ends with a zero byte; empty when it is the folder itself.
    char name[256];
} lede_watch_event;

/// From now on SIGINT and SIGTERM only set a flag.
void lede_stop_prepare(void);
bool lede_stop_is_asked(void);

/// Waits at most so long, and gives up to `capacity` events. How many, 0 when time is up, or -1 with errno.
int lede_watch_wait(int watch, int milliseconds, lede_watch_event *events, int capacity);

#endif
