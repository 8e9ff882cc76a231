#include "record/scout.h"

#include <algorithm>
#include <atomic>
#include <gtest/gtest.h>
#include <set>
#include <thread>

#include "record/scene_fixture.h"

namespace parley::record {
namespace {

constexpr std::size_t small_segment = 8 * 1024;

/// Wants what has a text in it, and knows who asked.
class Text final : public Interest {
 public:
  explicit Text(std::string_view text) : text_(text) {}
  bool in_segment(Bytes whole_segment) const override {
    return whole_segment.find(text_) != Bytes::npos;
  }
  bool in_block(const Block& block) const override { return block.data.find(text_) != Bytes::npos; }

 private:
  std::string_view text_;
};

/// Wants nothing, and counts what it was asked by the reader itself.
class Nothing final : public Interest {
 public:
  bool in_segment(Bytes) const override {
    asked_by_reader += std::this_thread::get_id() == reader_;
    return true;
  }
  bool in_block(const Block&) const override { return false; }

  mutable std::atomic<std::size_t> asked_by_reader = 0;  // by segment

 private:
  std::thread::id reader_ = std::this_thread::get_id();
};

/// Few events of other kinds, so that a scout may pass over segments; and some damage.
ByteString talk(std::uint64_t seed, bool damaged) {
  Scene scene(seed);
  scene.other_every = 40;
  ByteString octets = scene.record(1500, small_segment, 700);
  std::mt19937_64 random(seed);
  const std::size_t front = *recording_front(octets) + format::segment_header_bytes;
  for (std::size_t hits = damaged ? random() % 8 : 0; hits > 0; --hits) {
    const std::size_t at = front + random() % (octets.size() - front);
    switch (random() % 4) {
      case 0: octets[at] = static_cast<char>(octets[at] ^ 1); break;
      case 1: octets.replace(at, 1, 1, '\0'); break;
      case 2:  // what fills a segment up: no event is missing
        octets[(at / small_segment + 1) * small_segment % octets.size() - 1] ^= 1;
        break;
      default: {  // a segment in the place of another
        const std::size_t segments = octets.size() / small_segment;
        octets.replace(random() % segments * small_segment, small_segment, octets,
                       random() % segments * small_segment, small_segment);
      }
    }
  }
  return octets;
}

std::string told(const event::Event& event) {
  return line_of(event) + std::to_string(event.time.time_since_epoch().count());
}

/// Everything that comes, damage too. `by_segments`: the end is always near, so there is no scout.
std::vector<std::string> all_of(const SegmentedFile& file, const Interest& interest,
                                bool by_segments, std::uint64_t from = 0) {
  RecordingSource source(file);
  source.set_interest(&interest);
  if (from != 0) {
    EXPECT_TRUE(source.seek_event(from));
  }
  std::vector<std::string> all;
  const std::uint64_t segments = *file.segments();
  for (std::uint64_t end = by_segments ? 1 : segments; end <= segments; ++end) {
    source.stop_before(end);
    while (const event::Event* event = *source.next())
      all.push_back(told(*event));
  }
  return all;
}

TEST(Scout, WhatIsFoundAndWhatIsToldOfDamageIsTheSame) {
  std::set<std::string> damage;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    MemoryFiles files;
    auto file = opened(files, talk(seed, true), small_segment);
    if (!file) continue;  // its front is damaged
    for (const char* text : {"nowhere at all", "abc", "FORGED", "dropped", "\xff"}) {
      const Text interest(text);
      for (const std::uint64_t from : {0, 1, 444, 1100}) {
        const auto plain = all_of(*file, interest, true, from);
        ASSERT_EQ(all_of(*file, interest, false, from), plain) << seed << " " << text;
        for (const std::string& line : plain) {
          if (line.find("the recording is damaged") != line.npos) damage.insert(line);
        }
      }
    }
  }
  EXPECT_GT(damage.size(), 40u);
}

constexpr std::size_t hole_at = Scout::run_segments + 2;  // segment

/// Events of one size, of which those from the start of a segment on have numbers that are
/// `missing` too high.
ByteString with_a_hole(std::uint64_t missing) {
  std::vector<std::unique_ptr<Segment>> segments;
  const auto next = [&] {
    segments.push_back(std::make_unique<Segment>(small_segment));
    segments.back()->number = segments.size() - 1;
    return segments.back().get();
  };
  event::Party party;
  event::Event event;
  event.kind = event::Kind::received;
  event.connection = event::ConnectionId{1};
  event.party = &party;
  event.bytes = "said";
  const auto put_until = [&](Encoder& encoder, std::size_t segments_wanted) {
    while (segments.size() < segments_wanted) {
      ++event.number;
      encoder.put(event);
    }
  };
  // Which event begins it is seen once it has; a second encoder does the same up to there.
  Encoder measuring("Parley", 1, next);
  put_until(measuring, hole_at + 1);
  const std::uint64_t first_behind = event.number;
  segments.clear();
  event.number = 0;
  Encoder encoder("Parley", 1, next);
  while (event.number + 1 < first_behind) {
    ++event.number;
    encoder.put(event);
  }
  event.number += missing;
  put_until(encoder, hole_at + 9);
  ByteString all;
  for (const auto& segment : segments)
    all.append(segment->octets.get(), segment->end.load());
  return all;
}

TEST(Scout, EventsThatAreMissingBetweenTwoSoundSegmentsAreTold) {
  const Nothing nothing;
  for (const std::uint64_t missing : {0, 7}) {
    MemoryFiles files;
    auto file = opened(files, with_a_hole(missing), small_segment);
    ASSERT_TRUE(file);
    // In the scout's run, at its start and at its end.
    for (std::uint64_t first = 0; first < hole_at; ++first) {
      RecordingSource source(*file);
      source.seek_segment(first);
      source.set_interest(&nothing);
      std::size_t told = 0;
      while (const event::Event* event = *source.next())
        told += event->reason.find("are missing") != Bytes::npos;
      EXPECT_EQ(told, missing == 0 ? 0u : 1u) << "from segment " << first;
    }
  }
}

TEST(Scout, StatementsThatFillSegmentsAreRead) {
  event::Party serial;
  serial.transport = event::Transport::serial;
  serial.target = "/dev/ttyUSB0";
  const Text needle("needle");
  // However many segments stand in front, so that the scout meets them anywhere in its run.
  for (std::uint64_t filler = 0; filler < 2 * Scout::run_segments; ++filler) {
    const auto put_all = [&](Encoder& encoder) {
      event::Event event;
      event.party = &serial;
      const auto put = [&](event::Kind kind, std::uint32_t connection, Bytes bytes) {
        ++event.number;
        event.kind = kind;
        event.connection = event::ConnectionId{connection};
        event.bytes = bytes;
        encoder.put(event);
      };
      for (std::uint32_t connection = 1; connection <= 150; ++connection)
        put(event::Kind::connected, connection, {});
      for (std::uint64_t i = 0; i < filler * small_segment / 256; ++i)
        put(event::Kind::received, 1, ByteString(256 - 128, ' '));
      encoder.put_gap({event.number + 1, event.number + 3, 0, {}, "the disk was full"});
      event.number += 3;
      for (std::uint32_t connection = 1; connection <= 150; ++connection)
        put(event::Kind::received, connection, "needle");
    };
    MemoryFiles files;
    auto file = opened(files, encode_all(put_all, 1, small_segment), small_segment);
    ASSERT_TRUE(file);
    const auto found = all_of(*file, needle, false);
    EXPECT_EQ(found.size(), 150u);
    EXPECT_EQ(found, all_of(*file, needle, true));
    for (const std::string& line : found)
      EXPECT_NE(line.find(serial.target), line.npos) << line;
  }
}

TEST(Scout, HalfOfTheSegmentsArePassedOver) {
  MemoryFiles files;
  auto file = opened(files, talk(1, false), small_segment);
  ASSERT_TRUE(file);
  const Nothing nothing;
  EXPECT_TRUE(all_of(*file, nothing, true).empty());
  const std::size_t segments = nothing.asked_by_reader;
  ASSERT_GT(segments, 20u);
  nothing.asked_by_reader = 0;
  EXPECT_TRUE(all_of(*file, nothing, false).empty());
  EXPECT_LT(nothing.asked_by_reader, segments * 3 / 4);
  EXPECT_GE(nothing.asked_by_reader, segments / 2);
}

/// What is known of a segment by a scout that was sent there.
std::optional<NothingThere> report_of(const SegmentedFile& file, std::uint64_t segment) {
  const Nothing nothing;
  Scout scout(file, nothing);
  scout.reader_is_at(segment - Scout::run_segments, segment + 1);
  EXPECT_FALSE(scout.report(segment + 1)) << "behind its run";
  EXPECT_FALSE(scout.report(segment - 1)) << "in front of its run";
  return scout.report(segment);
}

bool tells_of_connections(const SegmentedFile& file, std::uint64_t segment) {
  using event::Kind;
  RecordingSource source(file);
  source.seek_segment(segment);
  source.stop_before(segment + 1);
  while (const event::Event* event = *source.next()) {
    if (event->kind != Kind::received && event->kind != Kind::sent && event->kind != Kind::noted &&
        event->kind != Kind::recorded && event->kind != Kind::listening &&
        event->kind != Kind::refused) {
      return true;
    }
  }
  return false;
}

TEST(Scout, SaysNothingOfASegmentThatHasToBeRead) {
  std::size_t telling = 0;
  std::size_t silent = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const ByteString octets = talk(seed, false);
    MemoryFiles files;
    auto file = opened(files, octets, small_segment);
    ASSERT_TRUE(file);
    const std::uint64_t segments = *file->segments();
    EXPECT_FALSE(report_of(*file, segments - 1)) << "it is not full";
    EXPECT_FALSE(report_of(*file, segments)) << "there is none";
    for (std::uint64_t segment = Scout::run_segments; segment + 1 < segments; ++segment) {
      const auto found = report_of(*file, segment);
      if (tells_of_connections(*file, segment)) {
        EXPECT_FALSE(found) << "it tells of connections";
        ++telling;
        continue;
      }
      if (!found) continue;  // statements alone, behind a gap
      ++silent;
      const auto header = file->header(segment);
      const auto next = file->header(segment + 1);
      ASSERT_TRUE(header && *header && next && *next);
      EXPECT_EQ(found->first_event, (*header)->first_event);
      EXPECT_EQ(found->number_next, (*next)->first_event);
      EXPECT_LE(found->time, (*next)->time);

      ByteString damaged = octets;  // more than what fills up behind a packet
      damaged.replace(segment * small_segment + small_segment / 2, 8, 8, '\x7f');
      files.set_content("/recording", damaged);
      EXPECT_FALSE(report_of(*file, segment)) << "it is damaged";
      files.set_content("/recording", octets);
    }
  }
  EXPECT_GT(telling, 20u);
  EXPECT_GT(silent, 100u);
}

TEST(Scout, ARunEndsWhereSomethingIsFoundAndTheNextIsAsFarAhead) {
  MemoryFiles files;
  auto file = opened(files, talk(1, false), small_segment);
  ASSERT_TRUE(file);
  const std::uint64_t ahead = Scout::run_segments;
  const std::uint64_t segments = *file->segments();
  std::uint64_t first = ahead;  // somewhere with nothing in it, and something not far behind
  while (!report_of(*file, first) || report_of(*file, first + 1))
    ASSERT_LT(++first, segments);
  const Nothing nothing;
  Scout scout(*file, nothing);
  scout.reader_is_at(first - ahead, segments);
  scout.reader_is_at(first - 1, segments);  // changes nothing
  EXPECT_TRUE(scout.report(first));
  EXPECT_FALSE(scout.report(first + 1));
  EXPECT_FALSE(scout.report(first)) << "it is over";
  scout.reader_is_at(first - ahead, segments);
  EXPECT_TRUE(scout.report(first)) << "it is another one";
}

}  // namespace
}  // namespace parley::record
