#ifndef FOYER_SIGNALS_H
#define FOYER_SIGNALS_H

#include <stdbool.h>
#include <termios.h>

/// What a crash handler needs to give the terminal back; copied, as a handler may not follow pointers to the heap.
typedef struct {
    int descriptor;
    struct termios modes;
    /// Bytes that leave the alternate screen and switch off what was switched on.
    char restore[512];
    char note[512];
} foyer_emergency;

/// Catches the signals; the read end of the self-pipe, or -1 and errno.
int foyer_signals_install(void);
void foyer_signals_remove(void);

/// Whether TERM or HUP came since the installation.
bool foyer_signals_asked_to_end(void);

/// Whether the parent lets its children be stopped.
bool foyer_signals_can_stop(void);

/// Stops the process group with the actions that were there before, and returns when it is continued.
///
/// A WINCH then stands in the self-pipe, as the size may have changed unheard.
void foyer_signals_stop_group(void);

/// From now on a crash, or an `exit` that forgot to close, restores the terminal first.
void foyer_emergency_arm(const foyer_emergency *emergency);
void foyer_emergency_disarm(void);

#endif
