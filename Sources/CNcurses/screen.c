#include "cncurses.h"
#include "front.h"
#include "signals.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>
#include <wchar.h>

/* <term.h> defines macros for every capability (`lines`, `columns`, `buttons`); these two are all that is needed. */
extern char *tigetstr(const char *);
extern int tputs(const char *, int, int (*)(int));

#define END_FRAME "\033[?2026l"
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
/* Terminals keep the name that the window had before, and give it back. */
#define TITLE_KEEP "\033[22;2t\033]2;"
#define TITLE_END "\033\\"
#define TITLE_BACK "\033[23;2t"

/* The one terminal; curses allows no second at a time. */
static struct {
    bool is_open;
    /* Whether the screen is ours at present; it is not while the process is suspended. */
    bool is_taken;
    bool uses_colour;
    bool reports_mouse;
    /* Empty leaves the window's name alone. */
    char title[128];
    bool shows_cursor;
    SCREEN *screen;
    /* Streams for newterm. ncurses writes to the descriptor of `curses_output`, many times a frame. It is a copy of the
       terminal, except during doupdate, when it is `frame_file`: so a frame leaves in one write. */
    FILE *curses_input;
    FILE *curses_output;
    int frame_file;
    /* Where bytes leave: the terminal opened once more, to be non-blocking without being so for the shell. */
    int bytes;
    char *frame;
    size_t frame_capacity;
    int log;
    cn_restoration found;
} terminal = {.frame_file = -1, .bytes = -1, .log = -1};

/* MARK: Writing */

/* Waits for a terminal that takes no bytes, but not for long, and not at all when the process is asked to end. */
static void write_patiently(const char *bytes, size_t length) {
    const int milliseconds_between_looks = 100, most_looks = 20;
    int looks = 0;
    while (length > 0) {
        ssize_t written = write(terminal.bytes, bytes, length);
        if (written >= 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (errno == EAGAIN) {
            if (cn_signals_asked_to_end() || looks++ == most_looks) return;
            /* The signal may be handled in another thread, and then it does not end the wait. */
            struct pollfd wait = {.fd = terminal.bytes, .events = POLLOUT};
            poll(&wait, 1, milliseconds_between_looks);
        } else if (errno != EINTR) {
            return;
        }
    }
}

ssize_t cn_write(const char *bytes, size_t length) {
    if (!terminal.is_open) {
        errno = EBADF;
        return -1;
    }
    return write(terminal.bytes, bytes, length);
}

int cn_output_descriptor(void) {
    return terminal.bytes;
}

static bool reserve_frame(size_t needed) {
    if (needed <= terminal.frame_capacity) return true;
    char *larger = realloc(terminal.frame, needed * 2);
    if (larger == NULL) return false;
    terminal.frame = larger;
    terminal.frame_capacity = needed * 2;
    return true;
}

static int redirect(int from, int to) {
    while (dup3(from, to, O_CLOEXEC) < 0) {
        if (errno != EINTR && errno != EBUSY) return errno;
    }
    return 0;
}

/* Collects in `frame` what ncurses would send; answers 0 or an errno. The modes of the terminal stay as they are, since
   the descriptor is none. */
static int capture(int (*draw)(void), size_t *length) {
    int curses_descriptor = fileno(terminal.curses_output);
    *length = 0;
    if (lseek(terminal.frame_file, 0, SEEK_SET) < 0) return errno;
    int failure = redirect(terminal.frame_file, curses_descriptor);
    if (failure != 0) return failure;
    draw();
    failure = redirect(terminal.found.output, curses_descriptor);
    off_t end = lseek(terminal.frame_file, 0, SEEK_CUR);
    if (failure != 0 || end <= 0) return failure;
    if (!reserve_frame((size_t)end)) return ENOMEM;
    ssize_t count = pread(terminal.frame_file, terminal.frame, (size_t)end, 0);
    if (count < 0) return errno;
    *length = (size_t)count;
    return 0;
}

bool cn_asked_to_end(void) {
    return cn_signals_asked_to_end();
}

bool cn_may_paint(void) {
    return terminal.is_open && terminal.is_taken && cn_signals_in_foreground(terminal.found.input);
}

/* Here and not before, as it sends its bytes at once. */
static int update(void) {
    curs_set(terminal.shows_cursor);
    return doupdate();
}

int cn_render(int row, int column, const char **bytes, size_t *length) {
    if (!terminal.is_open) return EBADF;
    terminal.shows_cursor = row >= 0;
    if (row >= 0) move(row, column);
    wnoutrefresh(stdscr);
    int failure = capture(update, length);
    *bytes = terminal.frame;
    return failure;
}

/* MARK: Drawing */

static attr_t curses_attributes(uint32_t attributes) {
    attr_t result = A_NORMAL;
    if (attributes & CN_BOLD) result |= A_BOLD;
    if (attributes & CN_DIM) result |= A_DIM;
    if (attributes & CN_UNDERLINE) result |= A_UNDERLINE;
    if (attributes & CN_REVERSE) result |= A_REVERSE;
    if (attributes & CN_ITALIC) result |= A_ITALIC;
    return result;
}

/* The characters as curses takes them; false when curses would lay them out in another width. Marks that this libc does
   not know are left out. */
static bool decode(const cn_cell *cell, int width, wchar_t characters[CCHARW_MAX + 1]) {
    const unsigned bits = 21, mask = (1u << bits) - 1;
    const uint64_t halves[2] = {cell->first, cell->rest};
    int count = 0;
    for (int half = 0; half < 2; half++) {
        for (uint64_t scalars = halves[half]; scalars != 0 && count < CCHARW_MAX; scalars >>= bits) {
            wchar_t character = (wchar_t)(scalars & mask);
            /* Every libc has the printable characters of ASCII in one cell. */
            bool is_ascii = character >= 0x20 && character < 0x7F;
            if ((is_ascii ? 1 : wcwidth(character)) == (count == 0 ? width : 0)) {
                characters[count++] = character;
            } else if (count == 0) {
                return false;
            }
        }
    }
    characters[count] = L'\0';
    return count > 0;
}

/* Pairs are made when they are first used; the least recently used one makes room where the terminal has few. */
static int pair_for(int foreground, int background) {
    if (!terminal.uses_colour || (foreground < 0 && background < 0)) return 0;
    int pair = alloc_pair(foreground, background);
    return pair < 0 ? 0 : pair;
}

void cn_put(int row, int column, const cn_cell *cells, size_t count) {
    enum { RUN = 256 };
    if (!terminal.is_open) return;
    cchar_t run[RUN + 1];
    int length = 0, pair = 0, start = column;
    const cn_cell *last = NULL;
    for (size_t index = 0; index < count; index++) {
        const cn_cell *cell = &cells[index];
        if (cell->first == 0) continue;
        int width = index + 1 < count && cells[index + 1].first == 0 ? 2 : 1;
        if (length >= RUN) {
            /* Unlike mvadd_wch this neither wraps nor fails in the last cell of the screen. */
            mvadd_wchnstr(row, start, run, length);
            length = 0;
            start = column + (int)index;
        }
        if (last == NULL || last->foreground != cell->foreground || last->background != cell->background) {
            pair = pair_for(cell->foreground, cell->background);
        }
        last = cell;
        wchar_t characters[CCHARW_MAX + 1];
        attr_t curses = curses_attributes(cell->attributes);
        /* COLOR_PAIR holds eight bits only; larger pairs go through the last parameter of setcchar. */
        if (decode(cell, width, characters)) {
            setcchar(&run[length++], characters, curses, 0, &pair);
        } else {
            setcchar(&run[length++], L"\xFFFD", curses, 0, &pair);
            if (width == 2) setcchar(&run[length++], L" ", curses, 0, &pair);
        }
    }
    if (length > 0) mvadd_wchnstr(row, start, run, length);
}

void cn_invalidate(void) {
    if (!terminal.is_open) return;
    erase();
    clearok(curscr, TRUE);
}

int cn_colour_count(void) {
    return terminal.is_open && terminal.uses_colour ? COLORS : 0;
}

/* MARK: Size */

static int clamped(int extent) {
    return extent > CN_MAXIMUM_EXTENT ? CN_MAXIMUM_EXTENT : extent;
}

void cn_get_size(int *columns, int *rows) {
    struct winsize size;
    bool is_known = ioctl(terminal.found.output, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    /* Serial lines and some containers know no size; terminfo has one. */
    *columns = clamped(is_known ? size.ws_col : COLS);
    *rows = clamped(is_known ? size.ws_row : LINES);
}

void cn_resize(int columns, int rows) {
    if (!terminal.is_open) return;
    /* Not resizeterm, which queues a key for a reader that does not exist. */
    if (columns != COLS || rows != LINES) resize_term(rows, columns);
    cn_invalidate();
}

/* MARK: Taking and giving back */

/* Characters outside the locale's would be measured wrongly, and in the C locale not drawn at all. */
static void use_utf8_locale(const char *name) {
    if (setlocale(LC_CTYPE, name) != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
    setlocale(LC_CTYPE, "C.UTF-8");
}

static int append_to_sequence(int character) {
    cn_restoration *found = &terminal.found;
    if (found->sequence_length < sizeof found->sequence) found->sequence[found->sequence_length++] = (char)character;
    return character;
}

static bool has_capability(const char *name) {
    const char *capability = tigetstr(name);
    return capability != NULL && capability != (char *)-1;
}

/* Through tputs, as capabilities of old terminals hold delays. */
static void append_capability(const char *name) {
    if (has_capability(name)) tputs(tigetstr(name), 1, append_to_sequence);
}

static void append_bytes(const char *bytes) {
    while (*bytes != '\0') append_to_sequence(*bytes++);
}

/* What endwin sends and more, ready for a handler that may not ask curses. */
static void prepare_restoration(void) {
    terminal.found.sequence_length = 0;
    append_bytes(END_FRAME PASTE_OFF);
    if (terminal.reports_mouse) append_bytes(MOUSE_OFF);
    if (terminal.title[0] != '\0') append_bytes(TITLE_BACK);
    append_capability("sgr0");
    append_capability("cnorm");
    append_capability("rmcup");
}

static void redirect_stderr(void) {
    terminal.found.stderr_copy = -1;
    if (terminal.log < 0 || !isatty(STDERR_FILENO)) return;
    terminal.found.stderr_copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10);
    if (terminal.found.stderr_copy >= 0) dup2(terminal.log, STDERR_FILENO);
}

static void return_stderr(void) {
    if (terminal.found.stderr_copy < 0) return;
    dup2(terminal.found.stderr_copy, STDERR_FILENO);
    close(terminal.found.stderr_copy);
    terminal.found.stderr_copy = -1;
}

static void enter(void) {
    reset_prog_mode();
    redirect_stderr();
    terminal.is_taken = true;
    cn_signals_arm(&terminal.found);
    write_patiently(PASTE_ON, sizeof PASTE_ON - 1);
    if (terminal.reports_mouse) write_patiently(MOUSE_ON, sizeof MOUSE_ON - 1);
    if (terminal.title[0] != '\0') {
        write_patiently(TITLE_KEEP, sizeof TITLE_KEEP - 1);
        write_patiently(terminal.title, strlen(terminal.title));
        write_patiently(TITLE_END, sizeof TITLE_END - 1);
    }
}

/* CAN ends a sequence of which the terminal has only the beginning. */
static void end_what_was_cut(void) {
    tcflush(terminal.found.output, TCOFLUSH);
    write_patiently("\030" END_FRAME, sizeof END_FRAME);
}

static void leave(bool is_cut) {
    if (!terminal.is_taken) return;
    terminal.is_taken = false;
    /* Behind a shell nearly every call for the terminal would stop a process that is about to end. */
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &mask);
    size_t length = 0;
    capture(endwin, &length);
    if (is_cut || cn_signals_asked_to_end()) end_what_was_cut();
    write_patiently(PASTE_OFF, sizeof PASTE_OFF - 1);
    if (terminal.reports_mouse) write_patiently(MOUSE_OFF, sizeof MOUSE_OFF - 1);
    if (terminal.title[0] != '\0') write_patiently(TITLE_BACK, sizeof TITLE_BACK - 1);
    write_patiently(terminal.frame, length);
    /* Behind a shell the modes are the shell's. */
    if (cn_signals_in_foreground(terminal.found.input)) tcsetattr(terminal.found.input, TCSANOW, &terminal.found.modes);
    cn_signals_disarm();
    return_stderr();
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

static FILE *stream_on_copy(int descriptor, const char *mode) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    if (copy < 0) return NULL;
    FILE *stream = fdopen(copy, mode);
    if (stream == NULL) close(copy);
    return stream;
}

static void release(void) {
    if (terminal.screen != NULL) delscreen(terminal.screen);
    if (terminal.curses_input != NULL) fclose(terminal.curses_input);
    if (terminal.curses_output != NULL) fclose(terminal.curses_output);
    if (terminal.frame_file >= 0) close(terminal.frame_file);
    if (terminal.bytes >= 0) close(terminal.bytes);
    free(terminal.frame);
    cn_signals_uninstall();
    memset(&terminal, 0, sizeof terminal);
    terminal.frame_file = -1;
    terminal.bytes = -1;
    terminal.log = -1;
}

static int open_without_blocking(int descriptor) {
    char name[PATH_MAX];
    if (ttyname_r(descriptor, name, sizeof name) == 0) {
        int opened = open(name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (opened >= 0) return opened;
    }
    /* After su the terminal may be somebody else's; then writes block. */
    return fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
}

static int open_descriptors(void) {
    terminal.curses_input = stream_on_copy(terminal.found.input, "r");
    terminal.curses_output = stream_on_copy(terminal.found.output, "w");
    terminal.frame_file = memfd_create("frame", MFD_CLOEXEC);
    terminal.bytes = open_without_blocking(terminal.found.output);
    bool is_complete = terminal.curses_input != NULL && terminal.curses_output != NULL && terminal.frame_file >= 0
        && terminal.bytes >= 0;
    if (!is_complete) return errno;
    /* Before newterm, which installs handlers of its own where it finds none. */
    int failure = cn_signals_install();
    if (failure != 0) return failure;
    /* Started in the background: the modes to give back are those that the shell leaves when it brings us to the front. */
    if (!cn_signals_wait_for_foreground(terminal.found.input)) return EIO;
    return tcgetattr(terminal.found.input, &terminal.found.modes) == 0 ? 0 : errno;
}

static void set_up_curses(bool uses_colour) {
    raw();
    noecho();
    nonl();
    /* Otherwise doupdate looks for input in the middle of a frame and may stop there. */
    typeahead(-1);
    idlok(stdscr, TRUE);
    leaveok(stdscr, FALSE);
    terminal.uses_colour = uses_colour && has_colors() && start_color() == OK;
    /* Without it curses paints black over the background of the terminal. */
    if (terminal.uses_colour) use_default_colors();
}

int cn_open(const cn_options *options) {
    if (terminal.is_open) return CN_ALREADY_OPEN;
    if (!isatty(options->input) || !isatty(options->output)) return CN_NOT_A_TERMINAL;
    terminal.found.input = options->input;
    terminal.found.output = options->output;
    terminal.found.stderr_copy = -1;
    terminal.log = options->log;
    terminal.reports_mouse = options->reports_mouse;
    terminal.title[0] = '\0';
    if (options->title != NULL) strncat(terminal.title, options->title, sizeof terminal.title - 1);
    int failure = open_descriptors();
    if (failure != 0) {
        release();
        errno = failure;
        return CN_SYSTEM_ERROR;
    }
    use_utf8_locale(options->locale);
    /* The kernel knows the size; LINES and COLUMNS may be left over from another terminal. */
    use_env(FALSE);
    use_tioctl(TRUE);
    /* Not initscr, which ends the process when it does not know the terminal. */
    terminal.screen = newterm(options->term, terminal.curses_output, terminal.curses_input);
    int refusal = terminal.screen == NULL ? CN_UNKNOWN_TERM : has_capability("cup") ? CN_OPENED : CN_INADEQUATE_TERM;
    if (refusal != CN_OPENED) {
        tcsetattr(options->input, TCSANOW, &terminal.found.modes);
        release();
        return refusal;
    }
    set_up_curses(options->uses_colour);
    prepare_restoration();
    terminal.is_open = true;
    enter();
    int columns, rows;
    cn_get_size(&columns, &rows);
    cn_resize(columns, rows);
    return CN_OPENED;
}

void cn_close(bool is_cut) {
    if (!terminal.is_open) return;
    leave(is_cut);
    release();
}

bool cn_can_suspend(void) {
    return cn_signals_has_job_control();
}

void cn_suspend(bool is_cut) {
    if (!terminal.is_open) return;
    leave(is_cut);
    cn_signals_stop_group(SIGTSTP);
    cn_resume();
}

int cn_run_in_front(bool is_cut, char *const arguments[], int *status) {
    if (!terminal.is_open) return EBADF;
    leave(is_cut);
    int failure = cn_front_run(terminal.found.input, arguments, status);
    cn_resume();
    return failure;
}

bool cn_resume(void) {
    if (!terminal.is_open) return false;
    if (!cn_signals_wait_for_foreground(terminal.found.input)) return false;
    if (terminal.is_taken) {
        /* Stopped without a chance to give the screen back: whoever was in front may have left the alternate screen. What
           this would send is out of date; the next frame takes the screen as after a suspension. */
        size_t ignored;
        capture(endwin, &ignored);
        return_stderr();
    }
    enter();
    int columns, rows;
    cn_get_size(&columns, &rows);
    cn_resize(columns, rows);
    return true;
}
