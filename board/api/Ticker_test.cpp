#include "board/api/Ticker.h"

#include <gtest/gtest.h>
#include <memory>
#include <vector>

#include "board/api/Esp.h"
#include "board/api/api_twin.h"
#include "board/api/wiring_time.h"
#include "board/stack/sketch_loop.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

class TickerTest : public ApiTest {
 protected:
  std::uint64_t begin_ = ms();
  std::vector<std::uint64_t> calls_;
  Ticker ticker_;

  void note() { calls_.push_back(ms() - begin_); }
};

TEST_F(TickerTest, keeps_its_beat) {
  ticker_.attach_ms(100, [this] { note(); });
  EXPECT_TRUE(ticker_.active());
  delay(350);
  EXPECT_EQ(calls_, (std::vector<std::uint64_t>{100, 200, 300}));
  twin::pass(330'000);  // the sketch computes: 400, 500 and 600 are one late call
  delay(120);
  EXPECT_EQ(calls_, (std::vector<std::uint64_t>{100, 200, 300, 680, 700, 800}));
}

TEST_F(TickerTest, calls_once) {
  ticker_.once(0.25, [this] { note(); });
  delay(1000);
  EXPECT_EQ(calls_, (std::vector<std::uint64_t>{250}));
  EXPECT_FALSE(ticker_.active());
}

TEST_F(TickerTest, hands_an_argument_on) {
  static int sum;
  sum = 0;
  ticker_.attach_ms(
      10, +[](int more) { sum += more; }, 7);
  Ticker other;
  int target = 0;
  other.once_ms(
      10, +[](int* into) { *into = 5; }, &target);
  delay(25);
  EXPECT_EQ(sum, 14);
  EXPECT_EQ(target, 5);
}

TEST_F(TickerTest, stops_when_told_and_starts_anew) {
  ticker_.attach_ms(10, [this] { note(); });
  delay(15);
  ticker_.detach();
  delay(50);
  EXPECT_EQ(calls_.size(), 1U);
  ticker_.attach_ms(20, [this] { note(); });
  ticker_.attach_ms(30, [this] { note(); });
  delay(40);
  EXPECT_EQ(calls_.size(), 2U);
}

TEST_F(TickerTest, may_detach_attach_and_vanish_inside_its_callback) {
  ticker_.attach_ms(10, [this] {
    note();
    ticker_.detach();
  });
  delay(50);
  EXPECT_EQ(calls_.size(), 1U);
  ticker_.once_ms(10, [this] { ticker_.once_ms(10, [this] { note(); }); });
  delay(50);
  EXPECT_EQ(calls_.size(), 2U);
  auto short_lived = std::make_unique<Ticker>();
  short_lived->attach_ms(10, [&] {
    note();
    short_lived = nullptr;
  });
  delay(50);
  EXPECT_EQ(calls_.size(), 3U);
}

TEST_F(TickerTest, runs_after_the_loop_where_that_was_asked_for) {
  ticker_.once_ms_scheduled(10, [this] {
    delay(5);
    note();
  });
  delay(50);
  EXPECT_TRUE(calls_.empty());
  stack::end_of_loop();
  EXPECT_EQ(calls_.size(), 1U);
}

using TickerDeathTest = TickerTest;

TEST_F(TickerDeathTest, stops_the_board_when_its_callback_waits) {
  const auto wait_inside = [this] {
    ticker_.once_ms(10, [] { delay(1); });
    delay(20);
  };
  const int status = twin::exit_status_restart + static_cast<int>(port::ResetReason::exception);
  EXPECT_EXIT(wait_inside(), testing::ExitedWithCode(status), "Ticker");
}

TEST_F(TickerDeathTest, lets_its_callback_restart_the_board) {
  const auto restart_inside = [this] {
    ticker_.once_ms(10, [] { ESP.restart(); });
    delay(20);
  };
  const int status = twin::exit_status_restart + static_cast<int>(port::ResetReason::soft_restart);
  EXPECT_EXIT(restart_inside(), testing::ExitedWithCode(status), "");
}

}  // namespace
}  // namespace parley::board::api
