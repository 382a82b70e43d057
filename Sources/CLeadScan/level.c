#include "cleadscan.h"

int cls_best_level(void) {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") ? CLS_WIDE : CLS_VECTOR;
#elif defined(__aarch64__)
    return CLS_VECTOR;
#else
    return CLS_PORTABLE;
#endif
}
