/* For pthread_setname_np. */
#define _GNU_SOURCE

#include "ccurl.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "curl_library.h"
#include "curl_transfer.h"

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
        finish(client, transfer, transfer_outcome(client->curl, transfer, code), code);
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
    /* The name shows in top and gdb; at most 15 characters. */
    if (result == 0) pthread_setname_np(client->thread, "foyer-http");
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
