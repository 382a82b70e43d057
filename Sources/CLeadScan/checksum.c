#include "cleadscan.h"
#include <string.h>

static inline uint64_t mix(uint64_t state, uint64_t word) {
    state = (state ^ word) * 0x9E3779B97F4A7C15ull;
    return state ^ state >> 29;
}

uint64_t cls_checksum(uint64_t seed, const uint8_t *bytes, size_t count) {
    /* Four independent sums, so that the multiplications do not wait for each other. */
    uint64_t sums[4] = {seed, seed ^ 0xD1B54A32D192ED03ull, seed ^ 0x8CB92BA72F3D8DD7ull, seed ^ 0xABC98388FB8FAC03ull};
    size_t i = 0;
    for (; i + 32 <= count; i += 32) {
        for (unsigned lane = 0; lane < 4; lane++) {
            uint64_t word;
            memcpy(&word, bytes + i + 8 * lane, 8);
            sums[lane] = mix(sums[lane], word);
        }
    }
    for (; i < count; i++) sums[0] = mix(sums[0], bytes[i]);
    return mix(mix(mix(mix(count, sums[0]), sums[1]), sums[2]), sums[3]);
}
