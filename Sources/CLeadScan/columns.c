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

void cls_within(const double *column, size_t words, double low, double high, uint64_t *bits) {
    EACH_ROW((column[row] >= low) & (column[row] <= high))
}

void cls_within32(const int32_t *column, size_t words, int32_t low, int32_t high, uint64_t *bits) {
    EACH_ROW((column[row] >= low) & (column[row] <= high))
}

void cls_is_missing(const double *column, size_t words, uint64_t *bits) { EACH_ROW(column[row] != column[row]) }

void cls_coded8(const uint8_t *column, size_t words, const uint8_t *table, uint64_t *bits) {
    EACH_ROW(table[column[row]])
}

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

/* A missing right side is the least number there is. */
static inline bool is_known(int32_t value) { return value != INT32_MIN; }

void cls_compare32(const int32_t *left, const int32_t *right, size_t words, int comparison, uint64_t *bits) {
    switch (comparison) {
    case CLS_BELOW: EACH_ROW(is_known(left[row]) & (left[row] < right[row])) break;
    case CLS_AT_MOST: EACH_ROW(is_known(left[row]) & (left[row] <= right[row])) break;
    case CLS_ABOVE: EACH_ROW(is_known(left[row]) & (left[row] > right[row])) break;
    default: EACH_ROW(is_known(left[row]) & (left[row] >= right[row])) break;
    }
}

/* Lanes that do not wait for each other, so that several rows are looked at at once. */
enum { LANES = 8 };

#define LEAST_OF(Value, none)                                                                                          \
    Value lanes[LANES], least = none;                                                                                  \
    for (size_t lane = 0; lane < LANES; lane++) lanes[lane] = none;                                                    \
    for (size_t row = 0; row < words * 64; row += LANES) {                                                             \
        for (size_t lane = 0; lane < LANES; lane++) {                                                                  \
            Value value = column[row + lane];                                                                          \
            value = value >= low ? value : none;                                                                       \
            lanes[lane] = value < lanes[lane] ? value : lanes[lane];                                                   \
        }                                                                                                              \
    }                                                                                                                  \
    for (size_t lane = 0; lane < LANES; lane++) least = lanes[lane] < least ? lanes[lane] : least;                     \
    return least;

double cls_least(const double *column, size_t words, double low) { LEAST_OF(double, INFINITY) }

int32_t cls_least32(const int32_t *column, size_t words, int32_t low) { LEAST_OF(int32_t, INT32_MAX) }
