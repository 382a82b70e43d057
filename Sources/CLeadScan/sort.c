#include "cleadscan.h"
#include <string.h>

static void insert(uint64_t *keys, uint32_t *slots, size_t count) {
    for (size_t i = 1; i < count; i++) {
        uint64_t key = keys[i];
        uint32_t slot = slots[i];
        size_t j = i;
        for (; j > 0 && keys[j - 1] > key; j--) {
            keys[j] = keys[j - 1];
            slots[j] = slots[j - 1];
        }
        keys[j] = key;
        slots[j] = slot;
    }
}

static void merge(const uint64_t *keys, const uint32_t *slots, size_t begin, size_t middle, size_t end, uint64_t *to_keys,
                  uint32_t *to_slots) {
    size_t left = begin, right = middle;
    for (size_t i = begin; i < end; i++) {
        size_t from = right >= end || (left < middle && keys[left] <= keys[right]) ? left++ : right++;
        to_keys[i] = keys[from];
        to_slots[i] = slots[from];
    }
}

/* For runs that are too short to be worth 256 counters. */
static void merge_sort(uint64_t *keys, uint32_t *slots, size_t count, uint64_t *other_keys, uint32_t *other_slots) {
    enum { RUN = 16 };
    for (size_t i = 0; i < count; i += RUN) insert(keys + i, slots + i, count - i < RUN ? count - i : RUN);
    uint64_t *from_keys = keys, *to_keys = other_keys;
    uint32_t *from_slots = slots, *to_slots = other_slots;
    for (size_t width = RUN; width < count; width *= 2) {
        for (size_t i = 0; i < count; i += 2 * width) {
            size_t middle = i + width < count ? i + width : count, end = i + 2 * width < count ? i + 2 * width : count;
            merge(from_keys, from_slots, i, middle, end, to_keys, to_slots);
        }
        uint64_t *swap_keys = from_keys;
        uint32_t *swap_slots = from_slots;
        from_keys = to_keys;
        from_slots = to_slots;
        to_keys = swap_keys;
        to_slots = swap_slots;
    }
    if (from_keys != keys) {
        memcpy(keys, from_keys, count * sizeof *keys);
        memcpy(slots, from_slots, count * sizeof *slots);
    }
}

/* Byte by byte from the lowest, leaving out the bytes that are the same everywhere. */
static void radix_sort(uint64_t *keys, uint32_t *slots, size_t count, uint64_t *other_keys, uint32_t *other_slots) {
    uint32_t counts[8][256];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < count; i++) {
        for (unsigned byte = 0; byte < 8; byte++) counts[byte][keys[i] >> (8 * byte) & 255]++;
    }
    uint64_t *from_keys = keys, *to_keys = other_keys;
    uint32_t *from_slots = slots, *to_slots = other_slots;
    for (unsigned byte = 0; byte < 8; byte++) {
        uint32_t *places = counts[byte];
        if (places[keys[0] >> (8 * byte) & 255] == count) continue;
        uint32_t sum = 0;
        for (unsigned i = 0; i < 256; i++) {
            uint32_t here = places[i];
            places[i] = sum;
            sum += here;
        }
        for (size_t i = 0; i < count; i++) {
            uint32_t place = places[from_keys[i] >> (8 * byte) & 255]++;
            to_keys[place] = from_keys[i];
            to_slots[place] = from_slots[i];
        }
        uint64_t *swap_keys = from_keys;
        uint32_t *swap_slots = from_slots;
        from_keys = to_keys;
        from_slots = to_slots;
        to_keys = swap_keys;
        to_slots = swap_slots;
    }
    if (from_keys != keys) {
        memcpy(keys, from_keys, count * sizeof *keys);
        memcpy(slots, from_slots, count * sizeof *slots);
    }
}

void cls_sort(uint64_t *keys, uint32_t *slots, size_t count, uint64_t *other_keys, uint32_t *other_slots) {
    if (count <= 16) {
        insert(keys, slots, count);
    } else if (count < 1024) {
        merge_sort(keys, slots, count, other_keys, other_slots);
    } else {
        radix_sort(keys, slots, count, other_keys, other_slots);
    }
}

static size_t end_of_run(const uint64_t *keys, size_t begin, size_t count) {
    size_t end = begin + 1;
    while (end < count && keys[end] == keys[begin]) end++;
    return end;
}

size_t cls_sort_further(uint64_t *keys, uint32_t *slots, size_t count, const uint64_t *second, const uint64_t *third,
                        uint8_t ending, uint64_t *other_keys, uint32_t *other_slots, uint32_t *ties) {
    size_t written = 0;
    for (size_t begin = 0, end; begin < count; begin = end) {
        end = end_of_run(keys, begin, count);
        /* A text that ends within its first bytes is the same text in the whole run. */
        if (end - begin == 1 || (keys[begin] & 255) == ending) continue;
        for (size_t i = begin; i < end; i++) keys[i] = second[slots[i]];
        cls_sort(keys + begin, slots + begin, end - begin, other_keys, other_slots);
        for (size_t from = begin, to; from < end; from = to) {
            to = end_of_run(keys, from, end);
            if (to - from == 1 || (keys[from] & 255) == ending) continue;
            for (size_t i = from; i < to; i++) keys[i] = third[slots[i]];
            cls_sort(keys + from, slots + from, to - from, other_keys, other_slots);
            for (size_t start = from, stop; start < to; start = stop) {
                stop = end_of_run(keys, start, to);
                if (stop - start == 1 || (keys[start] & 255) == ending) continue;
                ties[written++] = (uint32_t)start;
                ties[written++] = (uint32_t)stop;
            }
        }
    }
    return written;
}
