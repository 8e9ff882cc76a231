#include "wire/link.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "record/capture.h"

namespace parley::wire {

namespace {

namespace type = record::link_type;

constexpr std::uint16_t ether_ipv4 = 0x0800;
constexpr std::uint16_t ether_ipv6 = 0x86dd;

std::uint16_t number16(Bytes octets, std::size_t at) {
  return static_cast<std::uint16_t>(static_cast<std::uint8_t>(octets[at]) << 8 |
                                    static_cast<std::uint8_t>(octets[at + 1]));
}

bool is_vlan_tag(std::uint16_t ether_type) {
  return ether_type == 0x8100 || ether_type == 0x88a8 || ether_type == 0x9100;
}

/// Behind a header that ends with, or has at `at`, the type of what follows at `begins`. VLAN tags
/// (IEEE 802.1Q) may stand between.
std::optional<Bytes> behind(Bytes frame, std::size_t at, std::size_t begins) {
  constexpr std::size_t tag_bytes = 4;
  if (frame.size() < begins) return std::nullopt;
  std::uint16_t ether_type = number16(frame, at);
  while (is_vlan_tag(ether_type) && frame.size() >= begins + tag_bytes) {
    ether_type = number16(frame, begins + 2);
    begins += tag_bytes;
  }
  if (ether_type != ether_ipv4 && ether_type != ether_ipv6) return std::nullopt;
  return frame.substr(begins);
}

}  // namespace

bool link_type_known(std::uint16_t link_type) {
  constexpr std::uint16_t known[] = {
      type::null, type::ethernet,     type::raw_bsd, type::raw_openbsd, type::raw,
      type::loop, type::linux_cooked, type::ipv4,    type::ipv6,        type::linux_cooked_2};
  return std::find(std::begin(known), std::end(known), link_type) != std::end(known);
}

std::string link_type_name(std::uint16_t link_type) {
  constexpr struct {
    std::uint16_t number;
    const char* name;
  } names[] = {
      {9, "PPP"},
      {105, "IEEE 802.11"},
      {119, "IEEE 802.11 with a Prism header"},
      {127, "IEEE 802.11 with a radiotap header"},
      {147, "private use"},
      {187, "Bluetooth"},
      {189, "USB"},
      {195, "IEEE 802.15.4"},
      {201, "Bluetooth"},
      {220, "USB"},
      {249, "USB"},
      {252, "Wireshark's upper layers"},
  };
  for (const auto& one : names) {
    if (one.number == link_type) return fmt::format("{} (link type {})", one.name, link_type);
  }
  return fmt::format("link type {}", link_type);
}

std::optional<Bytes> ip_packet(std::uint16_t link_type, Bytes frame) {
  switch (link_type) {
    case type::ethernet: return behind(frame, 12, 14);
    case type::linux_cooked: return behind(frame, 14, 16);
    case type::linux_cooked_2: return behind(frame, 0, 20);
    // The family's number differs from system to system; the packet itself says what it is.
    case type::null:
    case type::loop: frame.remove_prefix(std::min<std::size_t>(frame.size(), 4)); break;
    case type::raw:
    case type::raw_bsd:
    case type::raw_openbsd:
    case type::ipv4:
    case type::ipv6: break;
    default: return std::nullopt;
  }
  if (frame.empty()) return std::nullopt;
  const int version = static_cast<std::uint8_t>(frame.front()) >> 4;
  if (version != 4 && version != 6) return std::nullopt;
  return frame;
}

}  // namespace parley::wire
