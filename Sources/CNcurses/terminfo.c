// The only file that includes <term.h>, which defines macros by names such as `lines`, `columns` and `buttons`.
#include "cncurses.h"

#include <curses.h>
#include <fcntl.h>
#include <term.h>
#include <unistd.h>

foyer_terminfo_status foyer_terminfo_probe(const char *name) {
    // setupterm asks the descriptor for its modes; /dev/null has none to change.
    int descriptor = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (descriptor < 0) return FOYER_TERMINFO_UNKNOWN;
    TERMINAL *previous = set_curterm(NULL);
    int lookup = 0;
    foyer_terminfo_status status = FOYER_TERMINFO_UNKNOWN;
    if (setupterm(name, descriptor, &lookup) == OK) {
        status = cursor_address != NULL ? FOYER_TERMINFO_USABLE : FOYER_TERMINFO_INCAPABLE;
        del_curterm(cur_term);
    }
    set_curterm(previous);
    close(descriptor);
    return status;
}
