#include "curl_transfer.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

/* More than any sane server sends, less than an attack needs. */
#define MAXIMUM_HEAD_SIZE (256 * 1024)

/* MARK: Collecting the answer */

static bool buffer_append(struct buffer *buffer, const char *data, size_t size) {
    if (size > buffer->limit - buffer->size) return false;
    if (buffer->size + size > buffer->capacity) {
        size_t capacity = (buffer->size + size) * 2;
        uint8_t *bytes = realloc(buffer->bytes, capacity);
        if (!bytes) return false;
        buffer->bytes = bytes;
        buffer->capacity = capacity;
    }
    memcpy(buffer->bytes + buffer->size, data, size);
    buffer->size += size;
    return true;
}

static size_t take_body(char *data, size_t unit, size_t count, void *context) {
    struct transfer *transfer = context;
    if (buffer_append(&transfer->body, data, unit * count)) return unit * count;
    transfer->is_too_large = true;
    return 0;
}

static size_t take_head(char *data, size_t unit, size_t count, void *context) {
    struct transfer *transfer = context;
    size_t size = unit * count;
    /* A new status line: what came before was an interim answer or a proxy's. */
    bool is_status_line = size >= 5 && memcmp(data, "HTTP/", 5) == 0;
    if (is_status_line) transfer->head.size = 0;
    /* An empty line ends the head. */
    transfer->has_whole_head = !is_status_line && (transfer->has_whole_head || size <= 2);
    if (buffer_append(&transfer->head, data, size)) return size;
    transfer->is_too_large = true;
    return 0;
}

/* A child process must not inherit the connection. */
static int close_on_exec(void *context, curl_socket_t socket, curlsocktype purpose) {
    (void)context;
    (void)purpose;
    fcntl(socket, F_SETFD, FD_CLOEXEC);
    return CURL_SOCKOPT_OK;
}

/* MARK: Classifying */

/* True unless it is certain that no byte of the request left this machine. */
static bool may_have_sent(const struct curl_library *curl, const struct transfer *transfer) {
    long sent = 0, connections = 0;
    curl_off_t tls_time = 0;
    curl->easy_getinfo(transfer->easy, CURLINFO_REQUEST_SIZE, &sent);
    if (sent == 0) return false;
    if (!transfer->is_secure) return true;
    /* The bytes counted may be those of a CONNECT to a proxy; before TLS stood, the request cannot have gone. */
    curl->easy_getinfo(transfer->easy, CURLINFO_NUM_CONNECTS, &connections);
    curl->easy_getinfo(transfer->easy, CURLINFO_APPCONNECT_TIME_T, &tls_time);
    return connections == 0 || tls_time > 0;
}

foyer_curl_outcome transfer_outcome(
    const struct curl_library *curl, const struct transfer *transfer, CURLcode code) {
    /* libcurl takes a connection that ends inside the head for the end of the head. */
    if (code == CURLE_OK) return transfer->has_whole_head ? FOYER_CURL_ANSWERED : FOYER_CURL_LOST;
    if (transfer->is_too_large) return FOYER_CURL_TOO_LARGE;
    if (may_have_sent(curl, transfer)) return FOYER_CURL_LOST;
    switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_URL_MALFORMAT:
    case CURLE_NOT_BUILT_IN:
    case CURLE_OUT_OF_MEMORY:
    case CURLE_BAD_FUNCTION_ARGUMENT:
    case CURLE_FAILED_INIT: return FOYER_CURL_UNUSABLE;
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ENGINE_INITFAILED:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS: return FOYER_CURL_UNTRUSTED;
    default: return FOYER_CURL_UNREACHABLE;
    }
}

/* MARK: Making and freeing */

void transfer_free(const struct curl_library *curl, struct transfer *transfer) {
    if (transfer->easy) curl->easy_cleanup(transfer->easy);
    curl->slist_free_all(transfer->fields);
    free(transfer->request_body);
    free(transfer->head.bytes);
    free(transfer->body.bytes);
    free(transfer);
}

static bool set_fields(
    const struct curl_library *curl, struct transfer *transfer, const foyer_curl_request *request) {
    for (size_t i = 0; i <= request->header_count; i++) {
        /* The last one: no pause for a "100 Continue" before a large body. */
        const char *field = i < request->header_count ? request->headers[i] : "Expect:";
        struct curl_slist *fields = curl->slist_append(transfer->fields, field);
        if (!fields) return false;
        transfer->fields = fields;
    }
    return curl->easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->fields) == CURLE_OK;
}

static bool set_method(
    const struct curl_library *curl, struct transfer *transfer, const foyer_curl_request *request) {
    CURL *easy = transfer->easy;
    if (strcmp(request->method, "HEAD") == 0) return curl->easy_setopt(easy, CURLOPT_NOBODY, 1L) == CURLE_OK;
    bool is_set = true;
    if (request->body || strcmp(request->method, "POST") == 0) {
        transfer->request_body = malloc(request->body_size + 1);
        if (!transfer->request_body) return false;
        if (request->body) memcpy(transfer->request_body, request->body, request->body_size);
        is_set = curl->easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)request->body_size) == CURLE_OK
            && curl->easy_setopt(easy, CURLOPT_POSTFIELDS, (char *)transfer->request_body) == CURLE_OK;
    }
    if (strcmp(request->method, "GET") == 0 && !request->body) return is_set;
    return is_set && curl->easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) == CURLE_OK;
}

static bool set_security(
    const struct curl_library *curl, struct transfer *transfer, const foyer_curl_request *request) {
    CURL *easy = transfer->easy;
    return curl->easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_PROXY, request->proxy) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_NOPROXY, request->no_proxy) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2) == CURLE_OK
        && (!request->ca_file || curl->easy_setopt(easy, CURLOPT_CAINFO, request->ca_file) == CURLE_OK);
}

static bool set_limits(
    const struct curl_library *curl, struct transfer *transfer, const foyer_curl_request *request) {
    CURL *easy = transfer->easy;
    transfer->body.limit = request->maximum_body_size;
    transfer->head.limit = MAXIMUM_HEAD_SIZE;
    /* Known from 7.87 on: a name that is still being looked up must not hold up the loop when it is given up. */
    curl->easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    return curl->easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, (long)request->connect_timeout_ms) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->deadline_ms) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_FRESH_CONNECT, (long)request->needs_fresh_connection) == CURLE_OK;
}

static bool set_callbacks(const struct curl_library *curl, struct transfer *transfer) {
    CURL *easy = transfer->easy;
    return curl->easy_setopt(easy, CURLOPT_PRIVATE, transfer) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->detail) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_WRITEDATA, transfer) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_head) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_HEADERDATA, transfer) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, close_on_exec) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_NOSIGNAL, 1L) == CURLE_OK
        && curl->easy_setopt(easy, CURLOPT_TCP_KEEPALIVE, 1L) == CURLE_OK
        /* "": every compression that this libcurl knows. */
        && curl->easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK;
}

struct transfer *transfer_make(const struct curl_library *curl, const foyer_curl_request *request) {
    struct transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    transfer->easy = curl->easy_init();
    transfer->is_secure = strncmp(request->url, "https:", 6) == 0;
    if (transfer->easy && set_callbacks(curl, transfer) && set_limits(curl, transfer, request)
        && set_security(curl, transfer, request) && set_method(curl, transfer, request)
        && set_fields(curl, transfer, request)
        && curl->easy_setopt(transfer->easy, CURLOPT_URL, request->url) == CURLE_OK) {
        return transfer;
    }
    transfer_free(curl, transfer);
    return NULL;
}
