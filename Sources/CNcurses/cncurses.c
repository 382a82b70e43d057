#include "cncurses.h"

#include <curses.h>

const char *foyer_curses_version(void) { return curses_version(); }
