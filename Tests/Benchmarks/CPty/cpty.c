#include "cpty.h"

#include <pty.h>
#include <unistd.h>

pid_t foyer_pty_spawn(const char *path, char *const arguments[], int columns, int rows, int *master) {
    struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
    pid_t child = forkpty(master, NULL, NULL, &size);
    if (child == 0) {
        execv(path, arguments);
        _exit(127);
    }
    return child;
}
