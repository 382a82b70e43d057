#ifndef CN_SIGNALS_H
#define CN_SIGNALS_H

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* Everything that a dying process needs to give the terminal back; nothing in here allocates. */
typedef struct {
    int input;
    int output;
    /* Where stderr pointed before the log took its place; -1 when it was left alone. */
    int stderr_copy;
    struct termios modes;
    char sequence[512];
    size_t sequence_length;
} cn_restoration;

/* Makes the self-pipe and installs the handlers. Answers 0 or an errno. */
int cn_signals_install(void);
void cn_signals_uninstall(void);

/* Whether SIGTERM or SIGHUP came since the installation. */
bool cn_signals_asked_to_end(void);

/* From here on a crash, or exit without cn_close, gives the terminal back. */
void cn_signals_arm(const cn_restoration *restoration);
void cn_signals_disarm(void);

/* Stops the process group; returns once it was continued, or soon when nothing stopped it. */
void cn_signals_stop_group(void);

#endif
