#include "cncurses.h"

#include <errno.h>
#include <sys/eventfd.h>
#include <unistd.h>

int cn_wake_open(void) {
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

void cn_wake_raise(int descriptor) {
    int saved_errno = errno;
    uint64_t one = 1;
    /* Fails only when the counter is full, and then the descriptor is readable already. */
    ssize_t ignored = write(descriptor, &one, sizeof one);
    (void)ignored;
    errno = saved_errno;
}

void cn_wake_clear(int descriptor) {
    uint64_t count;
    ssize_t ignored = read(descriptor, &count, sizeof count);
    (void)ignored;
}
