#include "front.h"
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

/* Hands the terminal to a group, as a shell does with a job. From the background this would stop the caller. */
static void put_in_front(int descriptor, pid_t group) {
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &mask);
    tcsetpgrp(descriptor, group);
    pthread_sigmask(SIG_SETMASK, &mask, NULL);
}

/* The program puts itself in front before its first instruction, so that it is not stopped for touching the terminal. */
static int start(int descriptor, char *const arguments[], pid_t *program) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t signals;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addtcsetpgrp_np(&actions, descriptor);
    posix_spawnattr_init(&attributes);
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes, &signals);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    int failure = posix_spawnp(program, arguments[0], &actions, &attributes, arguments, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return failure;
}

/* Ctrl-Z in the program stops both, so that the person is back in the shell, and fg goes on with both. Where no shell could
   bring them back, the program just goes on. */
static void stop_together(int descriptor, pid_t program) {
    if (cn_signals_has_job_control()) {
        put_in_front(descriptor, getpgrp());
        cn_signals_stop_group(SIGTSTP);
        cn_signals_wait_for_foreground(descriptor);
    }
    put_in_front(descriptor, program);
    kill(-program, SIGCONT);
}

int cn_front_run(int descriptor, char *const arguments[], int *status) {
    pid_t front = tcgetpgrp(descriptor);
    pid_t program = 0;
    int failure = start(descriptor, arguments, &program);
    if (failure != 0) {
        if (front > 0) put_in_front(descriptor, front);
        return failure;
    }
    const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
    pid_t ended = 0;
    bool was_asked_to_end = false;
    while (ended != program) {
        ended = waitpid(program, status, WNOHANG | WUNTRACED);
        if (ended < 0) {
            if (errno == EINTR) continue;
            failure = errno;
            break;
        }
        if (ended == program && WIFSTOPPED(*status)) {
            stop_together(descriptor, program);
            ended = 0;
        }
        if (ended == 0 && cn_signals_asked_to_end() && !was_asked_to_end) {
            /* Editors save what they have when the line is lost. */
            was_asked_to_end = true;
            kill(-program, SIGHUP);
            kill(-program, SIGCONT);
        }
        if (ended == 0) nanosleep(&pause, NULL);
    }
    if (front > 0) put_in_front(descriptor, front);
    return failure;
}
