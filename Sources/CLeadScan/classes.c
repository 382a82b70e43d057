#include "bytes.h"

static inline unsigned class_of(uint8_t byte) {
    if (byte >= 'a' && byte <= 'z') return byte - 'a';
    if (byte >= '0' && byte <= '9') return 26 + byte - '0';
    if (byte >= 0x10 && byte <= 0x19) return 36 + byte - 0x10;
    return byte < 0x80 ? 46 + (byte & 7) : 54 + byte % 10;
}

uint64_t cls_classes(const uint8_t *bytes, size_t count) {
    uint64_t classes = 0;
    for (size_t i = 0; i < count; i++) {
        if (!ends_item(bytes[i])) classes |= 1ull << class_of(bytes[i]);
    }
    return classes;
}
