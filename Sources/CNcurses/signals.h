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

/* Stops the process group by SIGTSTP or SIGTTOU. Answers true once it was continued, and soon false when nothing
   stopped it. */
bool cn_signals_stop_group(int number);

/* Whether this process may use the terminal: its group is the one in front. Async-signal-safe. */
bool cn_signals_in_foreground(int descriptor);

/* Stops the group, as the kernel does with one that uses the terminal from the background, until it is in front. False
   when it never will be: nobody is there to bring it to the front, or the process is asked to end. */
bool cn_signals_wait_for_foreground(int descriptor);

/* Whether a shell with job control is above this process. Without one a stop signal is ignored (POSIX.1, 11.1.4 and
   "orphaned process group"). */
bool cn_signals_has_job_control(void);

#endif
