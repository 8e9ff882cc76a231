// Addresses and ports as types: values without a socket behind them.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// An IPv4 or IPv6 address; an IPv6 one may carry a scope (RFC 4007), the index of an interface.
/// A v4-mapped address (::ffff:a.b.c.d, RFC 4291) is always held as the IPv4 address it means.
class IpAddress {
 public:
  enum class Family : std::uint8_t { v4, v6 };

  /// 0.0.0.0
  constexpr IpAddress() = default;

  /// From 4 or 16 octets in network byte order; v4-mapped octets become IPv4.
  static IpAddress v4(const std::array<std::uint8_t, 4>& octets);
  static IpAddress v6(const std::array<std::uint8_t, 16>& octets, std::uint32_t scope = 0);

  /// "192.168.1.20", "fe80::1", "fe80::1%eth0", "fe80::1%2"; no brackets. Nothing for anything
  /// else.
  static std::optional<IpAddress> parse(std::string_view text);

  static IpAddress any(Family family);
  static IpAddress loopback(Family family);

  Family family() const { return family_; }
  bool is_v4() const { return family_ == Family::v4; }
  bool is_any() const;
  bool is_loopback() const;    ///< 127.0.0.0/8 or ::1
  bool is_link_local() const;  ///< 169.254.0.0/16 or fe80::/10
  bool is_multicast() const;
  std::uint32_t scope() const { return scope_; }

  /// 4 or 16 octets in network byte order, `size()` of them valid.
  const std::uint8_t* octets() const { return octets_.data(); }
  std::size_t size() const { return is_v4() ? 4 : 16; }

  /// The inverse of `parse`. A scope is shown by its interface's name, by number when it has none.
  std::string to_string() const;

  friend auto operator<=>(const IpAddress&, const IpAddress&) = default;

 private:
  std::array<std::uint8_t, 16> octets_{};
  std::uint32_t scope_ = 0;
  Family family_ = Family::v4;
};

/// A TCP or UDP port, or for raw IP the protocol number. 0 means "the system chooses".
enum class Port : std::uint16_t {};

/// A decimal port from 0 to 65535; nothing for anything else.
std::optional<Port> parse_port(std::string_view text);

struct Endpoint {
  IpAddress address;
  Port port{};

  /// "192.168.1.20:8888" or "[fe80::1%eth0]:8888"
  std::string to_string() const;

  friend auto operator<=>(const Endpoint&, const Endpoint&) = default;
};

/// A network in CIDR notation (RFC 4632): an address and the count of its leading bits that matter.
struct Cidr {
  IpAddress network;
  unsigned prefix_bits = 0;

  /// "192.168.1.0/24", "fe80::/64", or a bare address, which means that one address.
  static std::optional<Cidr> parse(std::string_view text);

  /// True when the address is of the same family and agrees in the leading bits. Scopes are
  /// ignored.
  bool contains(const IpAddress& address) const;

  /// With the host's bits cleared: "192.168.1.0/24".
  std::string to_string() const;

  friend auto operator<=>(const Cidr&, const Cidr&) = default;
};

}  // namespace parley

template <>
struct std::hash<parley::IpAddress> {
  std::size_t operator()(const parley::IpAddress& address) const noexcept;
};

template <>
struct std::hash<parley::Endpoint> {
  std::size_t operator()(const parley::Endpoint& endpoint) const noexcept {
    return std::hash<parley::IpAddress>{}(endpoint.address) * 65'537u +
           static_cast<std::size_t>(endpoint.port);
  }
};
