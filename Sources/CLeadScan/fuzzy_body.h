/* One fuzzy search for each width; included by fuzzy.c, which says what the names in capitals are. */

#define JOINED(left, right) left##right
#define MEMBER(left, right) JOINED(left, right)

/* Where the characters end when each is taken as early as possible; NULL when one is missing. */
ATTRIBUTES
static inline const uint8_t *MEMBER(NAME, _end)(const uint8_t *here, const uint8_t *end, cls_pattern pattern) {
    const uint8_t *bytes = pattern.bytes;
    for (size_t i = 0; i < pattern.count; i++) {
        size_t length = pattern.lengths[i];
        uint8_t mask = loose(*bytes);
        for (;;) {
            if (here >= end) return NULL;
            uint64_t found = EQUAL(here, *bytes, mask);
            size_t left = (size_t)(end - here);
            if (left < 64) found &= (1ull << left) - 1;
            if (!found) {
                here += 64;
                continue;
            }
            here += __builtin_ctzll(found);
            if (length == 1 || ((size_t)(end - here) >= length && memcmp(here, bytes, length) == 0)) break;
            here++;
        }
        here += length;
        bytes += length;
    }
    return here;
}

/* The same for a row of at most 64 bytes and a pattern of single bytes, with its score: where each character stands is
   known as bits, so that no byte is looked at twice. */
ATTRIBUTES
static inline bool MEMBER(NAME, _short)(const uint8_t *row, size_t length, cls_pattern pattern, int32_t *total) {
    uint64_t at[SHORT], inside = length < 64 ? (1ull << length) - 1 : ~0ull;
    uint64_t later = inside;
    for (size_t i = 0; i < pattern.count; i++) {
        at[i] = EQUAL(row, pattern.bytes[i], loose(pattern.bytes[i])) & inside;
        uint64_t found = at[i] & later;
        if (!found) return false;
        /* Everything above the first place. */
        later = inside & ~(found ^ (found - 1));
    }
    /* The last place of the last character is the first one that all of them reach. */
    uint64_t earlier = ~later & inside;
    const uint8_t *places[SHORT];
    for (size_t i = pattern.count; i-- > 0;) {
        unsigned place = 63 - (unsigned)__builtin_clzll(at[i] & earlier);
        places[i] = row + place;
        earlier = (1ull << place) - 1;
    }
    *total += score_places(row, places, pattern.count, pattern.lengths);
    return true;
}

/* The rows of one word that have every kind of byte that the pattern asks for. */
ATTRIBUTES
static inline uint64_t MEMBER(NAME, _possible)(const uint64_t *classes, cls_pattern pattern) {
    uint64_t possible = 0;
    for (size_t bit = 0; bit < 64; bit++) {
        uint64_t has = classes[bit];
        uint64_t misses = (~has & pattern.classes) | (~(has >> 26 | has >> 36) & pattern.digits);
        possible |= (uint64_t)(misses == 0) << bit;
    }
    return possible;
}

ATTRIBUTES
static void NAME(const uint8_t *text, const uint32_t *offsets, const uint64_t *classes, size_t rows,
                 cls_pattern pattern, uint64_t *bits, int32_t *scores) {
    bool is_short = is_short_pattern(pattern);
    for (size_t word = 0; word * 64 < rows; word++) {
        if (!bits[word]) continue;
        bits[word] &= MEMBER(NAME, _possible)(classes + word * 64, pattern);
        uint64_t left = bits[word];
        while (left) {
            size_t row = word * 64 + (size_t)__builtin_ctzll(left);
            uint64_t bit = left & -left;
            left &= left - 1;
            const uint8_t *begin = text + offsets[row];
            /* The text is read faster than it comes out of memory by itself. */
            __builtin_prefetch(begin + AHEAD);
            size_t length = offsets[row + 1] - offsets[row];
            if (is_short && length <= 64) {
                if (!MEMBER(NAME, _short)(begin, length, pattern, &scores[row])) bits[word] &= ~bit;
                continue;
            }
            const uint8_t *end = MEMBER(NAME, _end)(begin, text + offsets[row + 1], pattern);
            if (end) {
                scores[row] += score(begin, end, pattern);
            } else {
                bits[word] &= ~bit;
            }
        }
    }
}

#undef NAME
#undef ATTRIBUTES
#undef EQUAL
#undef JOINED
#undef MEMBER
