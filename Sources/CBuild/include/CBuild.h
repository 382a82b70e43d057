#ifndef FOYER_CBUILD_H
#define FOYER_CBUILD_H

/* What a package's build says of itself; empty where nobody said anything, as in a plain build. */
const char *foyer_build_commit(void);
/* `2026-11-30`: the day of the commit, so that two builds of it are the same. */
const char *foyer_build_date(void);

#endif
