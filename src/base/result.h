// What the world did instead of what we asked. A mistake of our own is an assert, never an Error.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace parley {

/// The class of a failure: what a program may branch on. Its name (`error_class_name`) is part of
/// the jsonl contract and of the exit message, so a class is never renamed.
enum class ErrorClass {
  refused,        ///< the host answered: nobody listens there (ECONNREFUSED)
  timeout,        ///< no answer at all: filtered, switched off, or the wrong address
  no_route,       ///< this machine knows no way there (ENETUNREACH)
  unreachable,    ///< a router or the neighbour table said no (EHOSTUNREACH)
  no_name,        ///< the name does not resolve
  in_use,         ///< the local port is taken (EADDRINUSE)
  not_local,      ///< the address to bind is not one of this machine's (EADDRNOTAVAIL)
  no_permission,  ///< the system asks for a privilege or a group (EACCES, EPERM)
  reset,          ///< the peer ended the connection with RST (ECONNRESET, EPIPE)
  vanished,       ///< no answer to data or probes for `limits::vanished_after`
  exhausted,      ///< descriptors or memory ran out (EMFILE, ENFILE, ENOBUFS, ENOMEM)
  tls,            ///< the TLS handshake or a record failed
  certificate,    ///< the certificate did not prove who the peer is
  no_device,      ///< the serial device is not there (ENOENT, ENODEV, ENXIO)
  device,         ///< the serial device failed or is no terminal
  not_admitted,   ///< the peer is outside the addresses served
  peer_limit,     ///< `--max-peers` or `--max-peers-per-address`
  queue_full,     ///< bytes were not queued: the peer does not read
  no_peer,        ///< a command named a peer that is not there
  bad_input,      ///< a command line, jsonl line or option that cannot be understood
  expect,         ///< `--expect` was not met
  time_limit,     ///< `--time-limit` passed
  not_recorded,   ///< the recording could not take it: a full disk, or one that is too slow
  other,          ///< anything else; `seen` holds the system's words
};

/// The stable name of a class, e.g. "no_route". Static storage.
std::string_view error_class_name(ErrorClass kind);

/// One failure. `attempted` is a verb phrase that stands after "cannot": "connect to 10.0.0.7:80".
/// `seen` is what came back, a clause without a full stop: "connection refused (ECONNREFUSED)".
/// What to do next is not here: src/explain finds it from the error and from evidence.
struct Error {
  ErrorClass kind = ErrorClass::other;
  int system_errno = 0;  ///< errno(3), 0 where the system gave none
  std::string attempted;
  std::string seen;
};

/// "cannot ATTEMPTED: SEEN"
std::string to_string(const Error& error);

/// The class that an errno means for a network or device call.
ErrorClass classify(int system_errno);

/// The system's words and its name for an errno: "connection refused (ECONNREFUSED)".
std::string errno_text(int system_errno);

/// An Error with class and words from an errno.
Error system_error(std::string attempted, int system_errno);

template <typename T = void>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure failure(Error error) {
  return Failure{std::move(error)};
}

}  // namespace parley
