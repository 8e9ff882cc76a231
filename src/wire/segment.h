// One TCP segment (RFC 9293) as an Ethernet frame carried it. libtins reads the headers; whether
// their checksums are right is found out here, because libtins only ever computes new ones.
//
// Thread rule: plain functions and values.
#pragma once

#include <cstdint>
#include <optional>

#include "base/address.h"
#include "base/bytes.h"

namespace parley::wire {

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

  /// False: a checksum of IPv4 or TCP is wrong, so whoever got it threw it away. True where that
  /// cannot be told, because the frame was not captured whole.
  bool intact = true;
};

/// Nothing when it is no whole TCP header over IPv4 or IPv6: another protocol, a later fragment, or
/// garbage. Takes any octets.
std::optional<Segment> read_segment(Bytes frame);

}  // namespace parley::wire
