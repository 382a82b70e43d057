#include "bytes.h"
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* How common a byte is in names and addresses, roughly; the scan looks for the two rarest of the needle first. */
static unsigned commonness(uint8_t byte) {
    static const uint8_t letters[26] = {95, 25, 60, 45, 99, 20, 25, 40, 75, 10, 15, 80, 70,
                                        70, 85, 60, 3,  70, 55, 50, 30, 12, 12, 40, 20, 8};
    if (byte >= 'a' && byte <= 'z') return letters[byte - 'a'];
    if (byte >= '0' && byte <= '9') return 50;
    if (byte >= 0x10 && byte <= 0x19) return 50;
    if (byte == '.' || byte == '@') return 90;
    if (byte == ' ') return 70;
    return byte >= 0x80 ? 20 : 5;
}

/* Of bytes that are as common the later ones: numbers of a town begin alike. */
static void choose(cls_needle needle, size_t *first, size_t *second) {
    size_t a = 0;
    for (size_t i = 1; i < needle.length; i++) {
        if (commonness(needle.bytes[i]) <= commonness(needle.bytes[a])) a = i;
    }
    size_t b = a == 0 ? needle.length - 1 : 0;
    for (size_t i = 0; i < needle.length; i++) {
        if (i != a && needle.bytes[i] != needle.bytes[a] && commonness(needle.bytes[i]) <= commonness(needle.bytes[b])) {
            b = i;
        }
    }
    *first = a;
    *second = b;
}

/* The last place before `end` that is neither of the two; one of them when there is no other. */
static size_t another(cls_needle needle, size_t one, size_t two, size_t end) {
    for (size_t i = end; i-- > 0;) {
        if (i != one && i != two) return i;
    }
    return two;
}

/* Whether the needle, whose bytes stand at `place`, also stands where it has to. */
static bool fits(const uint8_t *row, const uint8_t *place, const cls_needle *needle) {
    if (needle->starts_item && place != row && !ends_item(place[-1])) return false;
    const uint8_t *next = place + needle->length;
    if (needle->ending == CLS_ITEM_END && !ends_item(*next)) return false;
    if (needle->ending == CLS_WORD_END && is_in_word(*next)) return false;
    if (needle->mark == 0) return true;
    while (!ends_item(*next)) next++;
    return *next == needle->mark;
}

static inline uint64_t eight(const uint8_t *bytes) {
    uint64_t eight;
    memcpy(&eight, bytes, sizeof eight);
    return eight;
}

/* The first eight bytes of a needle, and which bits of eight bytes they are. */
typedef struct {
    uint64_t bytes, mask;
} beginning;

static beginning beginning_of(cls_needle needle) {
    uint8_t bytes[8] = {0}, mask[8] = {0};
    for (size_t i = 0; i < needle.length && i < 8; i++) {
        bytes[i] = needle.bytes[i];
        mask[i] = 0xFF;
    }
    return (beginning){eight(bytes), eight(mask)};
}

/* Whether the needle stands at `place`; the padding of a text lets eight bytes be read anywhere. */
static inline bool stands(const uint8_t *place, const cls_needle *needle, const beginning *start) {
    if ((eight(place) & start->mask) != start->bytes) return false;
    return needle->length <= 8 || memcmp(place + 8, needle->bytes + 8, needle->length - 8) == 0;
}

static inline bool is_plain(const cls_needle *needle) {
    return needle->mark == 0 && !needle->starts_item && needle->ending == CLS_ANYTHING;
}

static inline void add(uint64_t *bits, size_t row) { bits[row >> 6] |= 1ull << (row & 63); }

static void scan_portable(const uint8_t *text, const uint32_t *offsets, size_t rows, cls_needle needle, uint64_t *bits) {
    for (size_t row = 0; row < rows; row++) {
        const uint8_t *begin = text + offsets[row], *end = text + offsets[row + 1];
        for (const uint8_t *place = begin; place + needle.length <= end; place++) {
            if (memcmp(place, needle.bytes, needle.length) == 0 && fits(begin, place, &needle)) {
                add(bits, row);
                break;
            }
        }
    }
}

#if defined(__x86_64__)
#define NAME scan_wide
#define ATTRIBUTES __attribute__((target("avx2")))
#define WIDTH 32
#define VECTOR __m256i
#define SPREAD(byte) _mm256_set1_epi8((char)(byte))
#define FOUND(first, one, second, two)                                                                                 \
    (uint32_t) _mm256_movemask_epi8(_mm256_and_si256(                                                                  \
        _mm256_cmpeq_epi8(first, _mm256_loadu_si256((const __m256i *)(one))),                                          \
        _mm256_cmpeq_epi8(second, _mm256_loadu_si256((const __m256i *)(two)))))
#include "scan_body.h"

#define NAME scan_vector
#define ATTRIBUTES
#define WIDTH 16
#define VECTOR __m128i
#define SPREAD(byte) _mm_set1_epi8((char)(byte))
#define FOUND(first, one, second, two)                                                                                 \
    (uint32_t) _mm_movemask_epi8(_mm_and_si128(_mm_cmpeq_epi8(first, _mm_loadu_si128((const __m128i *)(one))),         \
                                               _mm_cmpeq_epi8(second, _mm_loadu_si128((const __m128i *)(two)))))
#include "scan_body.h"
#elif defined(__aarch64__)
static inline uint32_t neon_bits(uint8x16_t equal) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t set = vandq_u8(equal, vld1q_u8(weights));
    return (uint32_t)vaddv_u8(vget_low_u8(set)) | (uint32_t)vaddv_u8(vget_high_u8(set)) << 8;
}
#define NAME scan_vector
#define ATTRIBUTES
#define WIDTH 16
#define VECTOR uint8x16_t
#define SPREAD(byte) vdupq_n_u8(byte)
#define FOUND(first, one, second, two)                                                                                 \
    neon_bits(vandq_u8(vceqq_u8(first, vld1q_u8(one)), vceqq_u8(second, vld1q_u8(two))))
#include "scan_body.h"
#endif

void cls_scan(int level, const uint8_t *text, const uint32_t *offsets, size_t rows, cls_needle needle, uint64_t *bits) {
    if (needle.length == 0 || rows == 0) return;
#if defined(__x86_64__)
    if (level >= CLS_WIDE) {
        scan_wide(text, offsets, rows, needle, bits);
        return;
    }
#endif
#if defined(__x86_64__) || defined(__aarch64__)
    if (level >= CLS_VECTOR) {
        scan_vector(text, offsets, rows, needle, bits);
        return;
    }
#endif
    (void)level;
    scan_portable(text, offsets, rows, needle, bits);
}
