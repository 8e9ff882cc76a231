#include "board/router/fault_words.h"

#include <gtest/gtest.h>
#include <vector>

using namespace parley;
using namespace parley::board::router;
using namespace std::chrono_literals;

namespace {

std::string after(const std::vector<std::string>& words, board::link::FaultSettings before = {}) {
  const auto changed = change_faults(before, words);
  return changed ? faults_text(*changed) : to_string(changed.error());
}

TEST(FaultWords, EachIsReadAndWritten) {
  EXPECT_EQ(after({"loss=5%", "delay=20ms", "jitter=5ms", "duplicate=1%", "reorder=1%",
                   "corrupt=0.1%", "bandwidth=100kbit"}),
            "loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1% corrupt=0.1% "
            "bandwidth=100kbit");
  EXPECT_EQ(after({"delay=1.5s", "bandwidth=1.5Mbit"}), "delay=1500ms bandwidth=1500kbit");
  EXPECT_EQ(after({"loss=100%"}), "loss=100%");
}

TEST(FaultWords, WhatIsNotNamedStays) {
  EXPECT_EQ(after({"delay=1ms"}, {.loss = 0.5}), "loss=50% delay=1ms");
  EXPECT_EQ(after({"loss=0%"}, {.loss = 0.5}), "off");
  EXPECT_EQ(after({"off"}, {.loss = 0.5, .delay = 1ms}), "off");
  EXPECT_EQ(after({"off", "loss=2%"}, {.loss = 0.5, .delay = 1ms}), "loss=2%");
  EXPECT_EQ(after({"bandwidth=off"}, {.bandwidth = 5000}), "off");
}

TEST(FaultWords, ACutLinkStaysCut) {
  EXPECT_TRUE(change_faults({.down = true}, std::vector<std::string>{"off"})->down);
}

TEST(FaultWords, NonsenseIsQuoted) {
  const std::string percentage = ": a percentage from 0% to 100% is wanted, such as 5% or 0.1%";
  EXPECT_EQ(after({"loss=5"}), "cannot understand the fault \"loss=5\"" + percentage);
  EXPECT_EQ(after({"loss=101%"}), "cannot understand the fault \"loss=101%\"" + percentage);
  EXPECT_EQ(after({"loss=-1%"}), "cannot understand the fault \"loss=-1%\"" + percentage);
  EXPECT_EQ(after({"loss"}), "cannot understand the fault \"loss\"" + percentage);
  EXPECT_EQ(after({"delay=20"}), "delay=20000ms");
  EXPECT_EQ(
      after({"delay=fast"}),
      "cannot understand the fault \"delay=fast\": a number and ms, s, m or h is wanted, such "
      "as 500ms or 1.5s");
  EXPECT_EQ(after({"delay=2m"}),
            "cannot understand the fault \"delay=2m\": it is more than 60s; to cut the link use: "
            "link BOARD down");
  EXPECT_EQ(after({"bandwidth=0kbit"}),
            "cannot understand the fault \"bandwidth=0kbit\": a rate in bits per second from 1kbit "
            "on is wanted, such as 100kbit or 1.5Mbit");
  EXPECT_EQ(
      after({"lag=5ms"}),
      "cannot understand the fault \"lag=5ms\": there are loss=, delay=, jitter=, duplicate=, "
      "reorder=, corrupt=, bandwidth=, or off for none");
}

}  // namespace
