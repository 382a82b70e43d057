#ifndef FOYER_CURL_TRANSFER_H
#define FOYER_CURL_TRANSFER_H

#include "ccurl.h"
#include "curl_library.h"

struct buffer {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
    size_t limit;
};

/* One request with its answer as far as it has come. */
struct transfer {
    uint64_t number;
    CURL *easy;
    struct curl_slist *fields;
    uint8_t *request_body;
    struct buffer head;
    struct buffer body;
    bool is_secure;
    bool is_too_large;
    bool has_whole_head;
    /* Belongs to the multi handle; changed by the loop only. */
    bool is_running;
    /* Guarded by the client's mutex. */
    bool is_cancelled;
    void *context;
    foyer_curl_done done;
    struct transfer *next;
    char detail[CURL_ERROR_SIZE];
};

/* Returns NULL when memory ran out or libcurl is too old for an option that safety needs. */
struct transfer *transfer_make(const struct curl_library *curl, const foyer_curl_request *request);

void transfer_free(const struct curl_library *curl, struct transfer *transfer);

/* What became of a transfer that libcurl has ended with `code`. */
foyer_curl_outcome transfer_outcome(
    const struct curl_library *curl, const struct transfer *transfer, CURLcode code);

#endif
