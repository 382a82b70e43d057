/* One scan for each width; included by scan.c, which says what the names in capitals are. */

ATTRIBUTES
static void NAME(const uint8_t *text, const uint32_t *offsets, size_t rows, cls_needle needle, uint64_t *bits) {
    const uint8_t *end = text + offsets[rows];
    if ((size_t)(end - text) < needle.length) return;
    size_t one, two;
    choose(needle, &one, &two);
    size_t three = another(needle, one, two, needle.length), four = another(needle, one, two, three);
    bool plain = is_plain(&needle), certain = needle.length <= 4;
    bool is_long = needle.length > 2;
    beginning start = beginning_of(needle);
    const uint8_t *last = end - needle.length;
    VECTOR first = SPREAD(needle.bytes[one]), second = SPREAD(needle.bytes[two]);
    VECTOR third = SPREAD(needle.bytes[three]), fourth = SPREAD(needle.bytes[four]);
    size_t row = 0;
    for (const uint8_t *here = text; here <= last;) {
        uint32_t found = FOUND(first, here + one, second, here + two);
        /* Four at once cost less than being wrong about what comes of two. */
        if (is_long) found &= FOUND(third, here + three, fourth, here + four);
        const uint8_t *next = here + WIDTH;
        while (found) {
            const uint8_t *place = here + __builtin_ctz(found);
            found &= found - 1;
            if (place > last) break;
            if (!certain && !stands(place, &needle, &start)) continue;
            while (text + offsets[row + 1] <= place) row++;
            if (!plain && !fits(text + offsets[row], place, &needle)) continue;
            add(bits, row);
            /* The rest of the row cannot tell more. */
            const uint8_t *rest = text + offsets[row + 1];
            if (rest >= next) {
                next = rest;
                break;
            }
            found &= ~0u << (rest - here);
        }
        here = next;
    }
}

#undef NAME
#undef ATTRIBUTES
#undef WIDTH
#undef VECTOR
#undef SPREAD
#undef FOUND
