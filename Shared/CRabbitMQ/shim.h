#ifndef CRABBITMQ_SHIM_H
#define CRABBITMQ_SHIM_H

/* rabbitmq-c, and what of it does not reach Swift by itself: variadic calls, casting macros. Nothing
   here decides anything. */

#include <sys/time.h>

#if __has_include(<rabbitmq-c/amqp.h>)
#include <rabbitmq-c/amqp.h>
#include <rabbitmq-c/framing.h>
#include <rabbitmq-c/ssl_socket.h>
#include <rabbitmq-c/tcp_socket.h>
#else
#include <amqp.h>
#include <amqp_framing.h>
#include <amqp_ssl_socket.h>
#include <amqp_tcp_socket.h>
#endif

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

static inline amqp_bytes_t crabbitmq_bytes(const void *bytes, size_t count) {
  amqp_bytes_t result = {count, (void *)bytes};
  return result;
}

static inline amqp_rpc_reply_t crabbitmq_login_plain(
    amqp_connection_state_t state, const char *vhost, int frame_max, int heartbeat,
    const amqp_table_t *properties, const char *user, const char *password) {
  return amqp_login_with_properties(state, vhost, 1, frame_max, heartbeat, properties,
                                    AMQP_SASL_METHOD_PLAIN, user, password);
}

static inline amqp_rpc_reply_t crabbitmq_login_external(
    amqp_connection_state_t state, const char *vhost, int frame_max, int heartbeat,
    const amqp_table_t *properties, const char *identity) {
  return amqp_login_with_properties(state, vhost, 1, frame_max, heartbeat, properties,
                                    AMQP_SASL_METHOD_EXTERNAL, identity);
}

/* Keeps why a certificate was refused in the int that crabbitmq_tls_verify was given. */
static inline int crabbitmq_tls_note(int accepted, X509_STORE_CTX *store) {
  if (!accepted) {
    SSL *ssl = (SSL *)X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
    int *verdict = (int *)SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl));
    if (verdict != NULL) *verdict = X509_STORE_CTX_get_error(store);
  }
  return accepted;
}

/* Has the handshake itself check the certificate's chain and its name: rabbitmq-c alone looks at
   neither addresses nor, before the handshake is over, at anything. Returns 1 for done. */
static inline int crabbitmq_tls_verify(amqp_socket_t *socket, const char *host, int *verdict) {
  SSL_CTX *context = (SSL_CTX *)amqp_ssl_socket_get_context(socket);
  X509_VERIFY_PARAM *parameters = SSL_CTX_get0_param(context);
  SSL_CTX_set_app_data(context, verdict);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, crabbitmq_tls_note);
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  return X509_VERIFY_PARAM_set1_ip_asc(parameters, host) == 1 ||
         X509_VERIFY_PARAM_set1_host(parameters, host, 0) == 1;
}

/* The verdict must not be written once its owner is gone. */
static inline void crabbitmq_tls_verified(amqp_socket_t *socket) {
  SSL_CTX_set_app_data((SSL_CTX *)amqp_ssl_socket_get_context(socket), NULL);
}

static inline int crabbitmq_tls_trust_system(amqp_socket_t *socket) {
  return SSL_CTX_set_default_verify_paths((SSL_CTX *)amqp_ssl_socket_get_context(socket));
}

#endif
