// From captured frames to TCP connections: who asked whom, each step of the three-way handshake
// (RFC 9293, 3.5), and how it ended. Only what was captured is in it. A step that the link lost is
// marked as that, a step that was not captured is not there, and nothing is concluded from the
// steps around it.
//
// A connection is told by its link (an interface of the capture), its two ends and its first
// number, so one that was seen on two links is two, and so is one that took the same ports again.
// One whose SYN is not in the capture is left out and counted.
//
// Thread rule: plain values, one thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "wire/frame.h"
#include "wire/segment.h"

namespace parley::wire {

/// Of one connection's opening and of its end. The repetitions of a SYN that nobody answers are 6.
inline constexpr std::size_t steps_max = 32;

/// One segment that opens or ends a connection, without its payload.
struct Step {
  enum class Kind : std::uint8_t { syn, syn_ack, ack, fin, rst };
  Kind kind = Kind::syn;
  bool by_client = true;
  bool lost = false;
  WallTime time{};
  Segment segment;
};

struct Conversation {
  std::string link;
  Endpoint client;  ///< whose SYN was first
  Endpoint server;

  /// SYN, SYN-ACK and ACK with all repetitions, or the RST that refused, in the order of capture.
  std::vector<Step> opening;
  bool established = false;  ///< all three were seen, none of them lost
  bool refused = false;      ///< RST was the answer to SYN

  /// FIN and RST.
  std::vector<Step> closing;

  std::uint64_t client_bytes = 0;  ///< of data, each octet once
  std::uint64_t server_bytes = 0;
  std::uint64_t segments_repeated = 0;  ///< data that had been seen before
  std::uint64_t segments_lost = 0;      ///< marked as lost in the capture
  std::uint64_t segments_damaged = 0;   ///< wrong checksum; nothing else of them counts
};

class Conversations {
 public:
  void add(const Frame& frame);

  /// In the order of their first SYN.
  const std::vector<Conversation>& all() const { return all_; }

  /// TCP segments of connections whose beginning is not in the capture.
  std::uint64_t segments_without_opening() const { return segments_without_opening_; }

 private:
  struct Direction {
    bool known = false;
    std::uint32_t first = 0;  ///< the SYN's number
    std::uint64_t seen = 0;   ///< octets of data up to the furthest that was seen
  };
  struct Track {
    std::size_t index = 0;
    Direction client;
    Direction server;
  };
  using Key = std::pair<std::string, std::pair<Endpoint, Endpoint>>;

  Track* find(const Frame& frame, const Segment& segment);
  Track& begin(const Frame& frame, const Segment& segment);
  static void note_opening(Track& track, Conversation& conversation, const Step& step);
  static void note_data(Direction& direction, Conversation& conversation, const Step& step);

  std::vector<Conversation> all_;
  std::map<Key, Track> tracks_;
  std::uint64_t segments_without_opening_ = 0;
};

/// Of a whole capture in memory, or of as much of one as is there yet. Errors: it is none.
Result<Conversations> read_capture(Bytes capture);

}  // namespace parley::wire
