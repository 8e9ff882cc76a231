// TLS 1.2 or newer (RFC 5246, RFC 8446) over any Stream. OpenSSL reads and writes through a BIO
// that is the Stream itself, so it works on a real socket and in the simulator alike, and never
// touches a descriptor.
//
// The stream of plaintext keeps the contract of Stream. What TLS adds to it:
//
// - `write` may take octets whose ciphertext the plain stream does not take yet: at most one record
//   (16 KiB), counted by `held_bytes`. It goes out by itself, whether anybody waits on the stream
//   or not; then `write` takes more. The destructor cannot wait: what is held then is lost, so wait
//   for write until `held_bytes` is 0 first.
// - A wait for read also ends when a part of what TLS needs came (half a record, a ticket): `read`
//   then answers `again`.
// - `finish` sends close_notify and then finishes the plain stream; reading goes on. (Peers that
// follow
//   RFC 5246 to the letter answer close_notify by closing, and drop what they still had to say.)
// - `read` answers `end` after close_notify, and also when the plain stream ended without one, as
// many
//   small devices end theirs; then `trouble` says that octets may be missing, because anybody on
//   the way could have cut the connection.
// - After a TLS failure `read` and `write` answer EPROTO, and `trouble` has the words: an alert of
// the
//   peer, which in TLS 1.3 may refuse our certificate only after the handshake; or a broken record.
//   Another errno is the plain stream's own, and `trouble` is empty.
// - Renegotiation is refused and sessions are not resumed.
//
// The octets on the wire differ from run to run, in the simulator too: keys are random.
//
// Thread rule: a context may be shared by the streams of one loop; all else is for the loop's
// thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "net/loop.h"
#include "net/stream.h"
#include "net/task.h"

namespace parley::net {

enum class TlsRole : std::uint8_t { client, server };

/// Paths are PEM files of at most 4 MiB; empty means none.
struct TlsSettings {
  std::string certificate_file = {};  ///< ours, then its chain; a server must have one
  std::string key_file = {};  ///< its private key, not encrypted; empty: in `certificate_file`
  std::string authority_file =
      {};              ///< client: whom to trust besides the system's store;
                       ///< server: whose client certificates to demand.
                       ///< A certificate in it is trusted even when it is no authority.
  bool verify = true;  ///< client: false skips every check of the server's certificate
};

/// Keys and trust, read once.
class TlsContext {
 public:
  /// Fails with ErrorClass::bad_input; the error names the file and what is wrong with it.
  static Result<std::shared_ptr<TlsContext>> make(TlsRole role, const TlsSettings& settings);
  ~TlsContext();
  TlsContext(const TlsContext&) = delete;
  TlsContext& operator=(const TlsContext&) = delete;

 private:
  friend class TlsStream;
  struct Parts;
  explicit TlsContext(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

/// Shakes hands over `plain` and returns the stream of plaintext. `host` is the name or address to
/// ask for (SNI, RFC 6066) and to prove (RFC 6125); a server passes "". Fails with
/// ErrorClass::certificate, ErrorClass::tls or ErrorClass::timeout, or with the class of the plain
/// stream's errno (`reset`). `attempted` is "start TLS with HOST"; the peer's address stands in for
/// an empty `host`.
Task<Result<std::unique_ptr<Stream>>> tls_handshake(Loop& loop, std::unique_ptr<Stream> plain,
                                                    std::shared_ptr<TlsContext> context,
                                                    std::string host, Duration timeout);

}  // namespace parley::net
