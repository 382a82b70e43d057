#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "cncurses.h"

// What follows is global because a signal handler gets nothing but a number. It is written before the handlers are
// installed and after they are removed, except for the two atomics.

/// Self-pipe: handlers write a byte, the loop polls the other end.
static int signal_pipe[2] = {-1, -1};
/// The actions to give back, by signal number.
static struct sigaction previous_actions[NSIG];
static atomic_bool asked_to_end;
static foyer_emergency emergency;
/// Taken by whoever restores first: two threads may crash at once.
static atomic_bool emergency_is_armed;
/// A crash by stack overflow has no stack left to restore the terminal on.
static char crash_stack[64 * 1024];
static stack_t previous_stack;

static const int loop_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};
static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool asks_to_end(int number) { return number == SIGTERM || number == SIGHUP; }

static void on_loop_signal(int number) {
    int saved = errno;
    if (asks_to_end(number)) atomic_store(&asked_to_end, true);
    unsigned char byte = (unsigned char)number;
    // A full pipe already wakes the loop; the byte that is lost stands behind 65,536 others.
    ssize_t ignored = write(signal_pipe[1], &byte, 1);
    (void)ignored;
    errno = saved;
}

static void write_text(const char *text) {
    ssize_t ignored = write(emergency.descriptor, text, strlen(text));
    (void)ignored;
}

static void restore_terminal(const char *note) {
    if (!atomic_exchange(&emergency_is_armed, false)) return;
    write_text(emergency.restore);
    tcsetattr(emergency.descriptor, TCSANOW, &emergency.modes);
    write_text(note);
}

static void on_exit_without_close(void) { restore_terminal(""); }

// The signal goes on to the default action, not to an earlier handler: on a terminal swift-backtrace asks "press space
// to interact" and holds the shell for half a minute. The core dump still shows the place of the fault, because the
// raised signal is delivered when this handler returns there.
static void on_crash(int number) {
    restore_terminal(emergency.note);
    struct sigaction standard = {.sa_handler = SIG_DFL};
    sigaction(number, &standard, NULL);
    raise(number);
}

static void catch_signal(int number, void (*handler)(int), int flags) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
    // All signals wait meanwhile: above all SIGTTOU, which would stop a background process in tcsetattr.
    sigfillset(&action.sa_mask);
    sigaction(number, NULL, &previous_actions[number]);
    // A signal that the parent has ignored stays ignored (nohup; a shell without job control).
    if (previous_actions[number].sa_handler != SIG_IGN) sigaction(number, &action, NULL);
}

int foyer_signals_install(void) {
    static bool exit_is_caught;
    if (signal_pipe[0] >= 0) {
        errno = EBUSY;
        return -1;
    }
    if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
    if (!exit_is_caught) exit_is_caught = atexit(on_exit_without_close) == 0;
    atomic_store(&asked_to_end, false);
    sigaltstack(&(stack_t){.ss_sp = crash_stack, .ss_size = sizeof crash_stack}, &previous_stack);
    for (size_t i = 0; i < COUNT(loop_signals); i++) {
        // A request to end must break a write that the terminal does not take; the others may go unnoticed.
        catch_signal(loop_signals[i], on_loop_signal, asks_to_end(loop_signals[i]) ? 0 : SA_RESTART);
    }
    for (size_t i = 0; i < COUNT(crash_signals); i++) catch_signal(crash_signals[i], on_crash, SA_ONSTACK);
    return signal_pipe[0];
}

static void give_back(const int *numbers, size_t count) {
    for (size_t i = 0; i < count; i++) sigaction(numbers[i], &previous_actions[numbers[i]], NULL);
}

void foyer_signals_remove(void) {
    if (signal_pipe[0] < 0) return;
    give_back(loop_signals, COUNT(loop_signals));
    give_back(crash_signals, COUNT(crash_signals));
    sigaltstack(&previous_stack, NULL);
    close(signal_pipe[0]);
    close(signal_pipe[1]);
    signal_pipe[0] = signal_pipe[1] = -1;
}

bool foyer_signals_asked_to_end(void) { return atomic_load(&asked_to_end); }

bool foyer_signals_can_stop(void) { return previous_actions[SIGTSTP].sa_handler != SIG_IGN; }

void foyer_signals_stop_group(void) {
    const int numbers[] = {SIGTSTP, SIGCONT};
    struct sigaction ours[COUNT(numbers)];
    for (size_t i = 0; i < COUNT(numbers); i++) sigaction(numbers[i], &previous_actions[numbers[i]], &ours[i]);
    // The whole group, as the terminal itself would: a script around the program has to stop with it.
    kill(0, SIGTSTP);
    for (size_t i = 0; i < COUNT(numbers); i++) sigaction(numbers[i], &ours[i], NULL);
    // The kernel tells the foreground group alone about a new size, and that was the shell's.
    on_loop_signal(SIGWINCH);
}

void foyer_emergency_arm(const foyer_emergency *plan) {
    emergency = *plan;
    atomic_store(&emergency_is_armed, true);
}

void foyer_emergency_disarm(void) { atomic_store(&emergency_is_armed, false); }

int foyer_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
