#define _GNU_SOURCE
#include "lede_linux.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

// Set by a signal, which any thread may get, and read by another.
static atomic_int stop_is_asked;

static void ask_to_stop(int number) {
    (void)number;
    stop_is_asked = 1;
}

void lede_stop_prepare(void) {
    struct sigaction action = {.sa_handler = ask_to_stop};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}

bool lede_stop_is_asked(void) { return stop_is_asked != 0; }

int lede_sync(int descriptor) { return syncfs(descriptor); }

int lede_watch_open(void) { return inotify_init1(IN_NONBLOCK | IN_CLOEXEC); }

int lede_watch_add(int watch, const char *folder) {
    return inotify_add_watch(watch, folder,
                             IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                                 IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR);
}

static uint32_t meaning(uint32_t mask) {
    uint32_t what = 0;
    if (mask & (IN_CREATE | IN_MODIFY)) what |= LEDE_WATCH_BEGUN;
    if (mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) what |= LEDE_WATCH_DONE;
    if (mask & (IN_DELETE | IN_MOVED_FROM | IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED)) what |= LEDE_WATCH_GONE;
    if (mask & IN_ISDIR) what |= LEDE_WATCH_FOLDER;
    if (mask & IN_Q_OVERFLOW) what |= LEDE_WATCH_LOST;
    return what;
}

int lede_watch_wait(int watch, int milliseconds, lede_watch_event *events, int capacity) {
    struct pollfd wanted = {.fd = watch, .events = POLLIN};
    int ready = poll(&wanted, 1, milliseconds);
    if (ready < 0) return errno == EINTR ? 0 : -1;
    if (ready == 0) return 0;
    // No more than fit: what is not read stays with the kernel. An event takes its header and a name of up to 256 bytes.
    _Alignas(struct inotify_event) char buffer[16384];
    size_t room = (size_t)capacity * sizeof(struct inotify_event);
    if (room > sizeof buffer) room = sizeof buffer;
    if (room < sizeof(struct inotify_event) + 256) room = sizeof(struct inotify_event) + 256;
    ssize_t length = read(watch, buffer, room);
    if (length < 0) return errno == EAGAIN || errno == EINTR ? 0 : -1;
    int count = 0;
    for (ssize_t offset = 0; offset < length && count < capacity;) {
        const struct inotify_event *event = (const struct inotify_event *)(buffer + offset);
        events[count].folder = event->wd;
        events[count].what = meaning(event->mask);
        events[count].name[0] = 0;
        if (event->len > 0) strncpy(events[count].name, event->name, sizeof events[count].name - 1);
        events[count].name[sizeof events[count].name - 1] = 0;
        count++;
        offset += (ssize_t)sizeof(struct inotify_event) + event->len;
    }
    return count;
}
