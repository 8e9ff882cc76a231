// OpenSSL's objects with owners, for the TLS files alone: no other header includes OpenSSL's.
#pragma once

#include <memory>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "net/tls.h"

namespace parley::net {

template <auto release>
struct OpensslRelease {
  template <typename T>
  void operator()(T* object) const {
    release(object);
  }
};

using BioOwner = std::unique_ptr<BIO, OpensslRelease<BIO_free>>;
using CertificateOwner = std::unique_ptr<X509, OpensslRelease<X509_free>>;
using KeyOwner = std::unique_ptr<EVP_PKEY, OpensslRelease<EVP_PKEY_free>>;
using SslContextOwner = std::unique_ptr<SSL_CTX, OpensslRelease<SSL_CTX_free>>;
using SslOwner = std::unique_ptr<SSL, OpensslRelease<SSL_free>>;

struct TlsContext::Parts {
  TlsRole role;
  SslContextOwner context;
};

}  // namespace parley::net
