// Where one message ends and the next begins in a stream of octets.
//
//     none    no messages: each chunk is one
//     line    LF ends a message; a CR before it belongs to the line end
//     length  a 32-bit big-endian count of octets, then that many
//
// Octets are never delayed: a chunk is cut where a message ends in it, and every piece is handed on
// at once, the unfinished one too. The pieces, one after the other, are exactly the stream.
//
// Limits. A line of more than `message_bytes_max` octets (its CR counts) is delivered as messages
// of that size; the line end after the last of them belongs to it and makes no empty message. A
// length above `message_bytes_max` is no length: most likely the peer speaks something else, and to
// believe "GET " would mean to wait for 1.2 GB. Framing then stops for good, the stream goes on as
// under `none`, those four octets included, and `trouble` says so.
//
// Memory: the unfinished message (at most twice `message_bytes_max`), and none when nothing is
// unfinished. A length that is announced reserves nothing.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/limits.h"
#include "base/result.h"
#include "text/line_ending.h"

namespace parley::text {

enum class Framing : std::uint8_t { none, line, length };

/// "none", "line" or "length"; the error lists them.
Result<Framing> parse_framing(std::string_view name);

/// The inverse of `parse_framing`. Static storage.
std::string_view framing_name(Framing framing);

/// A part of the stream that lies in one message.
struct Piece {
  Bytes bytes;                    ///< as they came, delimiters and prefixes included; never empty
  bool message_complete = false;  ///< this piece ends its message
  Bytes message;                  ///< when complete: all of it, without delimiter or prefix
};

/// Cuts one direction of one conversation. Thread rule: one thread at a time.
class Framer {
 public:
  explicit Framer(Framing framing, std::size_t message_bytes_max = limits::message_bytes_max);

  /// Calls `each(const Piece&)` for the pieces of a chunk. The views in a piece are valid during
  /// the call, which must neither destroy this object nor feed it. An empty chunk has no pieces.
  template <typename Each>
  void feed(Bytes chunk, Each&& each) {
    while (!chunk.empty()) {
      const Piece piece = take(chunk);
      each(piece);
      if (piece.message_complete && !held_.empty()) release();
    }
  }

  /// True inside a message or its prefix. At the end of a stream: the last message is not whole.
  bool partial() const { return !held_.empty() || prefix_count_ != 0; }

  /// What there is of the message that is not complete, without its prefix. Valid until `feed`.
  Bytes unfinished() const { return held_; }

  /// Empty, or why framing stopped: a clause for people.
  std::string trouble() const;

 private:
  Piece take(Bytes& chunk);
  Piece take_line(Bytes& chunk);
  Piece take_length(Bytes& chunk);
  Piece stop_framing(Bytes& chunk, std::size_t prefix_bytes_before);
  Piece complete(Bytes bytes, Bytes content);
  void release();

  static constexpr std::size_t prefix_bytes = 4;

  std::string held_;
  std::size_t message_bytes_max_;
  std::uint32_t length_ = 0;  ///< of the message under way, once its prefix is whole
  std::array<char, prefix_bytes> prefix_{};
  std::uint8_t prefix_count_ = 0;
  Framing framing_;
  bool line_was_cut_ = false;  ///< the message before was a line that reached the limit
  bool stopped_ = false;       ///< `length_` is the one that cannot be believed
};

/// A message as it is sent. none: the message and `ending`. line: the message and `ending`, or LF
/// where that is `none`. length: the count and the message; `ending` is not used.
std::string frame_message(Framing framing, Bytes message, LineEnding ending);

}  // namespace parley::text
