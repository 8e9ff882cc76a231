// Frames as a neighbour of the board in memory would send them, and what is in those that the board
// sent, for tests. The neighbour is 10.0.2.2 (02:00:00:00:00:02), the board 10.0.2.15, until told
// otherwise.
//
// Thread rule: plain functions on memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace parley::board::stack::frames {

using Octets = std::vector<std::uint8_t>;

inline constexpr std::uint32_t board_address = 0x0a00020f;
inline constexpr std::uint32_t neighbour_address = 0x0a000202;

/// TCP flags (RFC 9293, 3.1).
inline constexpr std::uint8_t fin = 1;
inline constexpr std::uint8_t syn = 2;
inline constexpr std::uint8_t rst = 4;
inline constexpr std::uint8_t psh = 8;
inline constexpr std::uint8_t ack = 16;

struct Segment {
  std::uint16_t from_port = 0;
  std::uint16_t to_port = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledged = 0;
  std::uint8_t flags = 0;
  std::uint16_t window = 65535;
  Octets options;
  Octets payload;
};

/// An Ethernet frame with a whole TCP segment from the neighbour to the board.
Octets tcp(const Segment& segment);

/// The same for UDP.
Octets udp(std::uint16_t from_port, std::uint16_t to_port, std::string_view payload);

/// An IPv4 packet of any protocol, RFC 791; `fragment` is the field with flags and offset.
Octets ipv4(std::uint8_t protocol, const Octets& payload, std::uint16_t fragment = 0);

/// ARP, RFC 826: the neighbour asks who has the board's address, or answers.
Octets arp_request();
Octets arp_reply();

/// The TCP segment in a frame, if there is one.
std::optional<Segment> tcp_in(const Octets& frame);

/// The internet checksum, RFC 1071.
std::uint16_t checksum(const Octets& octets);

}  // namespace parley::board::stack::frames
