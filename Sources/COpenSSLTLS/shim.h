#ifndef PLUMBLINE_COPENSSLTLS_SHIM_H
#define PLUMBLINE_COPENSSLTLS_SHIM_H
#include <openssl/ssl.h>
#include <openssl/sslerr.h>

// Macros that Swift does not import, each as a function or constant of its own.

// SSL_OP_* are casts of shifts.
static const uint64_t plumbline_SSL_OP_NO_TICKET = SSL_OP_NO_TICKET;
static const uint64_t plumbline_SSL_OP_NO_RENEGOTIATION = SSL_OP_NO_RENEGOTIATION;
static const uint64_t plumbline_SSL_OP_CLEANSE_PLAINTEXT = SSL_OP_CLEANSE_PLAINTEXT;

// These are macros on SSL_CTX_ctrl.
static inline int plumbline_SSL_CTX_use_TLS_1_3_only(SSL_CTX *context) {
  return SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION)
      && SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION);
}
static inline void plumbline_SSL_CTX_release_buffers(SSL_CTX *context) {
  SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
}
static inline int plumbline_SSL_CTX_set1_groups_list(SSL_CTX *context, const char *list) {
  return (int)SSL_CTX_set1_groups_list(context, list);
}
static inline int plumbline_SSL_CTX_add1_chain_cert(SSL_CTX *context, X509 *certificate) {
  return (int)SSL_CTX_add1_chain_cert(context, certificate);
}
static inline void plumbline_SSL_CTX_set_session_cache_mode(SSL_CTX *context, long mode) {
  SSL_CTX_set_session_cache_mode(context, mode);
}
static inline void plumbline_SSL_CTX_sess_set_cache_size(SSL_CTX *context, long count) {
  SSL_CTX_sess_set_cache_size(context, count);
}
static inline void plumbline_SSL_CTX_set_max_cert_list(SSL_CTX *context, long bytes) {
  SSL_CTX_set_max_cert_list(context, bytes);
}
static inline int plumbline_SSL_CTX_get_ex_new_index(void) {
  return SSL_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
}
#endif
