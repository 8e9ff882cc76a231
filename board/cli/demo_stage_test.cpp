// The stage with /bin/sh for a program: what it makes of what a command says, and of one that says
// nothing. The real commands are run by tests/test_demo.py.
#include "board/cli/demo_stage.h"

#include <chrono>
#include <gtest/gtest.h>

using namespace parley;
using namespace parley::board::cli;
using namespace std::chrono_literals;

namespace {

constexpr auto patience = 20s;  // against hanging; nothing waits for it

std::atomic<bool> stop{false};

Stage stage_of(SteadyClock::duration at_most = patience) {
  return Stage("/bin/sh", SystemClock().steady() + at_most, stop);
}

std::string event(const std::string& second, const std::string& more) {
  return R"({"n":1,"time":"2026-11-24T10:00:0)" + second + R"(.250000Z",)" + more + "}\n";
}

/// A command that says these lines and then waits to be interrupted.
std::vector<std::string> saying(const std::string& lines) {
  return {"-c", "trap 'exit 7' INT; printf '%s' '" + lines + "'; read forever"};
}

std::vector<std::string> texts(const Stage& stage) {
  std::vector<std::string> found;
  for (const auto& row : stage.rows())
    found.push_back(row.text);
  return found;
}

}  // namespace

TEST(DemoStage, AnExpectedTextMayComeInPieces) {
  auto stage = stage_of();
  ASSERT_TRUE(
      stage.start(Side::left, saying(event("1", R"("event":"received","text":"Hel")") +
                                     event("2", R"("event":"received","text":"lo\r\nYou")"))));
  EXPECT_TRUE(stage.expect(Side::left, "Hello"));
  EXPECT_TRUE(stage.expect(Side::left, "You"));
  EXPECT_EQ(stage.end(Side::left), 7);
  EXPECT_EQ(texts(stage), (std::vector<std::string>{"Hello", "You"}));
  EXPECT_EQ(stage.rows()[0].time, *parse_time("2026-11-24T10:00:01.250000Z"));
}

TEST(DemoStage, WhatIsMissingIsNotedAndEndsTheWaiting) {
  auto stage = stage_of();
  ASSERT_TRUE(stage.start(Side::right, {"-c", "echo trouble >&2"}));
  EXPECT_FALSE(stage.expect(Side::right, "Hello"));
  EXPECT_FALSE(stage.expect(Side::left, "never started"));
  ASSERT_EQ(stage.expected().size(), 2u);
  EXPECT_FALSE(stage.expected()[0].seen);
  EXPECT_EQ(stage.end(Side::right), 0);
  EXPECT_EQ(stage.words(Side::right), "trouble\n");
}

TEST(DemoStage, OneExpectationDoesNotMeetTheTextOfTheLast) {
  auto stage = stage_of(300ms);
  ASSERT_TRUE(stage.start(Side::right, saying(event("1", R"("event":"received","text":"once")"))));
  EXPECT_TRUE(stage.expect(Side::right, "once"));
  EXPECT_FALSE(stage.expect(Side::right, "once"));
}

TEST(DemoStage, TellsPortsAndRowsOfThePc) {
  auto stage = stage_of();
  ASSERT_TRUE(
      stage.start(Side::right,
                  saying(event("1", R"("event":"listening","port":4711,"local":"127.0.0.1:4711")") +
                         "no json\n" + event("2", R"("event":"received","hex":"1b5b")") +
                         event("3", R"("event":"closed","reason":"closed here")"))));
  EXPECT_EQ(stage.listening_port(Side::right), "4711");
  EXPECT_TRUE(stage.expect(Side::right, "\x1b["));
  stage.end(Side::right);
  EXPECT_EQ(texts(stage), (std::vector<std::string>{"listening on 127.0.0.1:4711", "< \\1B[",
                                                    "closed: closed here"}));
}

TEST(DemoStage, AStopEndsTheWaiting) {
  auto stage = stage_of();
  ASSERT_TRUE(stage.start(Side::left, saying(event("1", R"("event":"received","text":"up")"))));
  EXPECT_TRUE(stage.expect(Side::left, "up"));
  stop = true;
  EXPECT_FALSE(stage.expect(Side::left, "nothing"));
  EXPECT_EQ(stage.end(Side::left), 7) << "it is ended in order all the same";
  stop = false;
}

TEST(DemoStage, ATimeIsReadOrRefused) {
  EXPECT_TRUE(parse_time("2026-11-24T10:00:01.250000Z"));
  EXPECT_FALSE(parse_time("2026-13-24T10:00:01.250000Z"));
  EXPECT_FALSE(parse_time("10:00"));
  EXPECT_FALSE(parse_time(""));
}
