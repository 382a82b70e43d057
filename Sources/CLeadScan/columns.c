#include "cleadscan.h"
#include <math.h>

#define EACH_ROW(condition)                                                                                            \
    for (size_t word = 0; word < words; word++) {                                                                      \
        uint64_t found = 0;                                                                                            \
        for (size_t bit = 0; bit < 64; bit++) {                                                                        \
            size_t row = word * 64 + bit;                                                                              \
            found |= (uint64_t)(condition) << bit;                                                                     \
        }                                                                                                              \
        bits[word] = found;                                                                                            \
    }

void cls_has_all(const uint64_t *column, size_t words, uint64_t wanted, uint64_t *bits) {
    EACH_ROW((column[row] & wanted) == wanted)
}

void cls_has_any(const uint64_t *column, size_t words, uint64_t wanted, uint64_t *bits) {
    EACH_ROW((column[row] & wanted) != 0)
}

void cls_within(const double *column, size_t words, double low, double high, uint64_t *bits) {
    EACH_ROW((column[row] >= low) & (column[row] <= high))
}

void cls_is_missing(const double *column, size_t words, uint64_t *bits) { EACH_ROW(column[row] != column[row]) }

void cls_coded16(const uint16_t *column, size_t words, const uint8_t *table, uint64_t *bits) {
    EACH_ROW(table[column[row]])
}

void cls_coded32(const uint32_t *column, size_t words, const uint8_t *table, uint64_t *bits) {
    EACH_ROW(table[column[row]])
}

static inline double known(double value) { return value == value ? value : -INFINITY; }

void cls_compare(const double *left, const double *right, size_t words, int comparison, uint64_t *bits) {
    switch (comparison) {
    case CLS_BELOW: EACH_ROW(left[row] < known(right[row])) break;
    case CLS_AT_MOST: EACH_ROW(left[row] <= known(right[row])) break;
    case CLS_ABOVE: EACH_ROW(left[row] > known(right[row])) break;
    default: EACH_ROW(left[row] >= known(right[row])) break;
    }
}

double cls_least(const double *column, size_t words, double low) {
    double least = INFINITY;
    for (size_t row = 0; row < words * 64; row++) {
        double value = column[row];
        if (value >= low && value < least) least = value;
    }
    return least;
}
