#include "base/result.h"

#include <cctype>
#include <cerrno>
#include <cstring>

namespace parley {

std::string_view error_class_name(ErrorClass kind) {
  switch (kind) {
    case ErrorClass::refused: return "refused";
    case ErrorClass::timeout: return "timeout";
    case ErrorClass::no_route: return "no_route";
    case ErrorClass::unreachable: return "unreachable";
    case ErrorClass::no_name: return "no_name";
    case ErrorClass::in_use: return "in_use";
    case ErrorClass::not_local: return "not_local";
    case ErrorClass::no_permission: return "no_permission";
    case ErrorClass::reset: return "reset";
    case ErrorClass::vanished: return "vanished";
    case ErrorClass::exhausted: return "exhausted";
    case ErrorClass::tls: return "tls";
    case ErrorClass::certificate: return "certificate";
    case ErrorClass::no_device: return "no_device";
    case ErrorClass::device: return "device";
    case ErrorClass::not_admitted: return "not_admitted";
    case ErrorClass::peer_limit: return "peer_limit";
    case ErrorClass::queue_full: return "queue_full";
    case ErrorClass::no_peer: return "no_peer";
    case ErrorClass::bad_input: return "bad_input";
    case ErrorClass::expect: return "expect";
    case ErrorClass::time_limit: return "time_limit";
    case ErrorClass::not_recorded: return "not_recorded";
    case ErrorClass::other: return "other";
  }
  return "other";
}

std::string to_string(const Error& error) {
  return "cannot " + error.attempted + ": " + error.seen;
}

ErrorClass classify(int system_errno) {
  switch (system_errno) {
    case ECONNREFUSED: return ErrorClass::refused;
    case ETIMEDOUT: return ErrorClass::timeout;
    case ENETUNREACH: return ErrorClass::no_route;
    case EHOSTUNREACH:
    case EHOSTDOWN: return ErrorClass::unreachable;
    case EADDRINUSE: return ErrorClass::in_use;
    case EADDRNOTAVAIL: return ErrorClass::not_local;
    case EACCES:
    case EPERM: return ErrorClass::no_permission;
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE: return ErrorClass::reset;
    case EMFILE:
    case ENFILE:
    case ENOBUFS:
    case ENOMEM: return ErrorClass::exhausted;
    case ENOENT:
    case ENODEV:
    case ENXIO: return ErrorClass::no_device;
    case EIO:
    case ENOTTY: return ErrorClass::device;
    default: return ErrorClass::other;
  }
}

std::string errno_text(int system_errno) {
  std::string words =
      strerrordesc_np(system_errno) ? strerrordesc_np(system_errno) : "unknown error";
  // "Connection refused" stands inside a sentence here; "RFS specific error" keeps its capitals.
  if (words.size() > 1 && std::islower(static_cast<unsigned char>(words[1]))) {
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
  }
  const char* name = strerrorname_np(system_errno);
  words += " (";
  words += name ? name : std::to_string(system_errno);
  words += ')';
  return words;
}

Error system_error(std::string attempted, int system_errno) {
  return {classify(system_errno), system_errno, std::move(attempted), errno_text(system_errno)};
}

}  // namespace parley
