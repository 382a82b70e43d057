#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* One terminal, drawn on by ncurses. No curses type crosses this header: curses keeps its state in globals and macros
   that Swift cannot import. Input does not go through curses at all; the caller reads the descriptor itself.

   All functions belong to the thread that called cn_open, but for the cn_wake_ family. */

/* The bits of Terminal.Style.Attributes. */
enum {
    CN_BOLD = 1,
    CN_DIM = 2,
    CN_UNDERLINE = 4,
    CN_REVERSE = 8,
    CN_ITALIC = 16,
};

/* What cn_open answers. */
enum {
    CN_OPENED = 0,
    CN_NOT_A_TERMINAL = 1,
    /* There is no terminfo entry for `term`. */
    CN_UNKNOWN_TERM = 2,
    /* The terminal cannot address its cursor, as `dumb`. */
    CN_INADEQUATE_TERM = 3,
    /* errno says why. */
    CN_SYSTEM_ERROR = 4,
    CN_ALREADY_OPEN = 5,
};

typedef struct {
    int input;
    int output;
    /* Receives what is written to stderr while the terminal is open; -1 leaves stderr alone. The caller keeps it open
       until cn_close has returned. */
    int log;
    const char *term;
    /* A locale name for LC_CTYPE; where it is not one of UTF-8, C.UTF-8 is taken instead. */
    const char *locale;
    bool uses_colour;
    bool reports_mouse;
    /* What the window is called while the terminal is taken, without control characters; NULL leaves its name alone. */
    const char *title;
} cn_options;

/* Takes the terminal: raw mode, alternate screen, bracketed paste, signal handlers. In the background it stops the
   process group first, until a shell brings it to the front; EIO where none ever will. */
int cn_open(const cn_options *options);

/* Gives the terminal back as it was found. Does nothing when it is not open. `is_cut`: the last bytes did not all leave, so
   the terminal may be in the middle of a sequence. */
void cn_close(bool is_cut);

/* The size in cells, from the kernel; each within 1 and CN_MAXIMUM_EXTENT. */
enum { CN_MAXIMUM_EXTENT = 1000 };
void cn_get_size(int *columns, int *rows);

/* Makes curses believe this size; the next frame is sent whole. */
void cn_resize(int columns, int rows);

/* Colours that the terminal has; 0 without colour. */
int cn_colour_count(void);

/* A cell: a spacing character and marks on it, as scalars of 21 bits, three in `first` and two in `rest`, the first one
   lowest; nothing in the second cell of a wide character. Colours are the terminal's own numbers, -1 its standard colour. */
typedef struct {
    uint64_t first;
    uint64_t rest;
    int foreground;
    int background;
    uint32_t attributes;
} cn_cell;

/* Puts cells beside each other into a row, with both cells of each wide character. What curses would lay out in another
   width is replaced by U+FFFD, so that the rest of the row keeps its place. */
void cn_put(int row, int column, const cn_cell *cells, size_t count);

/* Forgets what the terminal is believed to show: the next frame is sent whole. */
void cn_invalidate(void);

/* What changes the screen from the last call to this one. The cursor goes to (column, row), or is hidden for a negative
   row. The bytes are the library's and good until the next call; whoever asked has to send all of them. Answers 0 or an
   errno. */
int cn_render(int row, int column, const char **bytes, size_t *length);

/* Writes as much as the terminal takes at once: a count, or -1 and errno, EAGAIN when it takes nothing now. */
ssize_t cn_write(const char *bytes, size_t length);

/* Becomes writable when cn_write would take something. -1 when closed. */
int cn_output_descriptor(void);

/* Whether SIGTERM or SIGHUP came: then nobody waits for the terminal any more. */
bool cn_asked_to_end(void);

/* Whether the screen is ours: taken, and the process group in front of its terminal. */
bool cn_may_paint(void);

/* Whether somebody could continue the process when it is stopped: a shell with job control. */
bool cn_can_suspend(void);

/* Gives the terminal back, stops the process group as Ctrl-Z does, and takes the terminal again when continued in front.
   Returns soon where nobody could continue the group; see cn_can_suspend. `is_cut` as for cn_close. */
void cn_suspend(bool is_cut);

/* Gives the terminal to a program until it ends, and takes it again. `arguments` ends with NULL; its first is looked for in
   PATH. Answers 0 and the status as waitpid has it, or an errno when it cannot be started. `is_cut` as for cn_close. */
int cn_run_in_front(bool is_cut, char *const arguments[], int *status);

/* Takes the terminal again after the process was stopped from outside. In the background it stops the group until it is
   in front; false when it never will be, and then the terminal is not ours. */
bool cn_resume(void);

/* Becomes readable on SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP and SIGCONT; each byte is a signal number. -1 when closed. */
int cn_signal_descriptor(void);

/* A descriptor that any thread can make readable. Many raises before a clear are one. -1 and errno on failure. */
int cn_wake_open(void);
void cn_wake_raise(int descriptor);
void cn_wake_clear(int descriptor);

#endif
