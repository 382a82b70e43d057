#ifndef FOYER_CNCURSES_H
#define FOYER_CNCURSES_H

/// Version line of the ncurses that is linked.
const char *foyer_curses_version(void);

#endif
