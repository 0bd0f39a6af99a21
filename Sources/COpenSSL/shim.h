#ifndef PLUMBLINE_COPENSSL_SHIM_H
#define PLUMBLINE_COPENSSL_SHIM_H
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Macros that Swift does not import, each as a function or constant of its own.

// Selections are or-ed from other macros.
static const int plumbline_EVP_PKEY_PUBLIC_KEY = EVP_PKEY_PUBLIC_KEY;
static const int plumbline_EVP_PKEY_KEYPAIR = EVP_PKEY_KEYPAIR;

// OPENSSL_free is a macro that passes file and line.
static inline void plumbline_OPENSSL_free(void *pointer) { OPENSSL_free(pointer); }

// BIO_get_mem_data is a macro on BIO_ctrl.
static inline long plumbline_BIO_get_mem_data(BIO *bio, char **data) { return BIO_get_mem_data(bio, data); }

// OSSL_PARAM keeps the pointer to the name; a Swift string would be gone by then, a C literal is not.
static inline const char *plumbline_OSSL_MAC_PARAM_DIGEST(void) { return OSSL_MAC_PARAM_DIGEST; }
static inline const char *plumbline_OSSL_PKEY_PARAM_GROUP_NAME(void) { return OSSL_PKEY_PARAM_GROUP_NAME; }
static inline const char *plumbline_OSSL_PKEY_PARAM_PRIV_KEY(void) { return OSSL_PKEY_PARAM_PRIV_KEY; }
static inline const char *plumbline_OSSL_PKEY_PARAM_PUB_KEY(void) { return OSSL_PKEY_PARAM_PUB_KEY; }
#endif
