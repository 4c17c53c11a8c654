#include "CCrypto.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <pthread.h>

/* Fetching an algorithm costs more than hashing a short message with it, so it is done once. */
static EVP_MD *sha256;
static EVP_MAC *hmac;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch(void) {
  sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
  hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
}

int ccrypto_sha256_digest(const void *bytes, size_t count, uint8_t *digest) {
  pthread_once(&fetched, fetch);
  return sha256 != NULL && EVP_Digest(bytes, count, digest, NULL, sha256, NULL) == 1;
}

ccrypto_sha256 *ccrypto_sha256_new(void) {
  pthread_once(&fetched, fetch);
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (context != NULL && (sha256 == NULL || EVP_DigestInit_ex(context, sha256, NULL) != 1)) {
    EVP_MD_CTX_free(context);
    return NULL;
  }
  return (ccrypto_sha256 *)context;
}

int ccrypto_sha256_update(ccrypto_sha256 *state, const void *bytes, size_t count) {
  return EVP_DigestUpdate((EVP_MD_CTX *)state, bytes, count) == 1;
}

int ccrypto_sha256_finish(ccrypto_sha256 *state, uint8_t *digest) {
  return EVP_DigestFinal_ex((EVP_MD_CTX *)state, digest, NULL) == 1;
}

void ccrypto_sha256_free(ccrypto_sha256 *state) { EVP_MD_CTX_free((EVP_MD_CTX *)state); }

int ccrypto_hmac_sha256(const void *key, size_t key_count, const void *bytes, size_t count,
                        uint8_t *tag) {
  pthread_once(&fetched, fetch);
  EVP_MAC_CTX *context = hmac == NULL ? NULL : EVP_MAC_CTX_new(hmac);
  if (context == NULL) return 0;
  char digest[] = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
      OSSL_PARAM_construct_end(),
  };
  /* A null key means "the key of before" to EVP_MAC_init: an empty one needs an address. */
  const unsigned char *address = key_count == 0 ? (const unsigned char *)digest : key;
  int done = EVP_MAC_init(context, address, key_count, parameters) == 1 &&
             EVP_MAC_update(context, bytes, count) == 1 &&
             EVP_MAC_final(context, tag, NULL, ccrypto_sha256_length) == 1;
  EVP_MAC_CTX_free(context);
  return done;
}
