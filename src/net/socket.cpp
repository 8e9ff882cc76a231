#include "net/socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>

namespace parley::net {

SocketAddress::SocketAddress(const Endpoint& endpoint) {
  const auto port = htons(static_cast<std::uint16_t>(endpoint.port));
  if (endpoint.address.is_v4()) {
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = port;
    std::memcpy(&v4.sin_addr, endpoint.address.octets(), 4);
    std::memcpy(&storage, &v4, sizeof v4);
    length = sizeof v4;
  } else {
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = port;
    v6.sin6_scope_id = endpoint.address.scope();
    std::memcpy(&v6.sin6_addr, endpoint.address.octets(), 16);
    std::memcpy(&storage, &v6, sizeof v6);
    length = sizeof v6;
  }
}

Endpoint SocketAddress::endpoint() const {
  if (storage.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &storage, sizeof v4);
    std::array<std::uint8_t, 4> octets;
    std::memcpy(octets.data(), &v4.sin_addr, octets.size());
    return {IpAddress::v4(octets), static_cast<Port>(ntohs(v4.sin_port))};
  }
  if (storage.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &storage, sizeof v6);
    std::array<std::uint8_t, 16> octets;
    std::memcpy(octets.data(), &v6.sin6_addr, octets.size());
    return {IpAddress::v6(octets, v6.sin6_scope_id), static_cast<Port>(ntohs(v6.sin6_port))};
  }
  return {};
}

int family_of(const IpAddress& address) {
  return address.is_v4() ? AF_INET : AF_INET6;
}

Result<Descriptor> open_socket(int family, int type, int protocol, const std::string& attempted) {
  Descriptor opened(::socket(family, type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol));
  if (!opened) return failure(system_error(attempted, errno));
  return opened;
}

bool set_option(int descriptor, int level, int name, int value) {
  return ::setsockopt(descriptor, level, name, &value, sizeof value) == 0;
}

Endpoint local_endpoint(int descriptor) {
  SocketAddress address;
  if (::getsockname(descriptor, address.get(), &address.length) != 0) return {};
  return address.endpoint();
}

}  // namespace parley::net
