// The IP, TCP and UDP headers in front of a recorded payload. They are rebuilt: the program saw
// octets, not packets. Addresses, ports and counts are right, everything else is what a tidy stack
// would have sent. RFC 791, 8200, 9293, 768.
//
// Thread rule: plain values.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "event/event.h"

namespace parley::record {

inline constexpr std::uint8_t tcp_fin = 0x01;
inline constexpr std::uint8_t tcp_syn = 0x02;
inline constexpr std::uint8_t tcp_rst = 0x04;
inline constexpr std::uint8_t tcp_psh = 0x08;
inline constexpr std::uint8_t tcp_ack = 0x10;

enum class Way : std::uint8_t { received, sent };

/// What TCP counts; nothing for the others.
struct TcpNumbers {
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
};

/// Everything of one connection's headers that does not change, in one cache line for both
/// directions: they differ by who is the source.
class RebuiltHeader {
 public:
  /// IPv6 and TCP with the options of a SYN.
  static constexpr std::size_t bytes_max = 40 + 20 + 8;

  /// A serial line is told as TCP between two addresses that nothing real has. An end without an
  /// address of the far end's family has the unspecified one of that family.
  RebuiltHeader(const event::Party& party, event::ConnectionId connection);

  /// Of no connection: there is nothing to write.
  RebuiltHeader() = default;

  /// Without the options of a SYN.
  std::size_t size() const { return std::size_t{ip_bytes_} + transport_bytes_; }
  bool is_tcp() const { return transport_bytes_ == tcp_bytes; }

  /// Writes `size()` octets. `payload` follows them. `to` has room for `bytes_max` octets, of which
  /// those behind `size()` are then anything.
  void write(char* to, Way way, Bytes payload, const TcpNumbers& numbers) const;

  /// Writes a SYN with its options; returns how many octets.
  std::size_t write_syn(char* to, Way way, const TcpNumbers& numbers) const;

 private:
  static constexpr std::uint8_t tcp = 6;
  static constexpr std::uint8_t udp = 17;
  static constexpr std::uint8_t tcp_bytes = 20;
  static constexpr std::uint8_t udp_bytes = 8;

  void make_ip(const Endpoint& source, const Endpoint& destination, std::uint8_t protocol);
  void make_transport(Port source, Port destination);
  void write_constant(char* to, Way way) const;
  void write_ip(char* to, std::size_t behind_ip) const;
  void write_tcp(char* to, const TcpNumbers& numbers, std::size_t header_bytes) const;
  std::uint16_t udp_checksum(const char* packet, Bytes payload) const;

  std::array<char, 60> octets_{};  // as received: the far end is the source
  std::uint16_t ip_sum_ = 0;       // of the IPv4 header without its length
  std::uint8_t ip_bytes_ = 0;
  std::uint8_t transport_bytes_ = 0;
};
static_assert(sizeof(RebuiltHeader) == 64);

/// How many octets of header a rebuilt packet has in front of its payload; nothing when they are
/// not the ones that are rebuilt for this transport.
std::optional<std::size_t> rebuilt_bytes(Bytes packet, event::Transport transport);

/// What a rebuilt packet tells of its conversation: the ends, and a transport that fits. TLS looks
/// like TCP, and nobody knows what a serial device was called.
event::Party party_of_packet(Bytes packet, Way way);

}  // namespace parley::record
