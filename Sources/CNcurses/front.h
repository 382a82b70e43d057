#ifndef FOYER_FRONT_H
#define FOYER_FRONT_H

/* Runs a program in front of the terminal that `descriptor` is, in a group of its own, and waits for its end.

   The terminal has to have been given back. `arguments` ends with NULL; its first is looked for in PATH. Answers 0 and the
   status as waitpid has it, or the errno of a start that failed. */
int cn_front_run(int descriptor, char *const arguments[], int *status);

#endif
