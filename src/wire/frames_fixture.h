// Frames for this room's tests, made by libtins, which computes the checksums on its own.
#pragma once

#include <string>
#include <tins/ethernetII.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/rawpdu.h>
#include <tins/tcp.h>

#include "base/bytes.h"
#include "record/capture.h"

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

/// A pcapng capture of one link with a frame every 250 us.
class MadeCapture {
 public:
  static constexpr std::uint32_t board_first = 6509;
  static constexpr std::uint32_t router_first = 0xffff'fffe;  // its numbers wrap around

  explicit MadeCapture(std::uint16_t link_type = record::link_type::ethernet) {
    record::pcapng::append_section(file_, "test");
    record::pcapng::append_interface(file_, {.link_type = link_type, .name = "board"});
  }

  MadeCapture& wait(Duration time) {
    time_ += time;
    return *this;
  }
  MadeCapture& octets(const std::string& frame, bool lost = false) {
    record::pcapng::append_packet(
        file_, {.time = time_, .data = frame, .comment = lost ? "lost on the link" : ""});
    return wait(std::chrono::microseconds(250));
  }
  MadeCapture& frame(const Made& made, bool lost = false) { return octets(frame_of(made), lost); }

  MadeCapture& handshake() {
    frame({.flags = Tins::TCP::SYN, .sequence = board_first, .segment_most = 536});
    frame({.from_board = false,
           .flags = Tins::TCP::SYN | Tins::TCP::ACK,
           .sequence = router_first,
           .acknowledgement = board_first + 1,
           .segment_most = 1460});
    return board(0, 0);
  }

  /// Data or an ACK: `at` and `has` count octets of data from 0.
  static Made of_board(std::uint32_t at, std::uint32_t has, std::string payload = "",
                       Tins::small_uint<12> more = 0) {
    return {.flags = Tins::TCP::ACK | more,
            .sequence = board_first + 1 + at,
            .acknowledgement = router_first + 1 + has,
            .payload = std::move(payload)};
  }
  static Made of_router(std::uint32_t at, std::uint32_t has, std::string payload = "",
                        Tins::small_uint<12> more = 0) {
    return {.from_board = false,
            .flags = Tins::TCP::ACK | more,
            .sequence = router_first + 1 + at,
            .acknowledgement = board_first + 1 + has,
            .payload = std::move(payload)};
  }
  MadeCapture& board(std::uint32_t at, std::uint32_t has, std::string payload = "",
                     Tins::small_uint<12> more = 0) {
    return frame(of_board(at, has, std::move(payload), more));
  }
  MadeCapture& router(std::uint32_t at, std::uint32_t has, std::string payload = "",
                      Tins::small_uint<12> more = 0) {
    return frame(of_router(at, has, std::move(payload), more));
  }

  const ByteString& file() const { return file_; }
  WallTime time() const { return time_; }

 private:
  ByteString file_;
  WallTime time_{std::chrono::seconds(1'800'000'000)};
};

}  // namespace parley::wire::test
