#include "signals.h"
#include "cncurses.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* The state that handlers read. Handlers take no argument, so it has to be global; it is written only while the
   handlers that read it are not installed or not armed. */

/* Soft signals become a byte in this pipe, which the event loop polls. */
static int signal_pipe[2] = {-1, -1};

/* What a crash puts right. `armed` guards it and lets one of several crashing threads do it. */
static cn_restoration restoration;
static atomic_bool armed;

/* Counts SIGCONT, to tell a stop that is over from one that has not begun. */
static atomic_int continued;

/* Set by SIGTERM and SIGHUP: from then on nothing waits for a terminal that takes no bytes. */
static atomic_bool asked_to_end;

/* The dispositions, and the mask of the calling thread, found by cn_signals_install. */
static struct sigaction previous[NSIG];
static sigset_t previous_mask;

/* A stack overflow leaves no stack to handle it on. */
static char crash_stack[32 * 1024];

/* Whether the two above, and the pipe, hold anything to give back. */
static bool is_installed;

static const int soft_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};

/* Everything else that ends a process when nobody handles it (signal(7), "Term" and "Core"), but for SIGKILL; the
   real-time signals, which end it too, are added to these. */
static const int fatal_signals[] = {
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT, SIGQUIT, SIGSYS, SIGXCPU, SIGXFSZ, SIGUSR1, SIGUSR2,
    SIGALRM, SIGVTALRM, SIGPROF, SIGIO, SIGPIPE,
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
};

enum {
    SOFT_COUNT = sizeof soft_signals / sizeof *soft_signals,
    FATAL_COUNT = sizeof fatal_signals / sizeof *fatal_signals,
};

static void on_soft_signal(int number) {
    int saved_errno = errno;
    unsigned char byte = (unsigned char)number;
    if (number == SIGTERM || number == SIGHUP) atomic_store(&asked_to_end, true);
    if (number == SIGCONT) atomic_fetch_add(&continued, 1);
    /* A full pipe holds thousands of unread signals already; one more changes nothing. */
    ssize_t ignored = write(signal_pipe[1], &byte, 1);
    (void)ignored;
    errno = saved_errno;
}

bool cn_signals_in_foreground(int descriptor) {
    pid_t front = tcgetpgrp(descriptor);
    /* Not a terminal that controls this session, or one whose owner this namespace cannot see: nobody to be behind. */
    return front <= 0 || front == getpgrp();
}

/* Async-signal-safe throughout. */
static void restore_terminal(void) {
    if (!atomic_exchange(&armed, false)) return;
    ssize_t ignored = write(restoration.output, restoration.sequence, restoration.sequence_length);
    (void)ignored;
    /* The shell in front has modes of its own by now. */
    if (cn_signals_in_foreground(restoration.input)) tcsetattr(restoration.input, TCSANOW, &restoration.modes);
    if (restoration.stderr_copy >= 0) dup2(restoration.stderr_copy, STDERR_FILENO);
}

/* All signals are blocked in here, so tcsetattr from the background does not stop the process. */
static void on_fatal_signal(int number) {
    restore_terminal();
    /* The default action and not the previous handler: on a terminal the backtracer of the Swift runtime asks "Press space
       to interact" and holds the shell for half a minute. The shell or a core file says what happened. */
    signal(number, SIG_DFL);
    raise(number);
}

/* Signals that were ignored on entry stay ignored: nohup, and shells without job control, mean it. */
static void install(int number, void (*handler)(int), int flags) {
    struct sigaction action;
    sigaction(number, NULL, &previous[number]);
    if (previous[number].sa_handler == SIG_IGN) return;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* The worker threads of libdispatch block nearly all signals, and after dispatch_main, as in Swift programs with an async
   main, there are no others: then SIGTERM would never arrive, and a crash would end the process before its handler. */
static void unblock_signals(void) {
    sigset_t ours;
    sigemptyset(&ours);
    for (int i = 0; i < SOFT_COUNT; i++) sigaddset(&ours, soft_signals[i]);
    for (int i = 0; i < FATAL_COUNT; i++) sigaddset(&ours, fatal_signals[i]);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) sigaddset(&ours, number);
    /* With these blocked, a process in the background would be neither stopped nor refused, and paint over the shell. */
    sigaddset(&ours, SIGTTOU);
    sigaddset(&ours, SIGTTIN);
    pthread_sigmask(SIG_UNBLOCK, &ours, &previous_mask);
}

static void use_crash_stack(void) {
    stack_t present;
    if (sigaltstack(NULL, &present) != 0 || !(present.ss_flags & SS_DISABLE)) return;
    stack_t own = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
    sigaltstack(&own, NULL);
}

int cn_signals_install(void) {
    static bool is_registered_for_exit = false;
    if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return errno;
    if (!is_registered_for_exit) is_registered_for_exit = atexit(restore_terminal) == 0;
    atomic_store(&asked_to_end, false);
    use_crash_stack();
    for (int i = 0; i < SOFT_COUNT; i++) install(soft_signals[i], on_soft_signal, SA_RESTART);
    for (int i = 0; i < FATAL_COUNT; i++) install(fatal_signals[i], on_fatal_signal, SA_ONSTACK);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) install(number, on_fatal_signal, SA_ONSTACK);
    unblock_signals();
    is_installed = true;
    return 0;
}

void cn_signals_uninstall(void) {
    if (!is_installed) return;
    is_installed = false;
    pthread_sigmask(SIG_SETMASK, &previous_mask, NULL);
    for (int i = 0; i < SOFT_COUNT; i++) sigaction(soft_signals[i], &previous[soft_signals[i]], NULL);
    for (int i = 0; i < FATAL_COUNT; i++) sigaction(fatal_signals[i], &previous[fatal_signals[i]], NULL);
    for (int number = SIGRTMIN; number <= SIGRTMAX; number++) sigaction(number, &previous[number], NULL);
    for (int i = 0; i < 2; i++) {
        if (signal_pipe[i] >= 0) close(signal_pipe[i]);
        signal_pipe[i] = -1;
    }
}

void cn_signals_arm(const cn_restoration *found) {
    atomic_store(&armed, false);
    restoration = *found;
    atomic_store(&armed, true);
}

void cn_signals_disarm(void) {
    atomic_store(&armed, false);
}

bool cn_signals_asked_to_end(void) {
    return atomic_load(&asked_to_end);
}

int cn_signal_descriptor(void) {
    return signal_pipe[0];
}

/* The caller of cn_signals_stop_group takes the terminal again; the event loop need not do it a second time. */
static void forget_continue_signal(void) {
    unsigned char bytes[64];
    ssize_t count = read(signal_pipe[0], bytes, sizeof bytes);
    for (ssize_t i = 0; i < count; i++) {
        if (bytes[i] == SIGCONT) continue;
        ssize_t ignored = write(signal_pipe[1], &bytes[i], 1);
        (void)ignored;
    }
}

bool cn_signals_stop_group(int number) {
    struct sigaction action, ours;
    memset(&action, 0, sizeof action);
    action.sa_handler = SIG_DFL;
    sigemptyset(&action.sa_mask);
    int before = atomic_load(&continued);
    sigaction(number, &action, &ours);
    kill(0, number);
    /* Another thread may take the signal, so the stop can come a little after kill has returned. Touching the terminal
       before it would leave the shell with our screen. An orphaned group is never stopped, hence the limit. */
    const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
    for (int i = 0; i < 25 && atomic_load(&continued) == before; i++) nanosleep(&pause, NULL);
    sigaction(number, &ours, NULL);
    forget_continue_signal();
    return atomic_load(&continued) != before;
}

bool cn_signals_wait_for_foreground(int descriptor) {
    while (!cn_signals_in_foreground(descriptor)) {
        if (cn_signals_asked_to_end() || !cn_signals_stop_group(SIGTTOU)) return false;
    }
    return true;
}

/* The parent of a process from /proc, as of another process there is no call for it; 0 when it cannot be known. */
static pid_t parent_of(pid_t process) {
    if (process == getpid()) return getppid();
    char path[64], text[512];
    snprintf(path, sizeof path, "/proc/%d/stat", (int)process);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    ssize_t count = read(file, text, sizeof text - 1);
    close(file);
    if (count <= 0) return 0;
    text[count] = '\0';
    /* The name before it may hold anything, parentheses too. */
    const char *name_end = strrchr(text, ')');
    int parent = 0;
    return name_end != NULL && sscanf(name_end + 1, " %*c %d", &parent) == 1 ? parent : 0;
}

bool cn_signals_has_job_control(void) {
    const int deepest_chain_of_wrappers = 64;
    pid_t process = getpid();
    for (int i = 0; i < deepest_chain_of_wrappers; i++) {
        pid_t parent = parent_of(process);
        if (parent <= 0 || getsid(parent) != getsid(0)) return false;
        if (getpgid(parent) != getpgrp()) return true;
        process = parent;
    }
    return false;
}
