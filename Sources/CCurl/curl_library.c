#include "curl_library.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

#include "ccurl.h"

static struct curl_library library;
static const char *failure;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct symbol {
    const char *name;
    void **slot;
};

/* POSIX lets a function pointer travel through void *, which ISO C does not; hence the slots. */
#define SYMBOL(field) { "curl_" #field, (void **)&library.field }

static void load(void) {
    void *handle = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    /* Debian's second build of the same interface, which git and apt bring along. */
    if (!handle) handle = dlopen("libcurl-gnutls.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        failure = "libcurl.so.4 was not found; install the package libcurl4";
        return;
    }
    const struct symbol symbols[] = {
        SYMBOL(version),
        SYMBOL(global_init),
        SYMBOL(easy_init),
        SYMBOL(easy_cleanup),
        SYMBOL(easy_strerror),
        SYMBOL(easy_setopt),
        SYMBOL(easy_getinfo),
        SYMBOL(multi_init),
        SYMBOL(multi_cleanup),
        SYMBOL(multi_add_handle),
        SYMBOL(multi_remove_handle),
        SYMBOL(multi_perform),
        SYMBOL(multi_poll),
        SYMBOL(multi_wakeup),
        SYMBOL(multi_info_read),
        SYMBOL(slist_append),
        SYMBOL(slist_free_all),
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        *symbols[i].slot = dlsym(handle, symbols[i].name);
        if (!*symbols[i].slot) {
            failure = "the installed libcurl is older than 7.68";
            return;
        }
    }
    if (library.global_init(CURL_GLOBAL_ALL) != CURLE_OK) failure = "libcurl could not be initialised";
}

const struct curl_library *curl_library_load(const char **reason) {
    pthread_once(&once, load);
    if (!failure) return &library;
    *reason = failure;
    return NULL;
}

const char *foyer_curl_version(void) {
    const char *reason = "";
    const struct curl_library *curl = curl_library_load(&reason);
    return curl ? curl->version() : reason;
}
