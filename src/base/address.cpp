#include "base/address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <cstring>
#include <fmt/format.h>
#include <net/if.h>

namespace parley {

namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view text, Number most) {
  Number value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end || value > most) return std::nullopt;
  return value;
}

std::optional<std::uint32_t> parse_scope(std::string_view text) {
  if (auto number = parse_number<std::uint32_t>(text, UINT32_MAX)) return number;
  const unsigned index = if_nametoindex(std::string(text).c_str());
  if (index == 0) return std::nullopt;
  return index;
}

}  // namespace

IpAddress IpAddress::v4(const std::array<std::uint8_t, 4>& octets) {
  IpAddress address;
  std::copy(octets.begin(), octets.end(), address.octets_.begin());
  return address;
}

IpAddress IpAddress::v6(const std::array<std::uint8_t, 16>& octets, std::uint32_t scope) {
  static constexpr std::array<std::uint8_t, 12> mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(mapped.begin(), mapped.end(), octets.begin())) {
    return v4({octets[12], octets[13], octets[14], octets[15]});
  }
  IpAddress address;
  address.family_ = Family::v6;
  address.octets_ = octets;
  address.scope_ = scope;
  return address;
}

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  // The system's functions would stop at a NUL and take what stands before it.
  if (text.find('\0') != std::string_view::npos) return std::nullopt;
  const auto percent = text.find('%');
  const std::string digits(text.substr(0, percent));
  if (percent == std::string_view::npos) {
    std::array<std::uint8_t, 4> four;
    if (inet_pton(AF_INET, digits.c_str(), four.data()) == 1) return v4(four);
  }
  std::array<std::uint8_t, 16> sixteen;
  if (inet_pton(AF_INET6, digits.c_str(), sixteen.data()) != 1) return std::nullopt;
  if (percent == std::string_view::npos) return v6(sixteen);
  const auto scope = parse_scope(text.substr(percent + 1));
  if (!scope) return std::nullopt;
  return v6(sixteen, *scope);
}

IpAddress IpAddress::any(Family family) {
  IpAddress address;
  address.family_ = family;
  return address;
}

IpAddress IpAddress::loopback(Family family) {
  if (family == Family::v4) return v4({127, 0, 0, 1});
  return v6({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
}

bool IpAddress::is_any() const {
  return octets_ == decltype(octets_){};
}

bool IpAddress::is_loopback() const {
  return is_v4() ? octets_[0] == 127 : octets_ == loopback(Family::v6).octets_;
}

bool IpAddress::is_link_local() const {
  if (is_v4()) return octets_[0] == 169 && octets_[1] == 254;
  return octets_[0] == 0xfe && (octets_[1] & 0xc0) == 0x80;
}

bool IpAddress::is_multicast() const {
  return is_v4() ? (octets_[0] & 0xf0) == 0xe0 : octets_[0] == 0xff;
}

std::string IpAddress::to_string() const {
  // Not inet_ntop: every conversation's name is made here, and it takes ten times as long.
  if (is_v4()) return fmt::format("{}.{}.{}.{}", octets_[0], octets_[1], octets_[2], octets_[3]);
  char text[INET6_ADDRSTRLEN] = {};
  inet_ntop(AF_INET6, octets_.data(), text, sizeof text);
  std::string shown = text;
  if (scope_ != 0) {
    char name[IF_NAMESIZE] = {};
    shown += '%';
    shown += if_indextoname(scope_, name) ? std::string(name) : std::to_string(scope_);
  }
  return shown;
}

std::optional<Port> parse_port(std::string_view text) {
  const auto number = parse_number<std::uint32_t>(text, 65'535);
  if (!number) return std::nullopt;
  return static_cast<Port>(*number);
}

std::string Endpoint::to_string() const {
  const std::string number = std::to_string(static_cast<unsigned>(port));
  if (address.is_v4()) return address.to_string() + ":" + number;
  return "[" + address.to_string() + "]:" + number;
}

std::optional<Cidr> Cidr::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = IpAddress::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  const unsigned most = static_cast<unsigned>(address->size()) * 8;
  if (slash == std::string_view::npos) return Cidr{*address, most};
  const auto bits = parse_number<unsigned>(text.substr(slash + 1), most);
  if (!bits) return std::nullopt;
  return Cidr{*address, *bits};
}

bool Cidr::contains(const IpAddress& address) const {
  if (address.family() != network.family()) return false;
  const std::size_t whole = prefix_bits / 8;
  if (std::memcmp(address.octets(), network.octets(), whole) != 0) return false;
  const unsigned rest = prefix_bits % 8;
  if (rest == 0) return true;
  const auto mask = static_cast<std::uint8_t>(0xff00u >> rest);
  return (address.octets()[whole] & mask) == (network.octets()[whole] & mask);
}

std::string Cidr::to_string() const {
  std::array<std::uint8_t, 16> octets{};
  for (std::size_t i = 0; i < network.size(); ++i) {
    const unsigned before = std::min(prefix_bits, static_cast<unsigned>(i) * 8);
    const unsigned kept = std::min(8u, prefix_bits - before);
    octets[i] = static_cast<std::uint8_t>(network.octets()[i] & (0xff00u >> kept));
  }
  const IpAddress cleared = network.is_v4()
                                ? IpAddress::v4({octets[0], octets[1], octets[2], octets[3]})
                                : IpAddress::v6(octets);
  return cleared.to_string() + "/" + std::to_string(prefix_bits);
}

}  // namespace parley

std::size_t std::hash<parley::IpAddress>::operator()(
    const parley::IpAddress& address) const noexcept {
  return std::hash<std::string_view>{}(
      {reinterpret_cast<const char*>(address.octets()), address.size()});
}
