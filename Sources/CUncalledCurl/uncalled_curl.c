/*
 * What Foundation's networking calls of libcurl, in a program that never uses Foundation's networking.
 *
 * The server under the sandbox names FoundationNetworking for a proxy that Foyer does not make. Linked statically that
 * brings libcurl, which brings thirty libraries more, and loading them took every start of the program 6 of its 12 ms.
 * With these definitions, and the linker script beside them, none of it is loaded. CCurl loads libcurl itself, when the
 * first call goes to a server. The names stay hidden: a libcurl that is loaded later calls its own.
 */
#include <stdio.h>
#include <stdlib.h>

static void fail(const char *name) {
    fprintf(stderr, "foyer: %s was called by Foundation's networking, which Foyer does not use\n", name);
    abort();
}

#define UNCALLED(name) \
    __attribute__((visibility("hidden"))) void name(void); \
    void name(void) { fail(#name); }

UNCALLED(curl_easy_cleanup)
UNCALLED(curl_easy_getinfo)
UNCALLED(curl_easy_init)
UNCALLED(curl_easy_pause)
UNCALLED(curl_easy_setopt)
UNCALLED(curl_easy_strerror)
UNCALLED(curl_free)
UNCALLED(curl_global_init)
UNCALLED(curl_multi_add_handle)
UNCALLED(curl_multi_assign)
UNCALLED(curl_multi_cleanup)
UNCALLED(curl_multi_info_read)
UNCALLED(curl_multi_init)
UNCALLED(curl_multi_remove_handle)
UNCALLED(curl_multi_setopt)
UNCALLED(curl_multi_socket_action)
UNCALLED(curl_slist_append)
UNCALLED(curl_slist_free_all)
UNCALLED(curl_url)
UNCALLED(curl_url_get)
UNCALLED(curl_url_set)
UNCALLED(curl_version)
UNCALLED(curl_version_info)
