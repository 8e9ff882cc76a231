// Frames for this room's tests, made by libtins, which computes the checksums on its own.
#pragma once

#include <string>
#include <tins/ethernetII.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include "base/bytes.h"

namespace parley::wire::test {

inline constexpr const char* board_address = "10.0.2.15";
inline constexpr const char* router_address = "10.0.2.2";

inline std::string octets(Tins::PDU& frame) {
  const auto bytes = frame.serialize();
  return {bytes.begin(), bytes.end()};
}

/// What makes one TCP segment; everything else is 0.
struct Made {
  bool from_board = true;
  Tins::small_uint<12> flags = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::string payload{};
  std::uint16_t board_port = 49153;
  std::uint16_t segment_most = 0;  ///< 0: no such option
};

inline Tins::TCP tcp_of(const Made& made) {
  constexpr std::uint16_t router_port = 8888;
  Tins::TCP tcp(made.from_board ? router_port : made.board_port,
                made.from_board ? made.board_port : router_port);
  tcp.flags(made.flags);
  tcp.seq(made.sequence);
  tcp.ack_seq(made.acknowledgement);
  tcp.window(2144);
  if (made.segment_most != 0) tcp.mss(made.segment_most);
  return tcp;
}

inline std::string frame_of(const Made& made) {
  Tins::IP ip(made.from_board ? router_address : board_address,
              made.from_board ? board_address : router_address);
  Tins::EthernetII frame =
      Tins::EthernetII("52:55:0a:00:02:02", "5c:cf:7f:01:02:03") / ip / tcp_of(made);
  // Not `frame = frame / ...`: libtins 4.0 leaks what an assigned packet held.
  if (!made.payload.empty()) frame /= Tins::RawPDU(made.payload);
  return octets(frame);
}

}  // namespace parley::wire::test
