#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include "signals.h"

// Terminals that know the mode show the frame at once; the others ignore it.
static const char begin_update[] = "\033[?2026h";
static const char end_update[] = "\033[?2026l";
enum { begin_length = sizeof begin_update - 1, end_length = sizeof end_update - 1 };

int foyer_output_open(foyer_output *output, int terminal) {
    *output = (foyer_output){.terminal = terminal, .curses = -1, .memory = -1};
    output->curses = fcntl(terminal, F_DUPFD_CLOEXEC, 3);
    if (output->curses < 0) return errno;
    output->memory = memfd_create("foyer-frame", MFD_CLOEXEC);
    return output->memory < 0 ? errno : 0;
}

void foyer_output_close(foyer_output *output) {
    if (output->curses >= 0) close(output->curses);
    if (output->memory >= 0) close(output->memory);
    free(output->buffer);
    *output = (foyer_output){.terminal = -1, .curses = -1, .memory = -1};
}

// Bytes for the memory file; it fails only without memory, and then the frame is incomplete and sent whole later.
static int append(foyer_output *output, const char *bytes, size_t length) {
    return write(output->memory, bytes, length) == (ssize_t)length ? 0 : errno;
}

void foyer_output_begin_frame(foyer_output *output) {
    if (lseek(output->memory, 0, SEEK_SET) < 0 || ftruncate(output->memory, 0) < 0) return;
    if (append(output, begin_update, begin_length) != 0) return;
    dup3(output->memory, output->curses, O_CLOEXEC);
}

static int reserve(foyer_output *output, size_t length) {
    if (length <= output->capacity) return 0;
    char *grown = realloc(output->buffer, 2 * length);
    if (grown == NULL) return ENOMEM;
    output->buffer = grown;
    output->capacity = 2 * length;
    return 0;
}

int foyer_output_end_frame(foyer_output *output) {
    dup3(output->terminal, output->curses, O_CLOEXEC);
    off_t length = lseek(output->memory, 0, SEEK_CUR);
    if (length <= begin_length) return length < 0 ? errno : 0;
    int failure = append(output, end_update, end_length);
    if (failure == 0) failure = reserve(output, (size_t)length + end_length);
    if (failure != 0) return failure;
    ssize_t collected = pread(output->memory, output->buffer, (size_t)length + end_length, 0);
    return collected < 0 ? errno : foyer_output_send(output, output->buffer, (size_t)collected);
}

// 0 to try again, or the errno to give up with.
static int wait_after(foyer_output *output, int failure) {
    if (failure == EINTR || failure == EAGAIN) {
        if (foyer_signals_asked_to_end()) {
            output->is_stuck = true;
            return EINTR;
        }
        if (failure == EINTR) return 0;
        // A signal ends the wait as well, and is looked at after the next write.
        poll(&(struct pollfd){.fd = output->terminal, .events = POLLOUT}, 1, -1);
        return 0;
    }
    return failure;
}

int foyer_output_send(foyer_output *output, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t taken = write(output->terminal, bytes, length);
        int failure = taken < 0 ? wait_after(output, errno) : 0;
        if (failure != 0) return failure;
        if (taken < 0) continue;
        bytes += taken;
        length -= (size_t)taken;
    }
    return 0;
}
