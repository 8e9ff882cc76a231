// The power fails at any moment of writing: what was reported as recorded is there, in order and
// word for word, and of what came later nothing torn is shown.
#include <cstdlib>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <random>

#include "record/disk_writer.h"
#include "record/scene_fixture.h"

namespace parley::record {
namespace {

constexpr std::size_t small_segment = 16 * 1024;
constexpr const char* path = "/recording";

/// `make test` tries some; PARLEY_POWER_CUT_SEEDS=10000 is the long run.
std::uint64_t seeds() {
  const char* wanted = std::getenv("PARLEY_POWER_CUT_SEEDS");
  return wanted ? std::strtoull(wanted, nullptr, 10) : 500;
}

/// Encoding, writing and syncing by turns, as the recorder's three threads do.
class Turns {
 public:
  explicit Turns(std::uint64_t seed)
      : scene(seed), files(seed), random_(seed), queue_(small_segment) {
    auto file = files.create(path);
    writer_.emplace(queue_, OwnFile{std::move(*file), path}, [](std::uint64_t) -> Result<OwnFile> {
      return failure({ErrorClass::other, 0, "rotate", "this test does not"});
    });
    encoder_.emplace("Parley", seed, [this] { return queue_.take(0, segments_++, true); });
  }

  void turn() {
    switch (random_() % 4) {
      case 0:
      case 1: encode(); break;
      case 2:
        ASSERT_TRUE(writer_->step([this](const DiskWriter::Written& now) { written_ = now; }));
        break;
      default:
        if (written_.file && written_.file->sync()) recorded = written_.event;
    }
  }

  Scene scene;
  MemoryFiles files;
  std::uint64_t recorded = 0;
  std::vector<std::string> lines;

 private:
  void encode() {
    for (auto count = random_() % 40; count > 0; --count) {
      const event::Event& event = scene.make();
      ASSERT_TRUE(encoder_->put(event));
      lines.push_back(line_of(event));
    }
  }

  std::mt19937_64 random_;
  SegmentQueue queue_;
  std::uint64_t segments_ = 0;
  std::optional<DiskWriter> writer_;
  std::optional<Encoder> encoder_;
  DiskWriter::Written written_;
};

void check(const Turns& turns, std::uint64_t seed) {
  auto file = turns.files.open(path);
  ASSERT_TRUE(file);
  auto recording = SegmentedFile::open(std::move(*file), path, small_segment);
  if (!recording) {
    ASSERT_EQ(turns.recorded, 0u) << "seed " << seed << ": " << to_string(recording.error());
    return;
  }
  RecordingSource source(std::move(*recording));
  std::uint64_t last = 0;
  for (;;) {
    const auto next = source.next();
    ASSERT_TRUE(next) << "seed " << seed;
    if (*next == nullptr) break;
    const event::Event& event = **next;
    if (event.number == 0) continue;  // damage, told
    ASSERT_GT(event.number, last) << "seed " << seed;
    if (event.number <= turns.recorded) {
      ASSERT_EQ(event.number, last + 1) << "seed " << seed << ", recorded " << turns.recorded;
    }
    ASSERT_LE(event.number, turns.lines.size()) << "seed " << seed;
    const bool payload = event.kind == event::Kind::received || event.kind == event::Kind::sent;
    // Behind damage a payload's party may be known from its rebuilt packet alone.
    if (event.number <= turns.recorded || !payload) {
      ASSERT_EQ(line_of(event), turns.lines[event.number - 1]) << "seed " << seed;
    }
    last = event.number;
  }
  ASSERT_GE(last, turns.recorded) << "seed " << seed;
}

TEST(PowerCut, WhatWasRecordedIsThere) {
  std::uint64_t recorded = 0;
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    Turns turns(seed);
    std::mt19937_64 moment(seed);
    for (auto count = 5 + moment() % 40; count > 0; --count)
      turns.turn();
    turns.files.cut_power();
    recorded += turns.recorded;
    check(turns, seed);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(recorded, 10 * seeds()) << "these turns test nothing";
  fmt::print("figure: {} power cuts, {} events had been reported as recorded: all were there\n",
             seeds(), recorded);
}

}  // namespace
}  // namespace parley::record
