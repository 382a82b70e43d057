#include "ccrypto.h"

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>

/* The entry points of libcrypto that Foyer calls, resolved at run time. */
struct foyer_crypto {
    __typeof__(&OPENSSL_init_crypto) init;
    __typeof__(&EVP_MD_CTX_new) md_ctx_new;
    __typeof__(&EVP_MD_CTX_free) md_ctx_free;
    __typeof__(&EVP_sha256) sha256;
    __typeof__(&EVP_DigestInit_ex) digest_init;
    __typeof__(&EVP_DigestUpdate) digest_update;
    __typeof__(&EVP_DigestFinal_ex) digest_final;
};

struct foyer_sha256 {
    const struct foyer_crypto *crypto;
    EVP_MD_CTX *context;
};

struct symbol {
    const char *name;
    void **slot;
};

static const char *resolve(struct foyer_crypto *crypto, const char *name) {
    void *handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return "libcrypto.so.3 was not found; install the package libssl3";
    /* POSIX lets a function pointer travel through void *, which ISO C does not; hence the slots. */
    const struct symbol symbols[] = {
        { "OPENSSL_init_crypto", (void **)&crypto->init },
        { "EVP_MD_CTX_new", (void **)&crypto->md_ctx_new },
        { "EVP_MD_CTX_free", (void **)&crypto->md_ctx_free },
        { "EVP_sha256", (void **)&crypto->sha256 },
        { "EVP_DigestInit_ex", (void **)&crypto->digest_init },
        { "EVP_DigestUpdate", (void **)&crypto->digest_update },
        { "EVP_DigestFinal_ex", (void **)&crypto->digest_final },
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        *symbols[i].slot = dlsym(handle, symbols[i].name);
        if (!*symbols[i].slot) return "the installed libcrypto is none of OpenSSL 3; install the package libssl3";
    }
    /* The library must not be taken apart at exit: other threads may be amid a digest or a call then, and a crash would
     * stand in the place of the exit code. The first caller decides. */
    crypto->init(OPENSSL_INIT_NO_ATEXIT, NULL);
    return NULL;
}

const foyer_crypto *foyer_crypto_load(const char *name, const char **reason) {
    *reason = "there is no memory left for libcrypto";
    struct foyer_crypto *crypto = calloc(1, sizeof *crypto);
    if (!crypto) return NULL;
    *reason = resolve(crypto, name);
    if (!*reason) {
        /* The configuration of a machine can take algorithms away; it is better known before a digest is needed. */
        foyer_sha256 *trial = foyer_sha256_begin(crypto);
        uint8_t bytes[FOYER_SHA256_SIZE];
        if (trial && foyer_sha256_end(trial, bytes)) return crypto;
        *reason = "libcrypto makes no SHA-256 on this machine; look at openssl.cnf and OPENSSL_CONF";
    }
    free(crypto);
    return NULL;
}

static void digest_free(foyer_sha256 *digest) {
    digest->crypto->md_ctx_free(digest->context);
    free(digest);
}

foyer_sha256 *foyer_sha256_begin(const foyer_crypto *crypto) {
    foyer_sha256 *digest = calloc(1, sizeof *digest);
    if (!digest) return NULL;
    digest->crypto = crypto;
    digest->context = crypto->md_ctx_new();
    if (digest->context && crypto->digest_init(digest->context, crypto->sha256(), NULL) == 1) return digest;
    digest_free(digest);
    return NULL;
}

bool foyer_sha256_add(foyer_sha256 *digest, const uint8_t *bytes, size_t count) {
    return digest->crypto->digest_update(digest->context, bytes, count) == 1;
}

bool foyer_sha256_end(foyer_sha256 *digest, uint8_t *bytes) {
    bool is_made = digest->crypto->digest_final(digest->context, bytes, NULL) == 1;
    digest_free(digest);
    return is_made;
}
