#include "bytes.h"
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* Further characters of a pattern count as found, but not for the score. */
enum { SCORED = 64 };

/* Bytes of text that are asked for before their row is looked at. */
enum { AHEAD = 1024 };

/* Longer patterns than this are rare. */
enum { SHORT = 24 };

/* Weights after fzf (algo.go): a match, its first gap, each further one, a word's beginning, a run. */
enum { MATCH = 16, GAP = 3, FURTHER_GAP = 1, BOUNDARY = 8, RUN = 4 };

static inline bool is_boundary(const uint8_t *row, const uint8_t *place) {
    return place == row || !is_in_word(place[-1]);
}

/* A phone number's digit is the text's without one bit. */
static inline uint8_t loose(uint8_t character) { return character >= '0' && character <= '9' ? 0x20 : 0; }

/* Finds the last places of the characters that end before `end`, which makes the stretch short. */
static size_t places_before(const uint8_t *end, cls_pattern pattern, const uint8_t **places) {
    const uint8_t *bytes = pattern.bytes;
    for (size_t i = 0; i < pattern.count; i++) bytes += pattern.lengths[i];
    const uint8_t *place = end;
    size_t scored = pattern.count < SCORED ? pattern.count : SCORED;
    for (size_t i = pattern.count; i-- > 0;) {
        bytes -= pattern.lengths[i];
        place -= pattern.lengths[i];
        if (pattern.lengths[i] == 1) {
            uint8_t mask = loose(*bytes);
            while ((*place | mask) != *bytes) place--;
        } else {
            while (memcmp(place, bytes, pattern.lengths[i]) != 0) place--;
        }
        if (i < scored) places[i] = place;
    }
    return scored;
}

static inline int32_t score_places(const uint8_t *row, const uint8_t *const *places, size_t count,
                                   const uint8_t *lengths) {
    int32_t score = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t bonus = is_boundary(row, places[i]) ? BOUNDARY : 0;
        size_t gap = i == 0 ? 0 : (size_t)(places[i] - places[i - 1]) - lengths[i - 1];
        if (i == 0) {
            score += MATCH + 2 * bonus;
        } else if (gap == 0) {
            score += MATCH + (bonus > RUN ? bonus : RUN);
        } else {
            int32_t further = gap < 64 ? (int32_t)gap - 1 : 63;
            score += MATCH + bonus - GAP - FURTHER_GAP * further;
        }
    }
    return score;
}

static int32_t score(const uint8_t *row, const uint8_t *end, cls_pattern pattern) {
    const uint8_t *places[SCORED];
    size_t count = places_before(end, pattern, places);
    return score_places(row, places, count, pattern.lengths);
}

/* Few characters of one byte each. */
static bool is_short_pattern(cls_pattern pattern) {
    if (pattern.count == 0 || pattern.count > SHORT) return false;
    for (size_t i = 0; i < pattern.count; i++) {
        if (pattern.lengths[i] != 1) return false;
    }
    return true;
}

static uint64_t equal_portable(const uint8_t *bytes, uint8_t wanted, uint8_t mask) {
    uint64_t found = 0;
    for (unsigned i = 0; i < 64; i++) found |= (uint64_t)((bytes[i] | mask) == wanted) << i;
    return found;
}
#define NAME fuzzy_portable
#define ATTRIBUTES
#define EQUAL equal_portable
#include "fuzzy_body.h"

#if defined(__x86_64__)
__attribute__((target("avx2"))) static inline uint64_t equal_wide(const uint8_t *bytes, uint8_t wanted, uint8_t mask) {
    __m256i all = _mm256_set1_epi8((char)wanted), bit = _mm256_set1_epi8((char)mask);
    __m256i low = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)bytes), bit);
    __m256i high = _mm256_or_si256(_mm256_loadu_si256((const __m256i *)(bytes + 32)), bit);
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, all)) |
           (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, all)) << 32;
}
#define NAME fuzzy_wide
#define ATTRIBUTES __attribute__((target("avx2")))
#define EQUAL equal_wide
#include "fuzzy_body.h"

static inline uint64_t equal_vector(const uint8_t *bytes, uint8_t wanted, uint8_t mask) {
    __m128i all = _mm_set1_epi8((char)wanted), bit = _mm_set1_epi8((char)mask);
    uint64_t found = 0;
    for (unsigned i = 0; i < 64; i += 16) {
        __m128i part = _mm_or_si128(_mm_loadu_si128((const __m128i *)(bytes + i)), bit);
        found |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part, all)) << i;
    }
    return found;
}
#define NAME fuzzy_vector
#define ATTRIBUTES
#define EQUAL equal_vector
#include "fuzzy_body.h"
#elif defined(__aarch64__)
static inline uint64_t equal_vector(const uint8_t *bytes, uint8_t wanted, uint8_t mask) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t all = vdupq_n_u8(wanted), bit = vdupq_n_u8(mask), weight = vld1q_u8(weights);
    uint64_t found = 0;
    for (unsigned i = 0; i < 64; i += 16) {
        uint8x16_t set = vandq_u8(vceqq_u8(vorrq_u8(vld1q_u8(bytes + i), bit), all), weight);
        found |= ((uint64_t)vaddv_u8(vget_low_u8(set)) | (uint64_t)vaddv_u8(vget_high_u8(set)) << 8) << i;
    }
    return found;
}
#define NAME fuzzy_vector
#define ATTRIBUTES
#define EQUAL equal_vector
#include "fuzzy_body.h"
#endif

void cls_fuzzy(int level, const uint8_t *text, const uint32_t *offsets, const uint64_t *classes, size_t rows,
               cls_pattern pattern, uint64_t *bits, int32_t *scores) {
#if defined(__x86_64__)
    if (level >= CLS_WIDE) {
        fuzzy_wide(text, offsets, classes, rows, pattern, bits, scores);
        return;
    }
#endif
#if defined(__x86_64__) || defined(__aarch64__)
    if (level >= CLS_VECTOR) {
        fuzzy_vector(text, offsets, classes, rows, pattern, bits, scores);
        return;
    }
#endif
    (void)level;
    fuzzy_portable(text, offsets, classes, rows, pattern, bits, scores);
}
