#include "board/router/capture.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <tuple>

using namespace parley;
using namespace parley::board::router;
using namespace std::chrono_literals;
using record::pcapng::Direction;

namespace {

class StillClock final : public Clock {
 public:
  SteadyTime steady() const override { return now; }
  WallTime wall() const override { return WallTime{1'790'000'000s}; }
  SteadyTime now{1h};
};

class CaptureTest : public testing::Test {
 public:
  CaptureTest() {
    char name[] = "/tmp/parley-capture-XXXXXX";
    folder_ = ::mkdtemp(name);
    path_ = folder_ + "/c.pcapng";
  }
  ~CaptureTest() override { std::filesystem::remove_all(folder_); }

 protected:
  std::string content() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  StillClock clock_;
  std::string folder_;
  std::string path_;
  std::vector<std::uint8_t> frame_ = std::vector<std::uint8_t>(60, 7);
};

TEST_F(CaptureTest, WhatWasSentAndWhatArrived) {
  auto capture = Capture::open(path_, "", clock_);
  ASSERT_TRUE(capture);
  (*capture)->sent("one", frame_, false);
  clock_.now += 3us;
  (*capture)->delivered("two", frame_);
  (*capture)->sent("two", frame_, true);
  ASSERT_TRUE((*capture)->flush());
  const std::string file = content();
  record::pcapng::Reader reader(file);
  const auto first = **reader.next();
  const auto second = **reader.next();
  const auto third = **reader.next();
  EXPECT_EQ(reader.interfaces()[first.interface].name, "board one");
  EXPECT_EQ(reader.interfaces()[second.interface].name, "board two");
  EXPECT_EQ(third.interface, second.interface);
  EXPECT_EQ(first.direction, Direction::outbound);
  EXPECT_EQ(second.direction, Direction::inbound);
  EXPECT_EQ(third.comment, "lost on the link");
  EXPECT_EQ(first.comment, "");
  EXPECT_EQ(first.time, clock_.wall());
  EXPECT_EQ(second.time - first.time, 3us);
  EXPECT_EQ(second.data, std::string(60, 7));
}

TEST_F(CaptureTest, ItIsWrittenInTimeAndBeforeMuchWaits) {
  auto capture = Capture::open(path_, "", clock_);
  EXPECT_FALSE((*capture)->flush_due());
  (*capture)->sent("one", frame_, false);
  EXPECT_EQ((*capture)->flush_due(), clock_.now + 100ms);
  const auto before = content().size();
  for (int count = 0; count < 10'000; ++count)
    (*capture)->sent("one", frame_, false);
  EXPECT_LE((*capture)->flush_due(), clock_.now + 100ms);
  EXPECT_GE(content().size() - before, 10'000u * 92 - 2 * capture_buffer_bytes);
}

TEST_F(CaptureTest, OfOneBoardAlone) {
  {
    auto capture = Capture::open(path_, "one", clock_);
    (*capture)->sent("two", frame_, false);
    (*capture)->sent("one", frame_, false);
  }
  const std::string file = content();
  record::pcapng::Reader reader(file);
  EXPECT_TRUE(*reader.next());
  EXPECT_FALSE(*reader.next());
}

TEST_F(CaptureTest, ADiskThatIsFullIsAnErrorOnce) {
  auto capture = Capture::open("/dev/full", "", clock_);
  ASSERT_FALSE(capture);
  EXPECT_EQ(to_string(capture.error()),
            "cannot write the capture /dev/full: no space left on device (ENOSPC)");
}

}  // namespace
