#include "ccurl.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "curl_library.h"

/* More than any sane server sends, less than an attack needs. */
#define MAXIMUM_HEAD_SIZE (256 * 1024)

struct buffer {
    uint8_t *bytes;
    size_t size;
    size_t capacity;
    size_t limit;
};

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

struct foyer_curl_client {
    const struct curl_library *curl;
    CURLM *multi;
    pthread_t thread;
    pthread_mutex_t mutex;
    size_t maximum_running;
    size_t running;
    /* Guarded by the mutex: all transfers, in the order in which they were submitted. */
    struct transfer *first;
    struct transfer **end;
    uint64_t last_number;
    bool has_cancellations;
    bool is_stopping;
    bool frees_itself;
};

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

static foyer_curl_outcome classify(const struct curl_library *curl, const struct transfer *transfer, CURLcode code) {
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

/* MARK: One transfer */

static void transfer_free(const struct curl_library *curl, struct transfer *transfer) {
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

static struct transfer *transfer_make(const struct curl_library *curl, const foyer_curl_request *request) {
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

/* MARK: The loop */

static void unlist(foyer_curl_client *client, struct transfer *transfer) {
    pthread_mutex_lock(&client->mutex);
    struct transfer **link = &client->first;
    while (*link != transfer) link = &(*link)->next;
    *link = transfer->next;
    if (!*link) client->end = link;
    pthread_mutex_unlock(&client->mutex);
}

static void finish(foyer_curl_client *client, struct transfer *transfer, foyer_curl_outcome outcome, CURLcode code) {
    const struct curl_library *curl = client->curl;
    long status = 0;
    curl->easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
    const char *detail = "";
    if (outcome == FOYER_CURL_CANCELLED) detail = "The request was cancelled";
    else if (outcome == FOYER_CURL_TOO_LARGE) detail = "The answer is larger than the limit";
    else if (outcome != FOYER_CURL_ANSWERED) {
        detail = transfer->detail[0] ? transfer->detail : curl->easy_strerror(code);
        if (code == CURLE_OK) detail = "The connection ended inside the head of the answer";
    }
    const foyer_curl_answer answer = {
        .outcome = outcome,
        .status = (int)status,
        .head = transfer->head.bytes,
        .head_size = transfer->head.size,
        .body = transfer->body.bytes,
        .body_size = transfer->body.size,
        .detail = detail,
    };
    unlist(client, transfer);
    if (transfer->is_running) {
        curl->multi_remove_handle(client->multi, transfer->easy);
        client->running--;
    }
    transfer->done(transfer->context, &answer);
    transfer_free(curl, transfer);
}

static struct transfer *next_waiting(foyer_curl_client *client) {
    pthread_mutex_lock(&client->mutex);
    struct transfer *found = client->first;
    while (found && found->is_running) found = found->next;
    pthread_mutex_unlock(&client->mutex);
    return found;
}

/* Starts what waits, oldest first. The limit is kept here and not by libcurl: 7.88 was seen to leave a transfer in its
 * own queue until the deadline woke it. */
static void start_waiting(foyer_curl_client *client) {
    struct transfer *transfer;
    while (client->running < client->maximum_running && (transfer = next_waiting(client))) {
        if (client->curl->multi_add_handle(client->multi, transfer->easy) != CURLM_OK) {
            finish(client, transfer, FOYER_CURL_UNUSABLE, CURLE_FAILED_INIT);
            continue;
        }
        transfer->is_running = true;
        client->running++;
    }
}

static struct transfer *next_cancelled(foyer_curl_client *client) {
    pthread_mutex_lock(&client->mutex);
    struct transfer *found = client->first;
    while (found && !found->is_cancelled && !client->is_stopping) found = found->next;
    if (!found) client->has_cancellations = false;
    pthread_mutex_unlock(&client->mutex);
    return found;
}

static void finish_completed(foyer_curl_client *client) {
    int remaining = 0;
    CURLMsg *message;
    while ((message = client->curl->multi_info_read(client->multi, &remaining))) {
        if (message->msg != CURLMSG_DONE) continue;
        CURLcode code = message->data.result;
        struct transfer *transfer = NULL;
        client->curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        finish(client, transfer, classify(client->curl, transfer, code), code);
    }
}

static void client_free(foyer_curl_client *client) {
    client->curl->multi_cleanup(client->multi);
    pthread_mutex_destroy(&client->mutex);
    free(client);
}

static void *run(void *context) {
    foyer_curl_client *client = context;
    for (;;) {
        pthread_mutex_lock(&client->mutex);
        bool is_stopping = client->is_stopping;
        bool has_cancellations = client->has_cancellations || is_stopping;
        pthread_mutex_unlock(&client->mutex);
        struct transfer *cancelled;
        while (has_cancellations && (cancelled = next_cancelled(client))) {
            finish(client, cancelled, FOYER_CURL_CANCELLED, CURLE_OK);
        }
        if (is_stopping) break;
        start_waiting(client);
        int running = 0;
        client->curl->multi_perform(client->multi, &running);
        finish_completed(client);
        /* Something may have waited for what has just ended. */
        if (client->running < client->maximum_running && next_waiting(client)) continue;
        client->curl->multi_poll(client->multi, NULL, 0, 60000, NULL);
    }
    if (client->frees_itself) client_free(client);
    return NULL;
}

/* MARK: Interface */

/* The thread takes no signal that a program may want elsewhere; SIGPIPE from a TLS library must not end the program
 * either. Signals of a crash stay open so that it is still reported. */
static int start_thread(foyer_curl_client *client) {
    sigset_t blocked, before;
    sigfillset(&blocked);
    const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS };
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) sigdelset(&blocked, crashes[i]);
    pthread_sigmask(SIG_SETMASK, &blocked, &before);
    int result = pthread_create(&client->thread, NULL, run, client);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

foyer_curl_client *foyer_curl_open(size_t maximum_transfers, const char **reason) {
    const struct curl_library *curl = curl_library_load(reason);
    if (!curl) return NULL;
    *reason = "there is no memory or thread left for connections";
    foyer_curl_client *client = calloc(1, sizeof *client);
    if (!client) return NULL;
    client->curl = curl;
    client->multi = curl->multi_init();
    if (!client->multi) {
        free(client);
        return NULL;
    }
    client->maximum_running = maximum_transfers;
    client->end = &client->first;
    pthread_mutex_init(&client->mutex, NULL);
    if (start_thread(client) == 0) return client;
    client_free(client);
    return NULL;
}

void foyer_curl_close(foyer_curl_client *client) {
    pthread_t thread = client->thread;
    bool is_own_thread = pthread_equal(pthread_self(), thread);
    pthread_mutex_lock(&client->mutex);
    client->is_stopping = true;
    client->frees_itself = is_own_thread;
    pthread_mutex_unlock(&client->mutex);
    client->curl->multi_wakeup(client->multi);
    if (is_own_thread) {
        pthread_detach(thread);
        return;
    }
    pthread_join(thread, NULL);
    client_free(client);
}

uint64_t foyer_curl_submit(
    foyer_curl_client *client, const foyer_curl_request *request, void *context, foyer_curl_done done) {
    struct transfer *transfer = transfer_make(client->curl, request);
    if (!transfer) return 0;
    transfer->context = context;
    transfer->done = done;
    pthread_mutex_lock(&client->mutex);
    uint64_t number = ++client->last_number;
    transfer->number = number;
    *client->end = transfer;
    client->end = &transfer->next;
    pthread_mutex_unlock(&client->mutex);
    client->curl->multi_wakeup(client->multi);
    return number;
}

void foyer_curl_cancel(foyer_curl_client *client, uint64_t number) {
    pthread_mutex_lock(&client->mutex);
    for (struct transfer *transfer = client->first; transfer; transfer = transfer->next) {
        if (transfer->number == number) transfer->is_cancelled = true;
    }
    client->has_cancellations = true;
    pthread_mutex_unlock(&client->mutex);
    client->curl->multi_wakeup(client->multi);
}
