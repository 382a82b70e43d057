#include "CBuild.h"

#ifndef FOYER_COMMIT
#define FOYER_COMMIT ""
#endif
#ifndef FOYER_COMMIT_DATE
#define FOYER_COMMIT_DATE ""
#endif

const char *foyer_build_commit(void) { return FOYER_COMMIT; }

const char *foyer_build_date(void) { return FOYER_COMMIT_DATE; }
