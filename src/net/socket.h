// Between our addresses and the system's: sockaddr conversions and the options that every socket
// gets.
#pragma once

#include <string>
#include <sys/socket.h>

#include "base/address.h"
#include "base/result.h"
#include "net/descriptor.h"

namespace parley::net {

/// A socket address in the system's form (ip(7), ipv6(7)).
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);

  SocketAddress() = default;
  explicit SocketAddress(const Endpoint& endpoint);

  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  Endpoint endpoint() const;
};

int family_of(const IpAddress& address);

/// Non-blocking and close-on-exec.
Result<Descriptor> open_socket(int family, int type, int protocol, const std::string& attempted);

/// setsockopt(2) for an int. False when the system does not know the option.
bool set_option(int descriptor, int level, int name, int value);

/// getsockname(2); an unset endpoint when the socket has none.
Endpoint local_endpoint(int descriptor);

}  // namespace parley::net
