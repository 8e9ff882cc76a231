// A connection with what waits to be sent on it. Messages are kept until the other end reads them;
// frames are lost when it does not, as a radio loses them.
//
// Owner: the router. Thread rule: one thread. Limits: `line_messages_max` messages wait, else the
// connection ends: who does not read for so long is not there; `line_frames_max` frames.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "board/link/connection.h"

namespace parley::board::router {

/// A hundred scan results, or the list of a thousand boards.
inline constexpr std::size_t line_messages_max = 1024;

/// On top of what the socket itself holds (some 90 full frames).
inline constexpr std::size_t line_frames_max = 128;

class Line {
 public:
  explicit Line(link::Connection connection) : connection_(std::move(connection)) {}

  /// Kept until it can leave. After a failure `ended` is true.
  void send(const link::Message& message);

  /// False: lost.
  bool send_frame(std::uint8_t interface, std::span<const std::uint8_t> frame);

  /// After POLLOUT.
  void flush();

  link::Connection::Got receive(link::Packet& buffer, link::Message& into);

  /// Gives the connection away. Only while nothing waits.
  link::Connection release() { return std::move(connection_); }

  /// Nothing more is sent or received; its owner forgets it at the end of the turn.
  void end() { ended_ = true; }
  bool ended() const { return ended_; }
  bool waits() const { return !waiting_.empty(); }
  int descriptor() const { return connection_.descriptor(); }

 private:
  bool keep(const link::Message& message);

  link::Connection connection_;
  std::deque<std::vector<std::uint8_t>> waiting_;
  std::size_t frames_waiting_ = 0;
  bool ended_ = false;
};

}  // namespace parley::board::router
