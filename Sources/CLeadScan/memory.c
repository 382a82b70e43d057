#include "cleadscan.h"
#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void cls_give_back(void) {
#if defined(__GLIBC__)
    malloc_trim(0);
#endif
}
