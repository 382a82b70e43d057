#ifndef CLEADSCAN_H
#define CLEADSCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Inner loops of the index: searching folded text, testing columns, sorting. Nothing here but cls_give_back allocates,
   locks or keeps state, so any thread may call anything.

   A chunk holds up to 4,096 rows. Row r of its text is text[offsets[r] ..< offsets[r + 1]]; after the last row stand at
   least CLS_PADDING zero bytes, so that a vector may be loaded from anywhere in the text. Sets of rows are bits,
   64 rows to a word, the first row lowest. */

enum { CLS_PADDING = 64 };

/* How far the machine's instructions are used. */
enum {
    CLS_PORTABLE = 0,
    /* 16 bytes at once: SSE2 or NEON; the same as portable elsewhere. */
    CLS_VECTOR = 1,
    /* 32 bytes at once: AVX2. */
    CLS_WIDE = 2,
};

/* The best level that this machine has. */
int cls_best_level(void);

/* What may follow the end of a needle. */
enum { CLS_ANYTHING = 0, CLS_WORD_END = 1, CLS_ITEM_END = 2 };

/* Bytes 0x0A to 0x0C end the items of a row; the one that ends an item also says what kind it is. Digits of phone
   numbers are 0x10 to 0x19, so that text never matches them. */
typedef struct {
    const uint8_t *bytes;
    /* At least 1. */
    size_t length;
    /* Only items that end with this byte; 0 for all. */
    uint8_t mark;
    /* True when the needle has to begin an item. */
    bool starts_item;
    uint8_t ending;
} cls_needle;

/* Adds the rows that hold the needle to `bits`. */
void cls_scan(int level, const uint8_t *text, const uint32_t *offsets, size_t rows, cls_needle needle, uint64_t *bits);

/* The kinds of bytes that a text has: 26 bits for letters, 10 for digits, 10 for digits of phone numbers, the others
   for the rest. The first 46 bits are exact. */
uint64_t cls_classes(const uint8_t *bytes, size_t count);

typedef struct {
    /* The characters in UTF-8, one after the other, and the length of each. */
    const uint8_t *bytes;
    const uint8_t *lengths;
    size_t count;
    /* Bits of cls_classes that a row must have. */
    uint64_t classes;
    /* Digits that a row must have, in its texts or in its phone numbers. */
    uint64_t digits;
} cls_pattern;

/* Keeps those rows of `bits` that have the characters of the pattern in this order, with anything between them, and
   adds how well they fit to `scores`. A digit is also found in phone numbers. `classes` are of whole words. */
void cls_fuzzy(int level, const uint8_t *text, const uint32_t *offsets, const uint64_t *classes, size_t rows,
               cls_pattern pattern, uint64_t *bits, int32_t *scores);

/* The column tests write whole words; `words` is the number of them. */
void cls_has_all(const uint64_t *column, size_t words, uint64_t wanted, uint64_t *bits);
void cls_within(const double *column, size_t words, double low, double high, uint64_t *bits);
/* Moments in whole seconds: INT32_MIN is a missing one, which only itself lies within. */
void cls_within32(const int32_t *column, size_t words, int32_t low, int32_t high, uint64_t *bits);
void cls_is_missing(const double *column, size_t words, uint64_t *bits);
/* `table` holds 0 or 1 for each code. */
void cls_coded8(const uint8_t *column, size_t words, const uint8_t *table, uint64_t *bits);
void cls_coded16(const uint16_t *column, size_t words, const uint8_t *table, uint64_t *bits);
void cls_coded32(const uint32_t *column, size_t words, const uint8_t *table, uint64_t *bits);

enum { CLS_BELOW = 0, CLS_AT_MOST = 1, CLS_ABOVE = 2, CLS_AT_LEAST = 3 };

/* A missing left side fits nothing, a missing right side is below everything. */
void cls_compare(const double *left, const double *right, size_t words, int comparison, uint64_t *bits);
void cls_compare32(const int32_t *left, const int32_t *right, size_t words, int comparison, uint64_t *bits);

/* The least value that is not below `low`; infinity when there is none. */
double cls_least(const double *column, size_t words, double low);
/* The same; INT32_MAX when there is none. */
int32_t cls_least32(const int32_t *column, size_t words, int32_t low);

/* The first 24 bytes of the first item of each row, as three numbers that compare like them, filled up with zeros and
   turned over by `turn`, which is 0 or ~0. Of a row without a text the first number is the last of all; its lowest byte
   is that of `turn`. */
void cls_names(const uint8_t *text, const uint32_t *offsets, size_t rows, uint64_t turn, uint64_t *first,
               uint64_t *second, uint64_t *third);

/* Sorts pairs by their keys, keeping the order of equal ones; the other two arrays are as long and hold nothing of
   value before and after. */
void cls_sort(uint64_t *keys, uint32_t *slots, size_t count, uint64_t *other_keys, uint32_t *other_slots);

/* Goes on where cls_sort saw equal keys: by second[slot], then by third[slot]. A key whose lowest byte is `ending` says
   all, and its equals stay as they are. Writes the begin and the end of each run that is equal in all three and may go
   on to `ties`, which has room for `count` numbers, and returns how many numbers it wrote. */
size_t cls_sort_further(uint64_t *keys, uint32_t *slots, size_t count, const uint64_t *second, const uint64_t *third,
                        uint8_t ending, uint64_t *other_keys, uint32_t *other_slots, uint32_t *ties);

/* A checksum against accidents, not against people. */
uint64_t cls_checksum(uint64_t seed, const uint8_t *bytes, size_t count);

/* Gives memory that was freed back to the system where the allocator would keep it, as glibc does. Whoever allocates
   meanwhile may wait for some milliseconds. */
void cls_give_back(void);

#endif
