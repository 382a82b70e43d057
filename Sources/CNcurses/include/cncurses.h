#ifndef FOYER_CNCURSES_H
#define FOYER_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// @file
/// The terminal, driven by ncurses, without one curses type in sight.
///
/// ncurses does the output only; the bytes that come in are read and parsed elsewhere. One screen can be open at a
/// time, as curses keeps its state in globals. Every function must be called from the thread that opened the screen,
/// but for `foyer_eventfd`.

/// An open screen.
typedef struct foyer_screen foyer_screen;

typedef enum {
    FOYER_TERMINFO_USABLE,
    /// The entry is there but cannot place the cursor, as `dumb`.
    FOYER_TERMINFO_INCAPABLE,
    FOYER_TERMINFO_UNKNOWN,
} foyer_terminfo_status;

/// Whether the terminal description `name` can carry a screen; touches no terminal.
foyer_terminfo_status foyer_terminfo_probe(const char *name);

/// What a screen is opened with; the strings are copied or read during the call only.
typedef struct {
    int input_descriptor;
    int output_descriptor;
    /// Stands in for standard error while the screen is up; -1 leaves standard error alone.
    int log_descriptor;
    /// A terminal description that `foyer_terminfo_probe` called usable.
    const char *terminal_name;
    /// The locale that the environment asks for; taken only when it speaks UTF-8.
    const char *locale;
    /// What a crash leaves on the restored terminal; lines end in CR LF.
    const char *crash_note;
    bool uses_color;
    /// Asks the terminal for SGR mouse reports; a terminal that sends them no longer selects text by itself.
    bool uses_mouse;
} foyer_screen_options;

/// Why a call failed: the system call and its errno.
typedef struct {
    const char *call;
    int error_number;
} foyer_failure;

/// Takes the terminal over; NULL and a filled `failure` when it cannot be had.
foyer_screen *foyer_screen_open(const foyer_screen_options *options, foyer_failure *failure);

/// Gives the terminal back and frees the screen.
void foyer_screen_close(foyer_screen *screen);

/// The extent in cells, as curses knows it since the last `open` or `foyer_screen_resize`.
void foyer_screen_get_size(const foyer_screen *screen, int *rows, int *columns);

/// How many colours the terminal has: 0 when it has none or the options refused them.
int foyer_screen_color_count(const foyer_screen *screen);

/// Where bytes come out that are signal numbers: WINCH, TERM, HUP, INT, TSTP, CONT.
int foyer_screen_signal_descriptor(const foyer_screen *screen);

enum {
    FOYER_BOLD = 1,
    FOYER_DIM = 2,
    FOYER_UNDERLINE = 4,
    FOYER_REVERSE = 8,
    FOYER_ITALIC = 16,
};

/// How a cell looks; a colour of -1 is the terminal's own.
typedef struct {
    int16_t foreground;
    int16_t background;
    uint32_t attributes;
} foyer_style;

/// Blanks the picture of the next frame.
void foyer_screen_erase(foyer_screen *screen);

/// Puts one grapheme of `width` cells, 1 or 2, into the picture of the next frame.
///
/// A grapheme that curses would not show in exactly `width` cells, or that could move the cursor, becomes U+FFFD, so
/// that the cells to the right never drift.
void foyer_screen_put(
    foyer_screen *screen, int row, int column, const char *utf8, size_t length, int width, foyer_style style);

/// Sends what differs from the terminal in one write, inside a synchronised update; 0 or an errno.
///
/// A negative `cursor_row` hides the cursor. EINTR says that a request to end came while the terminal was not taking
/// bytes, and the rest of the frame was dropped.
int foyer_screen_show(foyer_screen *screen, int cursor_row, int cursor_column);

/// Sends bytes past curses, for what does not draw (bell, OSC 52); 0 or an errno.
int foyer_screen_send(foyer_screen *screen, const char *bytes, size_t length);

/// Has the next `foyer_screen_show` send the whole picture.
void foyer_screen_invalidate(foyer_screen *screen);

/// Takes the terminal's present size over, blanks the picture and invalidates.
void foyer_screen_resize(foyer_screen *screen);

/// Gives the terminal back, stops the process group as Ctrl-Z does, and takes the terminal again when continued.
///
/// Does nothing where the parent has job control switched off. A WINCH is reported after it, as the size may have
/// changed unheard.
void foyer_screen_suspend(foyer_screen *screen);

/// Takes the terminal again after a stop that could not be caught (SIGSTOP): the shell has changed it meanwhile.
void foyer_screen_resume(foyer_screen *screen);

/// A nonblocking, close-on-exec event counter, or -1 and errno; its header is not in Swift's Glibc module.
int foyer_eventfd(void);

#endif
