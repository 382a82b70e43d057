#ifndef CLEADSCAN_BYTES_H
#define CLEADSCAN_BYTES_H

#include "cleadscan.h"

static inline bool ends_item(uint8_t byte) { return byte >= 0x0A && byte <= 0x0C; }

/* Letters, digits and everything beyond ASCII. */
static inline bool is_in_word(uint8_t byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80 || (byte >= 0x10 && byte <= 0x19);
}

#endif
