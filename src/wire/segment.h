// What an IP packet carries: one TCP segment (RFC 9293) or one UDP datagram (RFC 768). libtins
// reads the headers; whether their checksums are right is found out here, because libtins only ever
// computes new ones.
//
// Thread rule: plain functions and values.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "base/address.h"
#include "base/bytes.h"

namespace parley::wire {

enum class Checksum : std::uint8_t {
  right,

  /// Left to the network card, which computes it after the capture has seen the packet ("checksum
  /// offload"): usual in packets of the very computer that captures.
  unfinished,

  wrong,    ///< whoever got it threw it away
  unknown,  ///< the capture has not the whole of it
};

struct Segment {
  Endpoint source;
  Endpoint destination;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  bool syn = false;
  bool ack = false;
  bool fin = false;
  bool rst = false;
  std::uint16_t window = 0;                   ///< as in the header, not scaled
  std::optional<std::uint16_t> segment_most;  ///< option MSS, octets
  std::optional<std::uint8_t> window_scale;   ///< option of RFC 7323, a shift
  bool selective = false;                     ///< SACK permitted (RFC 2018)
  std::uint32_t payload_bytes = 0;            ///< on the wire, even where the capture cut them off
  Bytes payload{};                            ///< as much as was captured; views the packet
  Checksum checksum = Checksum::right;

  /// False: whoever got it threw it away.
  bool intact() const { return checksum != Checksum::wrong; }
};

struct Datagram {
  Endpoint source;
  Endpoint destination;
  std::uint32_t payload_bytes = 0;
  Bytes payload{};
  Checksum checksum = Checksum::right;

  bool intact() const { return checksum != Checksum::wrong; }
};

/// A part of a packet that was cut on its way (RFC 791), but for the first. They are not joined.
struct Fragment {};

/// Empty: another protocol, or garbage.
using Carried = std::variant<std::monostate, Segment, Datagram, Fragment>;

/// Takes any octets. A first fragment is as good as its header says.
Carried read_packet(Bytes ip_packet);

/// The TCP segment in an Ethernet frame; nothing when there is none.
std::optional<Segment> read_segment(Bytes frame);

}  // namespace parley::wire
