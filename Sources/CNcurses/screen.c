#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "cncurses.h"
#include "output.h"
#include "signals.h"

// <term.h> declares it too, but defines macros such as `lines` and `columns`.
extern char *tigetstr(const char *name);

// Modes that curses does not know: bracketed paste; button reports, in the SGR encoding that has no column limit.
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
static const char mouse_on[] = "\033[?1000h\033[?1006h", mouse_off[] = "\033[?1006l\033[?1000l";

struct foyer_screen {
    SCREEN *curses;
    /// The streams that curses wants; it closes neither.
    FILE *input_stream, *output_stream;
    foyer_output output;
    int input_descriptor;
    int signal_descriptor;
    /// The terminal's modes before the screen; `has_modes` once they are known.
    struct termios modes;
    bool has_modes;
    /// Standard error while `log_descriptor` stands in for it, or -1.
    int standard_error;
    int log_descriptor;
    bool uses_mouse;
    bool has_color;
};

// MARK: Text that was not for the screen

static void divert_standard_error(foyer_screen *screen) {
    if (screen->log_descriptor < 0 || screen->standard_error >= 0) return;
    screen->standard_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
    if (screen->standard_error >= 0) dup2(screen->log_descriptor, STDERR_FILENO);
}

static void give_standard_error_back(foyer_screen *screen) {
    if (screen->standard_error < 0) return;
    dup2(screen->standard_error, STDERR_FILENO);
    close(screen->standard_error);
    screen->standard_error = -1;
}

// MARK: Opening and closing

static void choose_locale(const char *name) {
    // curses and wcwidth go by LC_CTYPE. LC_ALL=C is common over SSH, and yet every terminal speaks UTF-8.
    bool is_utf8 = setlocale(LC_CTYPE, name) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    if (!is_utf8) setlocale(LC_CTYPE, "C.UTF-8");
}

static void append(char *text, size_t capacity, const char *more) {
    // tigetstr answers (char *)-1 for what is not a string.
    if (more == NULL || more == (char *)-1) return;
    size_t used = strlen(text);
    if (used + strlen(more) < capacity) strcpy(text + used, more);
}

static void arm_emergency(const foyer_screen *screen, const char *note) {
    foyer_emergency emergency = {.descriptor = screen->output.terminal, .modes = screen->modes};
    append(emergency.restore, sizeof emergency.restore, "\033[?2026l");
    append(emergency.restore, sizeof emergency.restore, paste_off);
    if (screen->uses_mouse) append(emergency.restore, sizeof emergency.restore, mouse_off);
    const char *const capabilities[] = {"sgr0", "op", "cnorm", "rmcup"};
    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        append(emergency.restore, sizeof emergency.restore, tigetstr(capabilities[i]));
    }
    append(emergency.note, sizeof emergency.note, note);
    foyer_emergency_arm(&emergency);
}

static void send_modes(foyer_screen *screen, const char *paste, const char *mouse) {
    // A failure shows at the next frame; these are requests that a terminal may ignore anyway.
    foyer_output_send(&screen->output, paste, strlen(paste));
    if (screen->uses_mouse) foyer_output_send(&screen->output, mouse, strlen(mouse));
}

static const char *open_streams(foyer_screen *screen) {
    int input = fcntl(screen->input_descriptor, F_DUPFD_CLOEXEC, 3);
    if (input < 0) return "fcntl";
    screen->input_stream = fdopen(input, "r");
    if (screen->input_stream == NULL) {
        close(input);
        return "fdopen";
    }
    screen->output_stream = fdopen(screen->output.curses, "w");
    return screen->output_stream == NULL ? "fdopen" : NULL;
}

// What curses_open leaves half done, foyer_screen_close undoes. NULL, or the call that failed.
static const char *take_descriptors(foyer_screen *screen, const foyer_screen_options *options) {
    if (tcgetattr(options->output_descriptor, &screen->modes) != 0) return "tcgetattr";
    screen->has_modes = true;
    screen->signal_descriptor = foyer_signals_install();
    // Before curses, which takes only signals that still have their default action.
    if (screen->signal_descriptor < 0) return "pipe2";
    errno = foyer_output_open(&screen->output, options->output_descriptor);
    if (errno != 0) return "memfd_create";
    return open_streams(screen);
}

static bool take_terminal(foyer_screen *screen, const foyer_screen_options *options) {
    // The size comes from the terminal; LINES and COLUMNS may be left over from another one.
    use_env(FALSE);
    use_tioctl(TRUE);
    // Not initscr, which ends the process when it fails.
    screen->curses = newterm(options->terminal_name, screen->output_stream, screen->input_stream);
    if (screen->curses == NULL) return false;
    arm_emergency(screen, options->crash_note);
    raw();
    noecho();
    nonl();
    // Else doupdate looks for typed keys in the middle of a frame and leaves it unfinished.
    typeahead(-1);
    idlok(stdscr, TRUE);
    leaveok(stdscr, TRUE);
    curs_set(0);
    screen->has_color = options->uses_color && has_colors() && start_color() == OK;
    if (screen->has_color) use_default_colors();
    foyer_screen_resize(screen);
    return true;
}

foyer_screen *foyer_screen_open(const foyer_screen_options *options, foyer_failure *failure) {
    foyer_screen *screen = malloc(sizeof *screen);
    *failure = (foyer_failure){.call = "malloc", .error_number = ENOMEM};
    if (screen == NULL) return NULL;
    *screen = (foyer_screen){
        .output = {.terminal = -1, .curses = -1, .memory = -1},
        .input_descriptor = options->input_descriptor,
        .signal_descriptor = -1,
        .standard_error = -1,
        .log_descriptor = options->log_descriptor,
        .uses_mouse = options->uses_mouse,
    };
    choose_locale(options->locale);
    failure->call = take_descriptors(screen, options);
    failure->error_number = errno;
    if (failure->call == NULL && !take_terminal(screen, options)) {
        *failure = (foyer_failure){.call = "newterm", .error_number = ENOTTY};
    }
    if (failure->call != NULL) {
        foyer_screen_close(screen);
        return NULL;
    }
    divert_standard_error(screen);
    send_modes(screen, paste_on, mouse_on);
    return screen;
}

// The terminal as the shell knows it, to be taken again or left for good.
static void leave(foyer_screen *screen) {
    if (screen->output.is_stuck) tcflush(screen->output.terminal, TCOFLUSH);
    send_modes(screen, paste_off, mouse_off);
    endwin();
    tcsetattr(screen->output.terminal, TCSANOW, &screen->modes);
    give_standard_error_back(screen);
}

void foyer_screen_close(foyer_screen *screen) {
    if (screen->curses != NULL) {
        leave(screen);
        delscreen(screen->curses);
    }
    foyer_emergency_disarm();
    if (screen->signal_descriptor >= 0) foyer_signals_remove();
    if (screen->input_stream != NULL) fclose(screen->input_stream);
    if (screen->output_stream != NULL) {
        fclose(screen->output_stream);
        screen->output.curses = -1;
    }
    foyer_output_close(&screen->output);
    free(screen);
}

// MARK: Size and stops

void foyer_screen_get_size(const foyer_screen *screen, int *rows, int *columns) {
    (void)screen;
    getmaxyx(stdscr, *rows, *columns);
}

int foyer_screen_color_count(const foyer_screen *screen) { return screen->has_color ? COLORS : 0; }

int foyer_screen_signal_descriptor(const foyer_screen *screen) { return screen->signal_descriptor; }

void foyer_screen_invalidate(foyer_screen *screen) {
    (void)screen;
    clearok(curscr, TRUE);
}

void foyer_screen_resize(foyer_screen *screen) {
    struct winsize size;
    // Serial lines and some containers say 0×0; curses then keeps what terminfo says.
    if (ioctl(screen->output.terminal, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0) {
        resizeterm(size.ws_row, size.ws_col);
    }
    werase(stdscr);
    foyer_screen_invalidate(screen);
}

void foyer_screen_resume(foyer_screen *screen) {
    divert_standard_error(screen);
    // Here, and not in doupdate alone, because there the descriptor of curses leads to memory.
    reset_prog_mode();
    send_modes(screen, paste_on, mouse_on);
    foyer_screen_invalidate(screen);
}

void foyer_screen_suspend(foyer_screen *screen) {
    if (!foyer_signals_can_stop()) return;
    leave(screen);
    foyer_signals_stop_group();
    foyer_screen_resume(screen);
}

// MARK: Drawing

void foyer_screen_erase(foyer_screen *screen) {
    (void)screen;
    werase(stdscr);
}

static attr_t curses_attributes(uint32_t attributes) {
    attr_t result = A_NORMAL;
    if (attributes & FOYER_BOLD) result |= A_BOLD;
    if (attributes & FOYER_DIM) result |= A_DIM;
    if (attributes & FOYER_UNDERLINE) result |= A_UNDERLINE;
    if (attributes & FOYER_REVERSE) result |= A_REVERSE;
    if (attributes & FOYER_ITALIC) result |= A_ITALIC;
    return result;
}

// Pair 0 is the terminal's own colours; curses keeps the other pairs and finds them again.
static int color_pair(const foyer_screen *screen, foyer_style style) {
    if (!screen->has_color || (style.foreground < 0 && style.background < 0)) return 0;
    int pair = alloc_pair(style.foreground, style.background);
    return pair < 0 ? 0 : pair;
}

static bool is_control(wchar_t scalar) { return scalar < 0x20 || (scalar >= 0x7F && scalar < 0xA0); }

// Zero-width scalars that only add ink. The others steer direction, join clusters or change a width behind our back.
static bool is_plain_mark(wchar_t scalar) {
    bool steers = (scalar >= 0x200B && scalar <= 0x200F) || (scalar >= 0x2028 && scalar <= 0x202E)
        || (scalar >= 0x2060 && scalar <= 0x206F) || scalar == 0x061C || scalar == 0xFEFF;
    bool selects_variation = (scalar >= 0xFE00 && scalar <= 0xFE0F) || scalar >= 0xE0000;
    return !steers && !selects_variation && wcwidth(scalar) == 0;
}

// The scalars that curses is given for a grapheme; false when it would not show them in `width` cells.
static bool decode(const char *utf8, size_t length, int width, wchar_t scalars[CCHARW_MAX + 1]) {
    mbstate_t state = {0};
    size_t count = 0;
    while (length > 0 && count < CCHARW_MAX) {
        wchar_t scalar;
        size_t used = mbrtowc(&scalar, utf8, length, &state);
        // Also 0 for a NUL, and (size_t)-1 or -2 for bytes that are no UTF-8.
        if (used == 0 || used > length || is_control(scalar)) return false;
        if (count == 0 ? wcwidth(scalar) != width : !is_plain_mark(scalar)) return false;
        scalars[count++] = scalar;
        utf8 += used;
        length -= used;
    }
    scalars[count] = L'\0';
    return count > 0;
}

void foyer_screen_put(
    foyer_screen *screen, int row, int column, const char *utf8, size_t length, int width, foyer_style style) {
    attr_t attributes = curses_attributes(style.attributes);
    int pair = color_pair(screen, style);
    wchar_t scalars[CCHARW_MAX + 1];
    cchar_t cells[2];
    int count = 1;
    if (decode(utf8, length, width, scalars)) {
        // The pair goes through the last argument: the short one before it ends at 32,767.
        setcchar(&cells[0], scalars, attributes, 0, &pair);
    } else {
        setcchar(&cells[0], L"\uFFFD", attributes, 0, &pair);
        setcchar(&cells[1], L" ", attributes, 0, &pair);
        count = width;
    }
    // Unlike add_wch, this neither moves on nor scrolls at the last cell of the screen.
    mvadd_wchnstr(row, column, cells, count);
}

int foyer_screen_show(foyer_screen *screen, int cursor_row, int cursor_column) {
    bool has_cursor = cursor_row >= 0;
    foyer_output_begin_frame(&screen->output);
    curs_set(has_cursor ? 1 : 0);
    // With a hidden cursor, curses need not bring it anywhere.
    leaveok(stdscr, !has_cursor);
    if (has_cursor) wmove(stdscr, cursor_row, cursor_column);
    wnoutrefresh(stdscr);
    doupdate();
    int failure = foyer_output_end_frame(&screen->output);
    // What the terminal shows is no longer what curses believes.
    if (failure != 0) foyer_screen_invalidate(screen);
    return failure;
}

int foyer_screen_send(foyer_screen *screen, const char *bytes, size_t length) {
    return foyer_output_send(&screen->output, bytes, length);
}
