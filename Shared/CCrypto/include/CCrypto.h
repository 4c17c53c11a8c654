#ifndef CCRYPTO_H
#define CCRYPTO_H

#include <stddef.h>
#include <stdint.h>

/* SHA-256 and HMAC-SHA-256 of libcrypto, in plain C types. What returns int returns 1 for done and
   0 for failed (no memory, or a library without its default provider). */

enum { ccrypto_sha256_length = 32 };

typedef struct ccrypto_sha256 ccrypto_sha256;

/* The digest of one run of bytes. */
int ccrypto_sha256_digest(const void *bytes, size_t count, uint8_t *digest);

/* A digest in progress: NULL when there is no memory; freed by the caller. */
ccrypto_sha256 *ccrypto_sha256_new(void);
int ccrypto_sha256_update(ccrypto_sha256 *state, const void *bytes, size_t count);
int ccrypto_sha256_finish(ccrypto_sha256 *state, uint8_t *digest);
void ccrypto_sha256_free(ccrypto_sha256 *state);

/* The tag of one run of bytes under a key. */
int ccrypto_hmac_sha256(const void *key, size_t key_count, const void *bytes, size_t count,
                        uint8_t *tag);

#endif
