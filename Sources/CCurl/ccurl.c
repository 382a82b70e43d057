#include "ccurl.h"

#include <dlfcn.h>

const char *foyer_curl_version(void) {
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    if (!library) return "libcurl.so.4 was not found";
    const char *(*version)(void) = (const char *(*)(void))dlsym(library, "curl_version");
    return version ? version() : "libcurl.so.4 has no curl_version";
}
