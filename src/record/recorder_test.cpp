#include "record/recorder.h"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <gtest/gtest.h>
#include <mutex>

#include "base/limits.h"
#include "record/scene_fixture.h"

namespace parley::record {
namespace {

using namespace std::chrono_literals;
using event::Kind;
using event::Room;

constexpr const char* path = "/talk.pcapng";

class StillClock final : public Clock {
 public:
  SteadyTime steady() const override { return SteadyTime(steady_now); }
  WallTime wall() const override { return WallTime(wall_now); }
  Duration steady_now = 1h;
  Duration wall_now{1'700'000'000'000'000'000};
};

/// A recorder with everything around it: what it posts is run here, and what it emits is numbered
/// and offered to it, as the hub does.
class Desk {
 public:
  explicit Desk(const RecorderSettings& settings = {.file = path}) {
    auto opened = Recorder::open(files, clock, settings, calls());
    if (opened) {
      recorder = std::move(*opened);
      recorder->on_drained([this] { ++drained; });
      if (recorder->continued()) number = recorder->continued()->event;
    } else {
      error = to_string(opened.error());
    }
    party.remote = {*IpAddress::parse("192.168.1.20"), Port{51234}};
    party.local = {*IpAddress::parse("192.168.1.2"), Port{8888}};
  }

  Room say(std::string_view text, Kind kind = Kind::received) {
    event::Event event;
    event.kind = kind;
    event.peer = event::PeerId{1};
    event.connection = event::ConnectionId{1};
    event.party = &party;
    event.bytes = event.message = text;
    return emit(event);
  }

  /// Runs what was posted until `true_now`; the bound is against hanging alone.
  template <typename Condition>
  void until(Condition true_now) {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (!true_now()) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex_);
        posted_some_.wait_until(lock, deadline, [this] { return !posted_.empty(); });
        ASSERT_FALSE(posted_.empty()) << "nothing comes any more";
        next = std::move(posted_.front());
        posted_.pop_front();
      }
      next();
    }
  }

  bool told(std::string_view part) const {
    return std::any_of(told_.begin(), told_.end(), [part](const std::string& line) {
      return line.find(part) != std::string::npos;
    });
  }

  /// What the file holds, as jsonl.
  std::vector<std::string> kept(const std::filesystem::path& file = path) {
    auto opened = SegmentedFile::open(*files.open(file), file.string());
    EXPECT_TRUE(opened) << to_string(opened.error());
    RecordingSource source(std::move(*opened));
    std::vector<std::string> lines;
    while (const event::Event* event = *source.next())
      lines.push_back(line_of(*event));
    return lines;
  }

  MemoryFiles files;
  StillClock clock;
  event::Party party;
  std::uint64_t number = 0;
  std::uint64_t recorded = 0;
  int drained = 0;
  int ticks_wanted = 0;
  std::vector<std::string> told_;  // every event as jsonl
  std::string error;

 private:
  Recorder::Calls calls() {
    Recorder::Calls calls;
    calls.post = [this](std::function<void()> function) {
      const std::lock_guard lock(mutex_);
      posted_.push_back(std::move(function));
      posted_some_.notify_all();
    };
    calls.emit = [this](event::Event& event) { emit(event); };
    calls.tick_after = [this](Duration) { ++ticks_wanted; };
    return calls;
  }

  Room emit(event::Event& event) {
    event.number = ++number;
    event.time = clock.wall() + Duration(number);
    told_.push_back(line_of(event));
    if (event.kind == Kind::recorded) recorded = event.count;
    return recorder->offer(event);
  }

  std::mutex mutex_;
  std::condition_variable posted_some_;
  std::deque<std::function<void()>> posted_;

 public:
  std::unique_ptr<Recorder> recorder;  // last: its threads post until it is gone
};

TEST(Recorder, TellsWhatIsOnTheDisk) {
  Desk desk;
  desk.say({}, Kind::connected);
  desk.say("Hello");
  desk.until([&] { return desk.recorded >= 2; });
  const std::vector<std::string> kept = desk.kept();
  ASSERT_GE(kept.size(), 2u);
  EXPECT_EQ(kept[1], desk.told_[1]);
  desk.say("and more");
  desk.recorder->finish(10s);
  EXPECT_EQ(desk.recorder->incomplete(), std::nullopt);
  EXPECT_EQ(desk.kept(), desk.told_);
}

TEST(Recorder, WhereNothingHappenedNoFileIsLeft) {
  Desk desk;
  desk.recorder->finish(10s);
  desk.recorder.reset();
  EXPECT_FALSE(desk.files.open(path));
}

TEST(Recorder, AFullDiskIsToldAndWhatFitsIntoMemoryIsNotLost) {
  Desk desk;
  desk.say("before");
  desk.until([&] { return desk.recorded >= 1; });
  desk.files.fail_writes(ENOSPC);
  desk.say("while");
  desk.until([&] { return desk.told("not_recorded"); });
  EXPECT_TRUE(
      desk.told("no space left on device (ENOSPC); talking goes on; the next 64 MiB are kept "
                "in memory, and what comes after that is left out, until there is room on "
                "the disk"))
      << desk.told_.back();
  EXPECT_EQ(desk.say("still talking"), Room::more);
  desk.files.work();
  desk.until([&] { return desk.told("recording goes on: nothing is missing"); });
  desk.recorder->finish(10s);
  EXPECT_EQ(desk.recorder->incomplete(), std::nullopt);
  EXPECT_EQ(desk.kept(), desk.told_);
}

TEST(Recorder, WhatMemoryCannotHoldIsAGapAndCounted) {
  Desk desk;
  desk.say({}, Kind::connected);
  desk.files.fail_writes(ENOSPC);
  const std::string chunk(limits::chunk_bytes_max, 'x');
  desk.say(chunk);
  desk.until([&] { return desk.told("not_recorded"); });
  for (int i = 0; i < 1300; ++i)
    EXPECT_EQ(desk.say(chunk), Room::more) << "a disk that fails is not waited for";
  desk.files.work();
  desk.until([&] { return desk.told("recording goes on"); });
  desk.say("after");
  desk.recorder->finish(10s);
  ASSERT_TRUE(desk.recorder->incomplete());
  const std::string said = *desk.recorder->incomplete();
  EXPECT_TRUE(desk.told(said.substr(0, said.find(" are missing")))) << said;
  const auto kept = desk.kept();
  const auto gap = std::find_if(kept.begin(), kept.end(), [](const std::string& line) {
    return line.find("\"dropped\"") != std::string::npos;
  });
  ASSERT_NE(gap, kept.end());
  EXPECT_NE(gap->find("cannot record the events "), std::string::npos) << *gap;
  EXPECT_EQ(kept.back(), desk.told_.back());
}

TEST(Recorder, MustWaitsForTheDiskAndLosesNothing) {
  Desk desk({.file = path, .must = true});
  desk.files.fail_writes(ENOSPC);
  const std::string chunk(limits::chunk_bytes_max, 'x');
  Room room = Room::more;
  int said = 0;
  for (; room == Room::more && said < 2000; ++said)
    room = desk.say(chunk);
  EXPECT_EQ(room, Room::full);
  desk.clock.steady_now += 1h;
  desk.recorder->tick();
  EXPECT_EQ(desk.drained, 0) << "it must not give up";
  desk.files.work();
  desk.until([&] { return desk.drained > 0; });
  desk.recorder->finish(10s);
  EXPECT_EQ(desk.recorder->incomplete(), std::nullopt);
  EXPECT_EQ(desk.kept(), desk.told_);
}

TEST(Recorder, ASyncThatFailedIsNotTriedAgainAsIfNothingWasWrong) {
  Desk desk;
  desk.files.fail_syncs(EIO);
  desk.say("doubtful");
  desk.until([&] { return desk.told("if the power fails, the events 1 to 1 may be lost"); });
  desk.files.work();
  const std::uint64_t syncs = desk.files.syncs();
  desk.say("and on");
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (desk.files.syncs() == syncs && std::chrono::steady_clock::now() < deadline)
    std::this_thread::yield();
  ASSERT_GT(desk.files.syncs(), syncs);
  desk.recorder->finish(10s);
  EXPECT_EQ(desk.recorder->incomplete(), "events from 1 on may not be on the disk");
  EXPECT_FALSE(desk.told("\"recorded\"")) << "it cannot be said of all up to any event";
}

TEST(Recorder, ASyncThatFailsAtTheVeryEndIsToldToWhoAsks) {
  Desk desk;
  desk.say("kept");
  desk.until([&] { return desk.recorded >= 1; });
  desk.files.fail_syncs(EIO);
  desk.say("doubtful");
  desk.recorder->finish(10s);  // nothing that was posted runs any more, as when a program ends
  ASSERT_TRUE(desk.recorder->incomplete());
  const std::string said = *desk.recorder->incomplete();
  EXPECT_TRUE(said.starts_with("events from ") && said.ends_with(" on may not be on the disk"))
      << said;
}

TEST(Recorder, AStepOfTheClockIsToldAndTimesGoOn) {
  Desk desk;
  desk.clock.wall_now -= 3600s;
  desk.say("a");
  desk.until([&] { return desk.told("clock was set back by 3600000 ms"); });
}

TEST(Recorder, GoesOnInARecordingThatExists) {
  Desk desk;
  desk.say({}, Kind::connected);
  desk.say("first");
  desk.recorder->finish(10s);
  const std::size_t before = desk.told_.size();
  desk.recorder.reset();
  const ByteString whole = desk.files.content(path);
  desk.files.set_content(path, whole + "torn");

  RecorderSettings settings{.file = path};
  Recorder::Calls calls;
  std::vector<std::function<void()>> posted;
  std::mutex mutex;
  calls.post = [&](std::function<void()> function) {
    const std::lock_guard lock(mutex);
    posted.push_back(std::move(function));
  };
  calls.emit = [](event::Event&) {};
  calls.tick_after = [](Duration) {};
  auto again = Recorder::open(desk.files, desk.clock, settings, calls);
  ASSERT_TRUE(again) << to_string(again.error());
  ASSERT_TRUE((*again)->continued());
  EXPECT_EQ((*again)->continued()->event, before);
  EXPECT_EQ((*again)->continued()->peer, event::PeerId{1});
  EXPECT_EQ((*again)->continued()->connection, event::ConnectionId{1});
  EXPECT_EQ(desk.files.content("/talk.pcapng.torn-1"), "torn");
  event::Event event;
  event.number = before + 1;
  event.reason = "behind it";
  (*again)->offer(event);
  (*again)->finish(10s);
  const auto kept = desk.kept();
  ASSERT_EQ(kept.size(), before + 1);
  EXPECT_NE(kept.back().find("behind it"), std::string::npos);
}

TEST(Recorder, ANewDayHasANewFileThatKnowsWhoIsConnected) {
  Desk desk({.folder = "/store", .title = "listen 8888"});
  const std::string chunk(limits::chunk_bytes_max, 'x');
  const auto fill_a_segment = [&] {
    for (int i = 0; i < 20; ++i)
      desk.say(chunk);
  };
  desk.say({}, Kind::connected);
  fill_a_segment();
  desk.clock.wall_now += 24h;
  desk.clock.steady_now += 24h;
  fill_a_segment();
  desk.recorder->finish(10s);
  EXPECT_EQ(desk.recorder->incomplete(), std::nullopt);
  const auto files = *desk.files.list("/store");
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].name.substr(0, 28), "20231114-221320-listen-8888-");
  EXPECT_EQ(files[1].name.substr(0, 28), "20231115-221320-listen-8888-");
  std::vector<std::string> kept = desk.kept("/store/" + files[0].name);
  const auto second = desk.kept("/store/" + files[1].name);
  EXPECT_GT(kept.size(), 10u);
  EXPECT_GT(second.size(), 5u);
  kept.insert(kept.end(), second.begin(), second.end());
  EXPECT_EQ(kept, desk.told_) << "the second alone names the peer as the first did";
}

TEST(Recorder, OneFileStaysOneOnAnotherDay) {
  Desk desk({.folder = "/store", .title = "listen 8888", .one_file = true});
  desk.say("today", Kind::connected);
  desk.clock.wall_now += 24h;
  desk.clock.steady_now += 24h;
  const std::string chunk(limits::chunk_bytes_max, 'x');
  for (int i = 0; i < 40; ++i)
    desk.say(chunk);
  desk.recorder->finish(10s);
  const auto files = *desk.files.list("/store");
  ASSERT_EQ(files.size(), 1u);
  EXPECT_GT(files[0].size, 2u * 1024 * 1024);
  EXPECT_EQ(desk.kept("/store/" + files[0].name), desk.told_);
}

TEST(Recorder, TouchesNoFileThatIsNotItsOwn) {
  Desk desk({.file = "/other"});
  desk.recorder.reset();
  desk.files.set_content("/notes.txt", "not a recording");
  Recorder::Calls calls{[](std::function<void()>) {}, [](event::Event&) {}, [](Duration) {}};
  const auto refused = Recorder::open(desk.files, desk.clock, {.file = "/notes.txt"}, calls);
  ASSERT_FALSE(refused);
  EXPECT_EQ(to_string(refused.error()),
            "cannot continue the recording /notes.txt: it is no recording that Parley made; it is "
            "left as it is");
  EXPECT_EQ(desk.files.content("/notes.txt"), "not a recording");
}

}  // namespace
}  // namespace parley::record
