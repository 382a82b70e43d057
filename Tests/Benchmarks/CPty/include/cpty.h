#ifndef FOYER_CPTY_H
#define FOYER_CPTY_H

#include <sys/types.h>

/// Starts a program on a pseudo-terminal of its own.
///
/// `arguments` ends with NULL; `master` receives the descriptor that reads its screen and writes its keys. Returns the
/// process id, or -1 with errno set.
pid_t foyer_pty_spawn(const char *path, char *const arguments[], int columns, int rows, int *master);

#endif
