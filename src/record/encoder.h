// From events to the blocks of a recording, in memory: the half of the writer that runs where the
// events come from. docs/recording.md is the format.
//
// Constraint that shaped it: it is called for every read and every write, so a payload costs one
// copy, its CRC and two small headers, and no allocation; what is rare (JSON) may cost more. With
// many peers it is memory that costs: see FlowTable.
//
// Thread rule: one thread. Segments that were left behind belong to whoever gave them.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <string_view>

#include "event/event.h"
#include "record/event_json.h"
#include "record/flow_table.h"
#include "record/format.h"
#include "record/segment.h"

namespace parley::record {

/// What a continued recording holds already.
struct Continued {
  std::uint64_t event = 0;  ///< numbers of the last of each
  event::PeerId peer{};
  event::ConnectionId connection{};
  WallTime time;
  std::uint64_t tag = 0;  ///< of the file
};

class Encoder {
 public:
  /// The next segment to fill; null: none is free now. Number 0 begins a file. The one before is
  /// full up to its end by then.
  using NextSegment = std::function<Segment*()>;

  /// `application` is what the file says wrote it; `seed` gives the first sequence numbers.
  Encoder(std::string application, std::uint64_t seed, NextSegment next);

  /// Goes on in a recording: its last segment, filled up to `end`.
  void resume(Segment& last, const Continued& held);

  /// Before the first event, where it is not number 1.
  void number_from(const Continued& held);

  /// False: there is no segment, and nothing of the event was kept; it is then the caller's to
  /// count, with `lose`.
  bool put(const event::Event& event);

  /// An event that cannot be kept: what it changes is remembered, so that the rest fits together.
  void lose(const event::Event& event);

  /// Tells what is missing up to here and which connections are open. False as for `put`.
  bool put_gap(const Gap& gap);

  /// Tests that want a wrap of the sequence number within reach.
  void set_initial_sequence(std::uint32_t received, std::uint32_t sent);

 private:
  struct Packet;

  Flow& open(const event::Event& event);
  Flow& flow_of(const event::Event& event);
  static void count(Flow& flow, Way way, std::size_t bytes);
  bool put_payload(const event::Event& event);
  bool put_json(const event::Event& event);
  bool put_json_block(std::string_view json, std::uint64_t packet_id, event::PeerId peer);
  void put_bare(Flow& flow, Way way, std::uint8_t flags);
  void put_handshake(Flow& flow);
  void put_ending(Flow& flow, event::Kind kind);
  void put_open_connections();

  bool put_packet(const Packet& packet);
  char* reserve(std::size_t bytes);
  bool next_segment();
  void begin_file();
  void begin_segment();
  void pad();
  void publish();

  std::string application_;
  NextSegment next_;
  std::mt19937_64 random_;
  Segment* segment_ = nullptr;
  std::size_t position_ = 0;
  std::uint64_t tag_ = 0;  // of the file, in each of its segments
  std::uint64_t number_next_ = 1;
  WallTime now_;
  FlowTable open_;
  bool statements_missing_ = false;
  std::array<std::uint32_t, 2> initial_sequence_{};
  bool initial_sequence_set_ = false;
  std::string json_;  // reused
};

/// A whole recording in memory, for tests and tools.
ByteString encode_all(const std::function<void(Encoder&)>& put_events, std::uint64_t seed = 1,
                      std::size_t segment_bytes = format::segment_bytes);

}  // namespace parley::record
