// Ethernet, ARP, IPv4 and UDP as far as an access point looks into them (IEEE 802.3, RFC 826, RFC
// 791, RFC 768): views with bounds, and the building of one UDP packet.
//
// Thread rule: plain functions on memory.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "board/link/message.h"

namespace parley::board::router {

using link::Mac;
using Frame = std::span<const std::uint8_t>;

/// An IPv4 address, as a number: 10.0.2.15 is 0x0a00020f. (base's IpAddress is text and octets for
/// people; here every packet compares and counts.)
struct Ip {
  std::uint32_t number = 0;

  explicit operator bool() const { return number != 0; }
  friend auto operator<=>(const Ip&, const Ip&) = default;
};

inline constexpr Ip network_ip{0x0a000200};      // 10.0.2.0
inline constexpr Ip network_mask{0xffffff00};    // /24
inline constexpr Ip router_ip{0x0a000202};       // 10.0.2.2, which is also the PC
inline constexpr Ip name_server_ip{0x0a000203};  // 10.0.2.3
inline constexpr Ip network_broadcast{0x0a0002ff};
inline constexpr Ip everywhere{0xffffffff};

inline bool in_network(Ip ip) {
  return (ip.number & network_mask.number) == network_ip.number;
}

inline constexpr Mac broadcast_mac{0xff, 0xff, 0xff, 0xff, 0xff, 0xff};

/// libslirp's own for 10.0.2.2: 52:55 and the address. The access point's radio has it, too.
inline constexpr Mac router_mac{0x52, 0x55, 10, 0, 2, 2};

std::string to_string(const Mac& mac);  ///< "5c:cf:7f:01:02:03"
std::string to_string(Ip ip);           ///< "10.0.2.15"

inline constexpr std::uint16_t type_ipv4 = 0x0800;
inline constexpr std::uint16_t type_arp = 0x0806;

/// Of a frame with at least its header.
Mac destination_of(Frame frame);
Mac source_of(Frame frame);
std::uint16_t type_of(Frame frame);

inline bool is_group(const Mac& mac) {
  return (mac[0] & 1) != 0;
}

/// 10.0.2.2, 10.0.2.3 and whatever else libslirp answers for.
inline bool is_router(const Mac& mac) {
  return mac[0] == 0x52 && mac[1] == 0x55;
}

/// The sender of an ARP packet (RFC 826) for IPv4 over Ethernet; nothing where it is another one or
/// too short. 0.0.0.0 is a probe (RFC 5227).
std::optional<Ip> arp_sender(Frame frame);

/// A gratuitous ARP request (RFC 5944, 4.6): "I have this address".
std::vector<std::uint8_t> arp_announcement(const Mac& mac, Ip ip);

/// The source of an IPv4 packet.
std::optional<Ip> ip_source(Frame frame);

struct Udp {
  Ip source;
  Ip destination;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::span<const std::uint8_t> payload;
};

/// An unfragmented UDP packet whose lengths fit the frame and whose IP checksum is right.
std::optional<Udp> udp_of(Frame frame);

/// A frame with IP (identification 0, TTL 64) and UDP checksums. The payload fits one frame.
std::vector<std::uint8_t> udp_frame(const Mac& from, const Mac& to, const Udp& packet);

// Numbers in network byte order, within bounds that the caller has checked.
std::uint16_t number16(std::span<const std::uint8_t> octets, std::size_t at);
std::uint32_t number32(std::span<const std::uint8_t> octets, std::size_t at);
void put16(std::vector<std::uint8_t>& out, std::uint32_t number);
void put32(std::vector<std::uint8_t>& out, std::uint32_t number);

/// The Internet checksum (RFC 1071) of what is there, begun with `sum`.
std::uint16_t checksum(std::span<const std::uint8_t> octets, std::uint32_t sum = 0);

}  // namespace parley::board::router
