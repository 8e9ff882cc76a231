#include "wire/segment.h"

#include <algorithm>
#include <array>
#include <exception>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/tcp.h>
#include <tins/udp.h>

#include "record/capture.h"
#include "wire/link.h"

namespace parley::wire {

namespace {

constexpr std::uint8_t protocol_tcp = 6;
constexpr std::uint8_t protocol_udp = 17;
constexpr std::size_t checksum_at_tcp = 16;
constexpr std::size_t checksum_at_udp = 6;
constexpr std::size_t udp_header_bytes = 8;

/// An IP header, and where what it carries lies.
struct Header {
  Endpoint source;
  Endpoint destination;
  bool v4 = true;
  std::size_t bytes = 0;          ///< of the header, with extensions
  std::size_t carried_bytes = 0;  ///< as it tells
};

/// The ones' complement sum of RFC 1071, in network order; an odd last octet is padded.
std::uint32_t sum_of(Bytes octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const std::uint32_t octet = static_cast<std::uint8_t>(octets[i]);
    sum += i % 2 == 0 ? octet << 8u : octet;
    if (sum >= 1u << 31u) sum = (sum & 0xffff) + (sum >> 16u);
  }
  return sum;
}

std::uint16_t folded(std::uint32_t sum) {
  while (sum >> 16u)
    sum = (sum & 0xffff) + (sum >> 16u);
  return static_cast<std::uint16_t>(sum);
}

std::uint32_t address_sum(const IpAddress& address) {
  return folded(sum_of({reinterpret_cast<const char*>(address.octets()), address.size()}));
}

/// Of what the header carries. A card that is to finish the work finds the sum of the
/// pseudo-header in the field, with or without the length.
Checksum carried_checksum(const Header& header, Bytes carried, std::uint8_t protocol,
                          std::size_t at) {
  if (carried.size() < header.carried_bytes || carried.size() < at + 2) return Checksum::unknown;
  const std::uint32_t field = sum_of(carried.substr(at, 2));
  const std::uint32_t addresses =
      address_sum(header.source.address) + address_sum(header.destination.address) + protocol;
  const auto bytes = static_cast<std::uint32_t>(carried.size());
  const std::uint32_t pseudo = addresses + (bytes >> 16u) + (bytes & 0xffff);
  if (folded(sum_of(carried) + pseudo) == 0xffff) return Checksum::right;
  if (field == 0) return protocol == protocol_udp ? Checksum::right : Checksum::unfinished;
  return field == folded(pseudo) || field == folded(addresses) ? Checksum::unfinished
                                                               : Checksum::wrong;
}

Checksum header_checksum(const Header& header, Bytes packet) {
  if (!header.v4) return Checksum::right;
  if (sum_of(packet.substr(10, 2)) == 0) return Checksum::unfinished;
  return folded(sum_of(packet.substr(0, header.bytes))) == 0xffff ? Checksum::right
                                                                  : Checksum::wrong;
}

Checksum checksum_of(const Header& header, Bytes packet, std::uint8_t protocol, std::size_t at) {
  const Checksum outer = header_checksum(header, packet);
  if (outer == Checksum::wrong) return outer;
  const Bytes carried = packet.substr(header.bytes).substr(0, header.carried_bytes);
  const Checksum inner = carried_checksum(header, carried, protocol, at);
  return inner == Checksum::right ? outer : inner;
}

IpAddress address_of(const Tins::IPv4Address& address) {
  const std::uint32_t number = address;  // as it lies in the frame
  std::array<std::uint8_t, 4> octets{};
  const auto* from = reinterpret_cast<const std::uint8_t*>(&number);
  std::copy_n(from, octets.size(), octets.begin());
  return IpAddress::v4(octets);
}

IpAddress address_of(const Tins::IPv6Address& address) {
  std::array<std::uint8_t, 16> octets{};
  std::copy(address.begin(), address.end(), octets.begin());
  return IpAddress::v6(octets);
}

/// The options that count in a handshake. RFC 9293: one of a wrong length is as good as none.
void read_options(const Tins::TCP& tcp, Segment& segment) {
  for (const auto& option : tcp.options()) {
    const auto* data = option.data_ptr();
    if (option.option() == Tins::TCP::MSS && option.data_size() == 2) {
      segment.segment_most = static_cast<std::uint16_t>(data[0] << 8 | data[1]);
    } else if (option.option() == Tins::TCP::WSCALE && option.data_size() == 1) {
      segment.window_scale = data[0];
    } else if (option.option() == Tins::TCP::SACK_OK) {
      segment.selective = true;
    }
  }
}

Carried read_tcp(const Tins::TCP& tcp, const Header& header, Bytes packet) {
  const std::size_t head_bytes = tcp.data_offset() * std::size_t{4};
  if (head_bytes > header.carried_bytes) return {};
  Segment segment;
  segment.source = {header.source.address, Port{tcp.sport()}};
  segment.destination = {header.destination.address, Port{tcp.dport()}};
  segment.sequence = tcp.seq();
  segment.acknowledgement = tcp.ack_seq();
  segment.syn = (tcp.flags() & Tins::TCP::SYN) != 0;
  segment.ack = (tcp.flags() & Tins::TCP::ACK) != 0;
  segment.fin = (tcp.flags() & Tins::TCP::FIN) != 0;
  segment.rst = (tcp.flags() & Tins::TCP::RST) != 0;
  segment.window = tcp.window();
  segment.payload_bytes = static_cast<std::uint32_t>(header.carried_bytes - head_bytes);
  const std::size_t begins = std::min(packet.size(), header.bytes + head_bytes);
  segment.payload = packet.substr(begins, segment.payload_bytes);
  read_options(tcp, segment);
  segment.checksum = checksum_of(header, packet, protocol_tcp, checksum_at_tcp);
  return segment;
}

Carried read_udp(const Tins::UDP& udp, const Header& header, Bytes packet) {
  if (udp.length() < udp_header_bytes) return {};
  Datagram datagram;
  datagram.source = {header.source.address, Port{udp.sport()}};
  datagram.destination = {header.destination.address, Port{udp.dport()}};
  datagram.payload_bytes = udp.length() - std::uint32_t{udp_header_bytes};
  const std::size_t begins = std::min(packet.size(), header.bytes + udp_header_bytes);
  datagram.payload = packet.substr(begins, datagram.payload_bytes);
  datagram.checksum = checksum_of(header, packet, protocol_udp, checksum_at_udp);
  return datagram;
}

template <typename Ip>
Carried read_carried(const Ip& ip, const Header& header, Bytes packet) {
  if (header.bytes > packet.size()) return {};
  if (const auto* tcp = ip.template find_pdu<Tins::TCP>()) return read_tcp(*tcp, header, packet);
  if (const auto* udp = ip.template find_pdu<Tins::UDP>()) return read_udp(*udp, header, packet);
  return {};
}

Carried read_v4(Bytes packet) {
  const Tins::IP ip(reinterpret_cast<const std::uint8_t*>(packet.data()),
                    static_cast<std::uint32_t>(packet.size()));
  Header header;
  header.bytes = ip.head_len() * std::size_t{4};
  if (ip.fragment_offset() != 0) return Fragment{};
  if (ip.tot_len() < header.bytes) return {};
  header.carried_bytes = ip.tot_len() - header.bytes;
  header.source.address = address_of(ip.src_addr());
  header.destination.address = address_of(ip.dst_addr());
  return read_carried(ip, header, packet);
}

Carried read_v6(Bytes packet) {
  constexpr std::size_t fixed = 40;
  const Tins::IPv6 ip(reinterpret_cast<const std::uint8_t*>(packet.data()),
                      static_cast<std::uint32_t>(packet.size()));
  Header header;
  header.v4 = false;
  header.bytes = ip.header_size();  // with the extension headers, which count as payload
  const std::size_t whole = ip.payload_length() + fixed;
  if (whole < header.bytes) return {};
  header.carried_bytes = whole - header.bytes;
  header.source.address = address_of(ip.src_addr());
  header.destination.address = address_of(ip.dst_addr());
  return read_carried(ip, header, packet);
}

}  // namespace

Carried read_packet(Bytes ip_packet) {
  // libtins tells of malformed packets, and of options it does not like, by exceptions; none of
  // them may leave this room.
  try {
    if (ip_packet.empty()) return {};
    const int version = static_cast<std::uint8_t>(ip_packet.front()) >> 4;
    if (version == 6) return read_v6(ip_packet);
    if (version == 4) return read_v4(ip_packet);
    return {};
  } catch (const std::exception&) {
    return {};
  }
}

std::optional<Segment> read_segment(Bytes frame) {
  const auto packet = ip_packet(record::link_type::ethernet, frame);
  if (!packet) return std::nullopt;
  auto carried = read_packet(*packet);
  if (auto* segment = std::get_if<Segment>(&carried)) return *segment;
  return std::nullopt;
}

}  // namespace parley::wire
