// A recording of ours as the events that were recorded. What `event::append_jsonl` makes of one is
// octet for octet what it made of the original.
//
//     damage        a `noted` event with number 0 in its place
//     a gap         a `dropped` event with the number of the last event that is missing
//     messages      framing is not recorded: each `received` event is a message of its own
//
// A start in the middle does not know what a connection was called: its ends are then those of the
// rebuilt packets, unless `ask` named somebody who knows.
//
// Thread rule: one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "event/source.h"
#include "record/event_from_json.h"
#include "record/reader.h"

namespace parley::record {

class RecordingSource final : public event::Source {
 public:
  explicit RecordingSource(SegmentedFile file);

  Result<const event::Event*> next() override;
  std::vector<std::string> remarks() const override;

  /// The next event is the first with this number, or of this time, or later.
  Result<> seek_event(std::uint64_t number);
  Result<> seek_time(WallTime time);

  /// The next event is the first of a segment.
  void seek_segment(std::uint64_t segment);

  /// Events that are of no interest are passed over, at the speed of reading, half of the segments
  /// by a thread of their own. Null: all are. It is asked from the next segment on, by two threads,
  /// and outlives this source or is replaced.
  void set_interest(const Interest* interest);

  /// Before this segment everything is as if the file ended there.
  void stop_before(std::uint64_t segment) { reader_.stop_before(segment); }

  /// Where the event last given stands.
  std::uint64_t segment() const { return reader_.segment(); }
  const SegmentedFile& file() const { return reader_.file(); }

  /// The connections that are open after the event last given, as far as they were told.
  using Open = std::unordered_map<event::ConnectionId, OpenConnection>;
  const Open& open_connections() const { return open_; }

  /// Who knows of connections that began before the place where reading does. It may answer null.
  using Known = std::function<const OpenConnection*(event::ConnectionId)>;
  void ask(Known known) { known_ = std::move(known); }

 private:
  const event::Event* tell_block();
  const event::Event* tell_payload(const Block& block);
  const event::Event* tell_event(const Block& block);
  const event::Event* tell_damage(const Damage& damage);
  OpenConnection& connection_of(const Block& block);
  void know(const OpenConnection& connection);
  bool is_wanted(const Block& block);
  void learn(const Block& block);
  bool is_before_start(const event::Event& event);

  Reader reader_;
  Open open_;
  Known known_;
  StoredEvent stored_;
  std::string damage_words_;
  const Interest* interest_ = nullptr;
  std::unique_ptr<Scout> scout_;  // of `interest_`
  std::uint64_t judged_segment_ = 0;
  bool segment_judged_ = false;
  bool segment_wanted_ = true;
  std::uint64_t start_event_ = 0;
  WallTime start_time_{WallTime::min()};
};

}  // namespace parley::record
