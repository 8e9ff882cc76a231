#include "record/rebuilt.h"

#include <cstring>

#include "record/format.h"

namespace parley::record {

namespace {

constexpr std::size_t length_max = 65'535;
constexpr std::uint16_t window = 65'535;
constexpr std::size_t syn_options_bytes = 8;
constexpr std::uint16_t serial_remote_port = 49'151;
constexpr std::uint32_t serial_local_port_first = 49'152;
constexpr std::uint32_t serial_local_ports = 16'384;

void put16(char* to, std::size_t value) {
  to[0] = static_cast<char>(value >> 8);
  to[1] = static_cast<char>(value);
}

void put32(char* to, std::uint32_t value) {
  put16(to, value >> 16);
  put16(to + 2, value & 0xffff);
}

std::uint32_t number16(const char* at) {
  return static_cast<std::uint32_t>(static_cast<unsigned char>(at[0]) << 8 |
                                    static_cast<unsigned char>(at[1]));
}

/// RFC 1071, before it is folded and turned over.
std::uint32_t sum_of(Bytes octets, std::uint32_t sum = 0) {
  std::size_t at = 0;
  for (; at + 1 < octets.size(); at += 2)
    sum += number16(octets.data() + at);
  if (at < octets.size())
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(octets[at])) << 8;
  return sum;
}

std::uint16_t folded(std::uint32_t sum) {
  sum = (sum & 0xffff) + (sum >> 16);
  sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(sum);
}

std::uint16_t checksum_of(std::uint32_t sum) {
  return static_cast<std::uint16_t>(~folded(sum));
}

struct Ends {
  Endpoint local;
  Endpoint remote;
};

Ends ends_of(const event::Party& party, event::ConnectionId connection) {
  if (party.transport == event::Transport::serial) {
    const std::uint32_t own =
        serial_local_port_first + static_cast<std::uint32_t>(connection) % serial_local_ports;
    return {{*IpAddress::parse(format::serial_local), static_cast<Port>(own)},
            {*IpAddress::parse(format::serial_remote), Port{serial_remote_port}}};
  }
  Ends ends{party.local, party.remote};
  if (ends.local.address.family() != ends.remote.address.family()) {
    // A socket of both families does not tell which of its addresses a datagram came to.
    Endpoint& unknown = ends.remote.address.is_any() ? ends.remote : ends.local;
    const Endpoint& known = ends.remote.address.is_any() ? ends.local : ends.remote;
    unknown.address = IpAddress::any(known.address.family());
  }
  return ends;
}

}  // namespace

RebuiltHeader::RebuiltHeader(const event::Party& party, event::ConnectionId connection) {
  const Ends ends = ends_of(party, connection);
  switch (party.transport) {
    case event::Transport::udp:
      transport_bytes_ = udp_bytes;
      make_ip(ends.remote, ends.local, udp);
      break;
    case event::Transport::raw:
      make_ip(ends.remote, ends.local, static_cast<std::uint8_t>(ends.remote.port));
      return;
    default:
      transport_bytes_ = tcp_bytes;
      make_ip(ends.remote, ends.local, tcp);
      break;
  }
  make_transport(ends.remote.port, ends.local.port);
}

void RebuiltHeader::make_ip(const Endpoint& source, const Endpoint& destination,
                            std::uint8_t protocol) {
  char* at = octets_.data();
  if (!destination.address.is_v4()) {
    ip_bytes_ = 40;
    at[0] = 0x60;
    at[6] = static_cast<char>(protocol);
    at[7] = 64;  // hop limit
    std::memcpy(at + 8, source.address.octets(), 16);
    std::memcpy(at + 24, destination.address.octets(), 16);
    return;
  }
  ip_bytes_ = 20;
  at[0] = 0x45;
  at[6] = 0x40;  // do not fragment
  at[8] = 64;    // time to live
  at[9] = static_cast<char>(protocol);
  std::memcpy(at + 12, source.address.octets(), 4);
  std::memcpy(at + 16, destination.address.octets(), 4);
  ip_sum_ = folded(sum_of(Bytes(at, ip_bytes_)));
}

void RebuiltHeader::make_transport(Port source, Port destination) {
  char* at = octets_.data() + ip_bytes_;
  put16(at, static_cast<std::size_t>(source));
  put16(at + 2, static_cast<std::size_t>(destination));
  if (is_tcp()) put16(at + 14, window);
}

/// All of `octets_`, whatever `size()` is: a copy of known length is no call.
void RebuiltHeader::write_constant(char* to, Way way) const {
  std::memcpy(to, octets_.data(), octets_.size());
  if (way == Way::received) return;
  const auto exchange = [this, to](std::size_t source, std::size_t bytes) {
    std::memcpy(to + source, octets_.data() + source + bytes, bytes);
    std::memcpy(to + source + bytes, octets_.data() + source, bytes);
  };
  if (ip_bytes_ == 40) {
    exchange(8, 16);
  } else {
    exchange(12, 4);
  }
  exchange(ip_bytes_, 2);  // the ports, where there are some
}

void RebuiltHeader::write_ip(char* to, std::size_t behind_ip) const {
  if (ip_bytes_ == 40) {
    put16(to + 4, behind_ip <= length_max ? behind_ip : 0);
    return;
  }
  // 0, where it does not fit, is how captures tell of packets that a network card still cuts.
  const std::size_t total = behind_ip + ip_bytes_;
  const std::size_t told = total <= length_max ? total : 0;
  put16(to + 2, told);
  put16(to + 10, checksum_of(ip_sum_ + static_cast<std::uint32_t>(told)));
}

void RebuiltHeader::write_tcp(char* to, const TcpNumbers& numbers, std::size_t header_bytes) const {
  char* at = to + ip_bytes_;
  put32(at + 4, numbers.sequence);
  put32(at + 8, numbers.acknowledgement);
  at[12] = static_cast<char>(header_bytes / 4 << 4);
  at[13] = static_cast<char>(numbers.flags);
}

void RebuiltHeader::write(char* to, Way way, Bytes payload, const TcpNumbers& numbers) const {
  write_constant(to, way);
  write_ip(to, transport_bytes_ + payload.size());
  if (is_tcp()) {
    write_tcp(to, numbers, transport_bytes_);
  } else if (transport_bytes_ == udp_bytes) {
    char* at = to + ip_bytes_;
    put16(at + 4, (transport_bytes_ + payload.size()) & 0xffff);
    // Over IPv6 none is wrong (RFC 8200, 8.1), and tshark says so.
    if (ip_bytes_ == 40) put16(at + 6, udp_checksum(to, payload));
  }
}

std::uint16_t RebuiltHeader::udp_checksum(const char* packet, Bytes payload) const {
  std::uint32_t sum = sum_of(Bytes(packet + 8, 32));
  sum += udp + static_cast<std::uint32_t>(transport_bytes_ + payload.size());
  sum = sum_of(payload, sum_of(Bytes(packet + ip_bytes_, transport_bytes_), sum));
  const std::uint16_t checksum = checksum_of(sum);
  return checksum == 0 ? 0xffff : checksum;
}

std::size_t RebuiltHeader::write_syn(char* to, Way way, const TcpNumbers& numbers) const {
  const std::size_t header = transport_bytes_ + syn_options_bytes;
  write_constant(to, way);
  write_ip(to, header);
  write_tcp(to, numbers, header);
  char* options = to + ip_bytes_ + transport_bytes_;
  options[0] = 2;  // maximum segment size
  options[1] = 4;
  put16(options + 2, format::segment_size_option);
  options[4] = 1;  // no operation
  options[5] = 3;  // window scale
  options[6] = 3;
  options[7] = static_cast<char>(format::window_scale_option);
  return ip_bytes_ + header;
}

}  // namespace parley::record
