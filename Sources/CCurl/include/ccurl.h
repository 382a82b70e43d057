#ifndef FOYER_CCURL_H
#define FOYER_CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* HTTP over libcurl, which is looked up when it is first needed so that starting a program costs nothing.
 *
 * A client owns one thread with one curl_multi loop. Every function here may be called from any thread. */

#pragma clang assume_nonnull begin

typedef struct foyer_curl_client foyer_curl_client;

/* What became of a request. */
typedef enum foyer_curl_outcome {
    FOYER_CURL_ANSWERED = 0,
    /* No connection: not one byte of the request was sent. */
    FOYER_CURL_UNREACHABLE,
    /* TLS was not agreed: not one byte of the request was sent. */
    FOYER_CURL_UNTRUSTED,
    /* Sending had begun when the connection broke, the deadline passed or the answer stopped making sense. */
    FOYER_CURL_LOST,
    /* The answer outgrew the limits below. */
    FOYER_CURL_TOO_LARGE,
    FOYER_CURL_CANCELLED,
    /* The request itself cannot be sent; nothing was. */
    FOYER_CURL_UNUSABLE,
} foyer_curl_outcome;

/* All pointers are copied before `foyer_curl_submit` returns. */
typedef struct foyer_curl_request {
    const char *method;
    const char *url;
    /* "Name: value" each. The caller has made sure that none holds a line break. */
    const char *_Nonnull const *_Nullable headers;
    size_t header_count;
    const uint8_t *_Nullable body;
    size_t body_size;
    /* Proxy URL; "" goes straight to the host. The environment is never asked. */
    const char *proxy;
    /* Comma-separated hosts that `proxy` is not used for. */
    const char *no_proxy;
    /* File with the certificates to trust; NULL takes the system's. */
    const char *_Nullable ca_file;
    int64_t connect_timeout_ms;
    /* From the first byte of the connection to the last of the body. */
    int64_t deadline_ms;
    size_t maximum_body_size;
    /* Sends over a connection of its own. libcurl repeats any request, a POST too, when a kept connection turns out
     * to be dead before the first answer byte; on a new connection it never does. */
    bool needs_fresh_connection;
} foyer_curl_request;

/* Valid only while `done` runs. */
typedef struct foyer_curl_answer {
    foyer_curl_outcome outcome;
    int status;
    /* Status line and fields of the last answer, CRLF between them. */
    const uint8_t *_Nullable head;
    size_t head_size;
    /* Decompressed. */
    const uint8_t *_Nullable body;
    size_t body_size;
    /* One sentence of libcurl; empty after an answer. Never holds a header value. */
    const char *detail;
} foyer_curl_answer;

/* Called exactly once for a submitted request, on the client's thread, and must return soon. */
typedef void (*foyer_curl_done)(void *context, const foyer_curl_answer *answer);

/* Version line of the libcurl that is loaded at run time, or a sentence saying why none could be. */
const char *foyer_curl_version(void);

/* At most `maximum_transfers`, not 0, are on the wire at a time; others wait their turn without using up their deadline.
 *
 * Returns NULL with `*reason` set when libcurl is missing or the thread cannot be made. */
foyer_curl_client *_Nullable foyer_curl_open(size_t maximum_transfers, const char *_Nullable *_Nonnull reason);

/* Cancels what is under way, waits for the thread and frees the client. Called on the client's own thread (from
 * `done`), it only asks: the thread then cleans up by itself. */
void foyer_curl_close(foyer_curl_client *client);

/* Returns the number to cancel by; 0 when memory ran out, in which case `done` is never called. */
uint64_t foyer_curl_submit(
    foyer_curl_client *client, const foyer_curl_request *request, void *context, foyer_curl_done done);

/* Ends the request with FOYER_CURL_CANCELLED unless it has ended already. */
void foyer_curl_cancel(foyer_curl_client *client, uint64_t number);

#pragma clang assume_nonnull end

#endif
