#include "board/router/frame.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

namespace parley::board::router {

namespace {

constexpr std::size_t ethernet_bytes = link::frame_bytes_min;
constexpr std::size_t arp_bytes = 28;
constexpr std::size_t ip_bytes = 20;
constexpr std::size_t udp_bytes = 8;
constexpr std::uint8_t udp_protocol = 17;

/// The IPv4 header with its options; empty where there is none that is whole.
Frame ip_header(Frame frame) {
  if (frame.size() < ethernet_bytes + ip_bytes || type_of(frame) != type_ipv4) return {};
  const Frame packet = frame.subspan(ethernet_bytes);
  const std::size_t size = (packet[0] & 0x0fu) * 4u;
  if (packet[0] >> 4 != 4 || size < ip_bytes || size > packet.size()) return {};
  return packet.first(size);
}

std::uint32_t sum_of(std::span<const std::uint8_t> octets) {
  std::uint32_t sum = 0;
  for (std::size_t at = 0; at + 1 < octets.size(); at += 2)
    sum += number16(octets, at);
  if (octets.size() % 2 != 0) sum += static_cast<std::uint32_t>(octets.back()) << 8;
  return sum;
}

void append(std::vector<std::uint8_t>& out, std::span<const std::uint8_t> octets) {
  out.insert(out.end(), octets.begin(), octets.end());
}

std::vector<std::uint8_t> ip_header_of(const Udp& packet, std::size_t length) {
  std::vector<std::uint8_t> header{0x45, 0};
  put16(header, static_cast<std::uint32_t>(length));
  put32(header, 0);  // identification, fragmentation
  put16(header, 64 << 8 | udp_protocol);
  put16(header, 0);
  put32(header, packet.source.number);
  put32(header, packet.destination.number);
  const std::uint16_t sum = checksum(header);
  header[10] = static_cast<std::uint8_t>(sum >> 8);
  header[11] = static_cast<std::uint8_t>(sum);
  return header;
}

/// RFC 768: with a pseudo header, and 0 sent as its other form.
std::uint16_t udp_checksum(const Udp& packet, std::span<const std::uint8_t> datagram) {
  std::vector<std::uint8_t> pseudo;
  put32(pseudo, packet.source.number);
  put32(pseudo, packet.destination.number);
  put16(pseudo, udp_protocol);
  put16(pseudo, static_cast<std::uint32_t>(datagram.size()));
  const std::uint16_t sum = checksum(datagram, sum_of(pseudo));
  return sum == 0 ? 0xffff : sum;
}

Mac mac_at(Frame frame, std::size_t at) {
  Mac mac;
  std::copy_n(frame.begin() + static_cast<std::ptrdiff_t>(at), mac.size(), mac.begin());
  return mac;
}

}  // namespace

std::string to_string(const Mac& mac) {
  return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", mac[0], mac[1], mac[2], mac[3],
                     mac[4], mac[5]);
}

std::string to_string(Ip ip) {
  return fmt::format("{}.{}.{}.{}", ip.number >> 24, ip.number >> 16 & 255, ip.number >> 8 & 255,
                     ip.number & 255);
}

Mac destination_of(Frame frame) {
  return mac_at(frame, 0);
}

Mac source_of(Frame frame) {
  return mac_at(frame, 6);
}

std::uint16_t type_of(Frame frame) {
  return number16(frame, 12);
}

std::optional<Ip> arp_sender(Frame frame) {
  if (frame.size() < ethernet_bytes + arp_bytes || type_of(frame) != type_arp) return std::nullopt;
  const Frame packet = frame.subspan(ethernet_bytes);
  const bool ours = number16(packet, 0) == 1 && number16(packet, 2) == type_ipv4 &&
                    packet[4] == 6 && packet[5] == 4;
  if (!ours) return std::nullopt;
  return Ip{number32(packet, 14)};
}

std::vector<std::uint8_t> arp_announcement(const Mac& mac, Ip ip) {
  std::vector<std::uint8_t> frame;
  append(frame, broadcast_mac);
  append(frame, mac);
  put16(frame, type_arp);
  put16(frame, 1);  // Ethernet
  put16(frame, type_ipv4);
  put16(frame, 6 << 8 | 4);
  put16(frame, 1);  // request
  append(frame, mac);
  put32(frame, ip.number);
  append(frame, Mac{});
  put32(frame, ip.number);
  return frame;
}

std::optional<Ip> ip_source(Frame frame) {
  const Frame header = ip_header(frame);
  if (header.empty()) return std::nullopt;
  return Ip{number32(header, 12)};
}

std::optional<Udp> udp_of(Frame frame) {
  const Frame header = ip_header(frame);
  if (header.empty() || header[9] != udp_protocol || checksum(header) != 0) return std::nullopt;
  constexpr std::uint16_t more_or_offset = 0x3fff;
  if ((number16(header, 6) & more_or_offset) != 0) return std::nullopt;
  const std::size_t length = number16(header, 2);
  const Frame packet = frame.subspan(ethernet_bytes);
  if (length > packet.size() || length < header.size() + udp_bytes) return std::nullopt;
  const Frame datagram = packet.subspan(header.size(), length - header.size());
  const std::size_t size = number16(datagram, 4);
  if (size < udp_bytes || size > datagram.size()) return std::nullopt;
  return Udp{Ip{number32(header, 12)}, Ip{number32(header, 16)}, number16(datagram, 0),
             number16(datagram, 2), datagram.subspan(udp_bytes, size - udp_bytes)};
}

std::vector<std::uint8_t> udp_frame(const Mac& from, const Mac& to, const Udp& packet) {
  std::vector<std::uint8_t> datagram;
  put16(datagram, packet.source_port);
  put16(datagram, packet.destination_port);
  put16(datagram, static_cast<std::uint32_t>(udp_bytes + packet.payload.size()));
  put16(datagram, 0);
  append(datagram, packet.payload);
  const std::uint16_t sum = udp_checksum(packet, datagram);
  datagram[6] = static_cast<std::uint8_t>(sum >> 8);
  datagram[7] = static_cast<std::uint8_t>(sum);

  std::vector<std::uint8_t> frame;
  append(frame, to);
  append(frame, from);
  put16(frame, type_ipv4);
  append(frame, ip_header_of(packet, ip_bytes + datagram.size()));
  append(frame, datagram);
  return frame;
}

std::uint16_t number16(std::span<const std::uint8_t> octets, std::size_t at) {
  return static_cast<std::uint16_t>(octets[at] << 8 | octets[at + 1]);
}

std::uint32_t number32(std::span<const std::uint8_t> octets, std::size_t at) {
  return std::uint32_t{number16(octets, at)} << 16 | number16(octets, at + 2);
}

void put16(std::vector<std::uint8_t>& out, std::uint32_t number) {
  out.push_back(static_cast<std::uint8_t>(number >> 8));
  out.push_back(static_cast<std::uint8_t>(number));
}

void put32(std::vector<std::uint8_t>& out, std::uint32_t number) {
  put16(out, number >> 16);
  put16(out, number);
}

std::uint16_t checksum(std::span<const std::uint8_t> octets, std::uint32_t sum) {
  sum += sum_of(octets);
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

}  // namespace parley::board::router
