#ifndef PLUMBLINE_COPENSSLTLS_SHIM_H
#define PLUMBLINE_COPENSSLTLS_SHIM_H
#include <openssl/ssl.h>
#endif
