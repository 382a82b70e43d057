#include "bytes.h"
#include <string.h>

static const uint64_t ONES = 0x0101010101010101ull, HIGHS = 0x8080808080808080ull;

/* The high bit of each byte that is zero, and perhaps of others above the lowest of them. */
static inline uint64_t zeros(uint64_t bytes) { return (bytes - ONES) & ~bytes & HIGHS; }

/* How many of eight bytes stand before the end of the item, the first lowest. */
static inline unsigned length_within(uint64_t bytes) {
    uint64_t ends = zeros(bytes ^ 0x0A * ONES) | zeros(bytes ^ 0x0B * ONES) | zeros(bytes ^ 0x0C * ONES);
    return ends ? (unsigned)__builtin_ctzll(ends) / 8 : 8;
}

void cls_names(const uint8_t *text, const uint32_t *offsets, size_t rows, uint64_t turn, uint64_t *first,
               uint64_t *second, uint64_t *third) {
    for (size_t row = 0; row < rows; row++) {
        /* A name that is missing comes after every letter there is, in both directions. */
        uint64_t numbers[3] = {~turn & ~0xFFull, 0, 0};
        const uint8_t *name = text + offsets[row];
        if (offsets[row] < offsets[row + 1]) {
            /* Digits of phone numbers are ordered like digits of texts. */
            uint64_t more = *name >= 0x10 && *name <= 0x19 ? 0x20 * ONES : 0;
            numbers[0] = 0;
            for (unsigned i = 0; i < 3; i++) {
                uint64_t bytes;
                memcpy(&bytes, name + 8 * i, 8);
                unsigned length = length_within(bytes);
                if (length > 0) {
                    numbers[i] = __builtin_bswap64(bytes | more) & ~0ull << (64 - 8 * length);
                }
                if (length < 8) break;
            }
        }
        first[row] = numbers[0] ^ turn;
        second[row] = numbers[1] ^ turn;
        third[row] = numbers[2] ^ turn;
    }
}
