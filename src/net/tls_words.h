// What went wrong with TLS, in words. Names and octets from the peer are made harmless here: they
// reach terminals as a part of an Error.
//
// Thread rule: any; OpenSSL's error queue is the calling thread's.
#pragma once

#include <openssl/x509.h>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace parley::net {

/// ASCII as it is, everything else and the backslash as \XX, cut to `count_max` octets with "...".
std::string printable(Bytes bytes, std::size_t count_max);

/// "10 s", "250 ms"
std::string duration_words(Duration duration);

/// True while the first octets of a connection may be a TLS record (RFC 8446, 5.1).
bool may_be_tls(Bytes first);

/// The first line of what a peer said instead of TLS.
std::string not_tls_words(Bytes first);

/// Why a chain was not accepted: for whom the certificate is instead of `host`, since when it has
/// expired, who signed it; then OpenSSL's words for it, its subject, names and dates. To be called
/// from the verify callback, with the context that it got.
std::string rejection_words(X509_STORE_CTX* check, const std::string& host);

/// The class and the words for a failure that OpenSSL left in its error queue, which is emptied.
struct TlsFailure {
  ErrorClass kind = ErrorClass::tls;
  std::string seen;
};
TlsFailure take_tls_failure();

/// OpenSSL's words for the oldest error of its queue, which is emptied: "bad base64 decode".
std::string take_openssl_words();

}  // namespace parley::net
