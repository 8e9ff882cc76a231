#include "board/stack/frames_twin.h"

#include <cstddef>

namespace parley::board::stack::frames {

namespace {

constexpr std::size_t ethernet_bytes = 14;
constexpr std::size_t ipv4_bytes = 20;
constexpr std::size_t tcp_bytes = 20;
constexpr std::uint8_t protocol_tcp = 6;
constexpr std::uint8_t protocol_udp = 17;

void put16(Octets& into, std::uint32_t value) {
  into.push_back(static_cast<std::uint8_t>(value >> 8));
  into.push_back(static_cast<std::uint8_t>(value));
}

void put32(Octets& into, std::uint32_t value) {
  put16(into, value >> 16);
  put16(into, value);
}

void put(Octets& into, const Octets& more) {
  into.insert(into.end(), more.begin(), more.end());
}

void set16(Octets& into, std::size_t at, std::uint16_t value) {
  into[at] = static_cast<std::uint8_t>(value >> 8);
  into[at + 1] = static_cast<std::uint8_t>(value);
}

std::uint32_t get16(const Octets& from, std::size_t at) {
  return static_cast<std::uint32_t>(from[at] << 8 | from[at + 1]);
}

std::uint32_t get32(const Octets& from, std::size_t at) {
  return get16(from, at) << 16 | get16(from, at + 2);
}

const Octets board_mac = {0x5c, 0xcf, 0x7f, 0x01, 0x02, 0x03};
const Octets neighbour_mac = {0x02, 0, 0, 0, 0, 0x02};

Octets ethernet(const Octets& to, std::uint16_t type) {
  Octets frame = to;
  put(frame, neighbour_mac);
  put16(frame, type);
  return frame;
}

/// The checksum of TCP and UDP covers addresses, protocol and length, too.
std::uint16_t transport_checksum(std::uint8_t protocol, const Octets& octets) {
  Octets all;
  put32(all, neighbour_address);
  put32(all, board_address);
  put16(all, protocol);
  put16(all, static_cast<std::uint32_t>(octets.size()));
  put(all, octets);
  return checksum(all);
}

Octets arp(const Octets& to, std::uint16_t operation) {
  Octets frame = ethernet(to, 0x0806);
  put(frame, {0, 1, 8, 0, 6, 4});
  put16(frame, operation);
  put(frame, neighbour_mac);
  put32(frame, neighbour_address);
  put(frame, operation == 1 ? Octets(6, 0) : board_mac);
  put32(frame, board_address);
  return frame;
}

}  // namespace

std::uint16_t checksum(const Octets& octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i)
    sum += i % 2 == 0 ? octets[i] << 8 : octets[i];
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

Octets ipv4(std::uint8_t protocol, const Octets& payload, std::uint16_t fragment) {
  Octets head = {0x45, 0};
  put16(head, static_cast<std::uint32_t>(ipv4_bytes + payload.size()));
  put16(head, 0x1234);
  put16(head, fragment);
  put(head, {64, protocol, 0, 0});
  put32(head, neighbour_address);
  put32(head, board_address);
  set16(head, 10, checksum(head));
  Octets frame = ethernet(board_mac, 0x0800);
  put(frame, head);
  put(frame, payload);
  return frame;
}

Octets tcp(const Segment& segment) {
  Octets octets;
  put16(octets, segment.from_port);
  put16(octets, segment.to_port);
  put32(octets, segment.sequence);
  put32(octets, segment.acknowledged);
  octets.push_back(static_cast<std::uint8_t>((tcp_bytes + segment.options.size()) / 4 << 4));
  octets.push_back(segment.flags);
  put16(octets, segment.window);
  put32(octets, 0);
  put(octets, segment.options);
  put(octets, segment.payload);
  set16(octets, 16, transport_checksum(protocol_tcp, octets));
  return ipv4(protocol_tcp, octets);
}

Octets udp(std::uint16_t from_port, std::uint16_t to_port, std::string_view payload) {
  Octets octets;
  put16(octets, from_port);
  put16(octets, to_port);
  put16(octets, static_cast<std::uint32_t>(8 + payload.size()));
  put16(octets, 0);
  octets.insert(octets.end(), payload.begin(), payload.end());
  set16(octets, 6, transport_checksum(protocol_udp, octets));
  return ipv4(protocol_udp, octets);
}

Octets arp_request() {
  return arp(Octets(6, 0xff), 1);
}

Octets arp_reply() {
  return arp(board_mac, 2);
}

std::optional<Segment> tcp_in(const Octets& frame) {
  constexpr std::size_t at = ethernet_bytes + ipv4_bytes;
  if (frame.size() < at + tcp_bytes || get16(frame, 12) != 0x0800) return std::nullopt;
  if (frame[ethernet_bytes + 9] != protocol_tcp) return std::nullopt;
  std::size_t end = ethernet_bytes + get16(frame, ethernet_bytes + 2);
  std::size_t data = at + static_cast<std::size_t>(frame[at + 12] >> 4) * 4;
  if (end > frame.size() || data > end) return std::nullopt;
  Segment segment;
  segment.from_port = static_cast<std::uint16_t>(get16(frame, at));
  segment.to_port = static_cast<std::uint16_t>(get16(frame, at + 2));
  segment.sequence = get32(frame, at + 4);
  segment.acknowledged = get32(frame, at + 8);
  segment.flags = frame[at + 13];
  segment.window = static_cast<std::uint16_t>(get16(frame, at + 14));
  auto from = frame.begin();
  segment.options.assign(from + at + tcp_bytes, from + static_cast<std::ptrdiff_t>(data));
  segment.payload.assign(from + static_cast<std::ptrdiff_t>(data),
                         from + static_cast<std::ptrdiff_t>(end));
  return segment;
}

}  // namespace parley::board::stack::frames
