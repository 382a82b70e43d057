#ifndef FOYER_CCRYPTO_H
#define FOYER_CCRYPTO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* SHA-256 of OpenSSL's libcrypto, which is looked up when it is first needed, as libcurl is.
 *
 * Every function here may be called from any thread; one digest belongs to one thread at a time. */

#pragma clang assume_nonnull begin

/* Bytes of a digest of SHA-256. */
#define FOYER_SHA256_SIZE 32

typedef struct foyer_crypto foyer_crypto;
typedef struct foyer_sha256 foyer_sha256;

/* Loads the library `name`, once for each call, and keeps it until the program ends.
 *
 * Returns NULL, with a sentence in `*reason`, when it is missing, too old, or set up so that it makes no SHA-256. */
const foyer_crypto *_Nullable foyer_crypto_load(const char *name, const char *_Nullable *_Nonnull reason);

/* Returns NULL when memory ran out. */
foyer_sha256 *_Nullable foyer_sha256_begin(const foyer_crypto *crypto);

/* Returns false when the library refuses; the digest still has to be ended. */
bool foyer_sha256_add(foyer_sha256 *digest, const uint8_t *_Nullable bytes, size_t count);

/* Writes the digest and frees it; false, with nothing written, when the library refuses. */
bool foyer_sha256_end(foyer_sha256 *digest, uint8_t *bytes);

#pragma clang assume_nonnull end

#endif
