#include "record/recording_source.h"

#include <algorithm>
#include <cstring>
#include <gtest/gtest.h>
#include <random>

#include "record/scene_fixture.h"

namespace parley::record {
namespace {

using event::Event;
using event::Kind;

constexpr std::size_t small_segment = 16 * 1024;

const Event* next_of(RecordingSource& source) {
  const auto event = source.next();
  EXPECT_TRUE(event) << (event ? "" : to_string(event.error()));
  return event ? *event : nullptr;
}

std::vector<std::string> lines_of(RecordingSource& source) {
  std::vector<std::string> lines;
  while (const Event* event = next_of(source))
    lines.push_back(line_of(*event));
  return lines;
}

RecordingSource source_of(MemoryFiles& files, Bytes octets,
                          std::size_t segment_bytes = small_segment) {
  auto file = opened(files, octets, segment_bytes);
  EXPECT_TRUE(file) << (file ? "" : to_string(file.error()));
  return RecordingSource(std::move(*file));
}

/// Without gaps, what was written.
std::vector<std::string> written(const Scene& scene) {
  std::vector<std::string> lines = scene.lines;
  std::erase(lines, "");
  return lines;
}

TEST(RecordingSource, EveryEventComesBackWordForWord) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    Scene scene(seed);
    const ByteString octets = scene.record(300, small_segment);
    MemoryFiles files;
    RecordingSource source = source_of(files, octets);
    for (std::size_t i = 0; i < scene.lines.size(); ++i) {
      const Event* event = next_of(source);
      ASSERT_NE(event, nullptr) << "seed " << seed << " event " << i + 1;
      ASSERT_EQ(line_of(*event), scene.lines[i]) << "seed " << seed;
      ASSERT_EQ(event->time, scene.times[i]) << "seed " << seed;
    }
    ASSERT_EQ(next_of(source), nullptr);
  }
}

TEST(RecordingSource, WholeSegmentsOfTheRealSizeAsWell) {
  Scene scene(7);
  scene.payload_bytes_max = 61'440;
  const ByteString octets = scene.record(400, format::segment_bytes);
  ASSERT_GT(octets.size(), 4 * format::segment_bytes);
  MemoryFiles files;
  RecordingSource source = source_of(files, octets, format::segment_bytes);
  EXPECT_EQ(lines_of(source), scene.lines);
}

TEST(RecordingSource, AGapIsToldInItsPlaceAndTheRestFitsTogether) {
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    Scene scene(seed);
    const ByteString octets = scene.record(300, small_segment, 20);
    MemoryFiles files;
    RecordingSource source = source_of(files, octets);
    std::vector<std::string> lines;
    std::size_t gaps = 0;
    while (const Event* event = next_of(source)) {
      if (gaps < scene.gaps.size() && event->number == scene.gaps[gaps].second) {
        ASSERT_EQ(event->kind, Kind::dropped);
        ASSERT_NE(event->error, nullptr);
        ASSERT_EQ(event->error->kind, ErrorClass::not_recorded);
        ASSERT_EQ(event->error->seen, "the disk was full");
        ++gaps;
      } else {
        lines.push_back(line_of(*event));
      }
    }
    ASSERT_EQ(gaps, scene.gaps.size()) << "seed " << seed;
    ASSERT_EQ(lines, written(scene)) << "seed " << seed;
  }
}

TEST(RecordingSource, AFileThatGrowsIsFollowedFromAnyPlaceWhereItEnds) {
  Scene scene(3);
  const ByteString octets = scene.record(120, small_segment);
  std::mt19937_64 random(3);
  MemoryFiles files;
  std::size_t have = *recording_front(octets) + format::segment_header_bytes;
  RecordingSource source = source_of(files, octets.substr(0, have));
  std::vector<std::string> lines = lines_of(source);
  EXPECT_TRUE(lines.empty());
  while (have < octets.size()) {
    have = std::min(octets.size(), have + 1 + random() % 200);
    files.set_content("/recording", Bytes(octets).substr(0, have));
    for (std::string& line : lines_of(source))
      lines.push_back(std::move(line));
  }
  EXPECT_EQ(lines, scene.lines);
}

TEST(RecordingSource, AFileThatIsCutAnywhereEndsThereWithoutAWord) {
  Scene scene(4);
  const ByteString octets = scene.record(60, small_segment);
  const std::size_t front = *recording_front(octets) + format::segment_header_bytes;
  for (std::size_t bytes = front; bytes < octets.size(); bytes += 97) {
    MemoryFiles files;
    RecordingSource source = source_of(files, Bytes(octets).substr(0, bytes));
    const auto lines = lines_of(source);
    ASSERT_LE(lines.size(), scene.lines.size());
    ASSERT_TRUE(std::equal(lines.begin(), lines.end(), scene.lines.begin())) << bytes;
  }
}

TEST(RecordingSource, AFileThatBecomesShorterWhileItIsReadEnds) {
  Scene scene(5);
  const ByteString octets = scene.record(300, small_segment);
  MemoryFiles files;
  RecordingSource source = source_of(files, octets);
  next_of(source);
  files.set_content("/recording", Bytes(octets).substr(0, 5000));
  const auto lines = lines_of(source);  // what was in memory already, at most one segment
  EXPECT_LT(lines.size(), scene.lines.size() - 1);
  EXPECT_TRUE(std::equal(lines.begin(), lines.end(), scene.lines.begin() + 1));
}

/// Where the beginning of a connection is damaged, nobody knows the rest of its ends' names.
std::string without_ends(std::string line) {
  const auto content = line.find("\",\"bytes\":");
  if (content == std::string::npos) return line;
  const auto address = line.find(",\"address\":");
  if (address < content) line.erase(address, content + 1 - address);
  return line;
}

/// Reads a damaged recording: whatever is shown was written, in its order, and what is
/// missing was told.
void read_damaged(const Scene& scene, Bytes octets, std::size_t segment_bytes) {
  MemoryFiles files;
  auto file = opened(files, octets, segment_bytes);
  if (!file) return;  // its front: it is no recording any more
  RecordingSource source(std::move(*file));
  std::uint64_t last = 0;
  bool told = false;
  while (const Event* event = next_of(source)) {
    if (event->number == 0) {
      ASSERT_EQ(event->reason.substr(0, 26), "the recording is damaged: ");
      told = true;
      continue;
    }
    ASSERT_GT(event->number, last);
    ASSERT_LE(event->number, scene.lines.size());
    ASSERT_EQ(without_ends(line_of(*event)), without_ends(scene.lines[event->number - 1]));
    ASSERT_EQ(event->time, scene.times[event->number - 1]);
    ASSERT_TRUE(event->number == last + 1 || told) << "events went missing without a word";
    last = event->number;
    told = false;
  }
}

TEST(RecordingSource, DamageNeverShowsWhatWasNotWritten) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    Scene scene(seed);
    const ByteString octets = scene.record(150, small_segment);
    std::mt19937_64 random(seed);
    const std::size_t front = *recording_front(octets);
    for (int round = 0; round < 50; ++round) {
      ByteString damaged = octets;
      const std::size_t places = 1 + random() % 4;
      for (std::size_t i = 0; i < places; ++i) {
        const std::size_t at = front + random() % (damaged.size() - front);
        const std::size_t bytes = std::min(damaged.size() - at, std::size_t{1} << random() % 12);
        switch (random() % 4) {
          case 0: damaged[at] ^= static_cast<char>(1 << random() % 8); break;
          case 1: damaged.replace(at, bytes, bytes, '\0'); break;
          case 2:  // another part of the file
            damaged.replace(at, bytes, octets, random() % octets.size(), bytes);
            break;
          default: damaged.erase(at, bytes); break;
        }
      }
      ASSERT_NO_FATAL_FAILURE(read_damaged(scene, damaged, small_segment))
          << "seed " << seed << " round " << round;
    }
  }
}

TEST(RecordingSource, APeerWhoSendsTheNextBlockForgesNothing) {
  event::Party party;
  party.remote = {*IpAddress::parse("10.0.0.7"), Port{80}};
  party.local = {*IpAddress::parse("10.0.0.1"), Port{8888}};
  Event event;
  event.connection = event::ConnectionId{1};
  event.party = &party;
  const auto recorded = [&](std::uint64_t number, Bytes bytes) {
    return encode_all(
        [&](Encoder& encoder) {
          for (event.number = number; event.number < number + 40; ++event.number) {
            event.kind = event.number == 1 ? Kind::connected : Kind::received;
            event.bytes = bytes;
            encoder.put(event);
          }
        },
        1, small_segment);
  };
  const ByteString forged = recorded(3, "FORGED");
  const ByteString blocks = forged.substr(*recording_front(forged) + format::segment_header_bytes);
  const ByteString octets = recorded(1, Bytes(blocks).substr(0, 1000));
  const std::size_t said = octets.find(blocks.substr(0, 100));
  ASSERT_NE(said, ByteString::npos);
  // The length of the block in front of it is damaged so that it ends where the forged one begins.
  for (std::size_t at = said - 68 - 64; at < said; ++at) {
    ByteString damaged = octets;
    const auto length = static_cast<std::uint32_t>(said - at);
    std::memcpy(damaged.data() + at, &length, sizeof length);
    MemoryFiles files;
    RecordingSource source = source_of(files, damaged);
    while (const Event* shown = next_of(source))
      ASSERT_NE(shown->bytes, "FORGED");
  }
}

TEST(RecordingSource, DamageCostsTheRestOfOneSegmentAndSaysWhatIsMissing) {
  Scene scene(9);
  ByteString octets = scene.record(300, small_segment);
  ASSERT_GT(octets.size(), 3 * small_segment);
  octets[small_segment + format::segment_header_bytes + 9] ^= 1;  // an interface's number
  MemoryFiles files;
  auto file = opened(files, octets, small_segment);
  ASSERT_TRUE(file);
  const auto second = *file->header(1);
  const auto third = *file->header(2);
  ASSERT_TRUE(second && third);
  RecordingSource source(std::move(*file));
  std::vector<std::string> told;
  std::size_t events = 0;
  while (const Event* event = next_of(source)) {
    if (event->number == 0) {
      told.emplace_back(event->reason);
    } else {
      ++events;
    }
  }
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0],
            "the recording is damaged: 16336 octets from octet 16432 on cannot be read (a checksum "
            "is wrong); events " +
                std::to_string(second->first_event) + " to " +
                std::to_string(third->first_event - 1) + " are missing");
  EXPECT_EQ(events, scene.lines.size() - (third->first_event - second->first_event));
}

TEST(RecordingSource, StartsAtAnyEventOrTime) {
  Scene scene(11);
  const ByteString octets = scene.record(400, small_segment);
  MemoryFiles files;
  RecordingSource source = source_of(files, octets);
  for (std::size_t i = 0; i < scene.lines.size(); i += 13) {
    ASSERT_TRUE(source.seek_event(i + 1));
    const Event* event = next_of(source);
    ASSERT_NE(event, nullptr);
    ASSERT_EQ(event->number, i + 1);
    ASSERT_TRUE(source.seek_time(scene.times[i]));
    event = next_of(source);
    ASSERT_NE(event, nullptr);
    const auto first = std::lower_bound(scene.times.begin(), scene.times.end(), scene.times[i]);
    ASSERT_EQ(event->number, static_cast<std::uint64_t>(first - scene.times.begin()) + 1);
  }
  ASSERT_TRUE(source.seek_event(scene.lines.size() + 1));
  EXPECT_EQ(next_of(source), nullptr);
}

TEST(RecordingSource, AStartInTheMiddleHasTheEndsFromTheRebuiltPackets) {
  event::Party party;
  party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
  party.local = {*IpAddress::parse("192.168.1.2"), Port{8888}};
  const ByteString octets = encode_all(
      [&](Encoder& encoder) {
        Event event;
        event.kind = Kind::connected;
        event.peer = event::PeerId{3};
        event.connection = event::ConnectionId{4};
        event.party = &party;
        event.number = 1;
        encoder.put(event);
        event.bytes = "Hello";
        for (event.number = 2; event.number < 500; ++event.number) {
          event.kind = event.number % 2 == 0 ? Kind::received : Kind::sent;
          encoder.put(event);
        }
      },
      1, small_segment);
  MemoryFiles files;
  RecordingSource source = source_of(files, octets);
  ASSERT_TRUE(source.seek_event(400));
  const Event* event = next_of(source);
  ASSERT_NE(event, nullptr);
  EXPECT_EQ(event->kind, Kind::received);
  EXPECT_EQ(event->peer, event::PeerId{3});
  EXPECT_EQ(event->connection, event::ConnectionId{4});
  EXPECT_EQ(event->party->remote, party.remote);
  EXPECT_EQ(event->party->local, party.local);
  EXPECT_EQ(event->bytes, "Hello");
}

TEST(SegmentedFile, SaysWhyAFileIsNoRecordingOfOurs) {
  MemoryFiles files;
  const auto words = [&files](Bytes octets) {
    const auto file = opened(files, octets, format::segment_bytes);
    return file ? "none" : to_string(file.error());
  };
  EXPECT_EQ(words(""), "cannot read the recording /recording: the file is empty");
  EXPECT_EQ(words("Hello"),
            "cannot read the recording /recording: it is no recording that Parley made");
  Scene scene(1);
  ByteString octets = scene.record(1, format::segment_bytes);
  const std::size_t front = *recording_front(octets);
  EXPECT_EQ(words(Bytes(octets).substr(0, front)),
            "cannot read the recording /recording: it ends before its first event");
  octets[front + 8] = 2;
  EXPECT_EQ(words(octets),
            "cannot read the recording /recording: its format is version 2; this program reads 1");
}

}  // namespace
}  // namespace parley::record
