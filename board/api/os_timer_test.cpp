#include <gtest/gtest.h>

#include "board/api/Esp.h"
#include "board/api/api_twin.h"
#include "board/api/wiring_time.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

class OsTimer : public ApiTest {
 protected:
  ~OsTimer() override { os_timer_disarm(&timer_); }

  static void count(void* into) { ++*static_cast<int*>(into); }

  os_timer_t timer_;
  int calls_ = 0;
};

TEST_F(OsTimer, calls_once_or_again_and_again) {
  os_timer_setfn(&timer_, count, &calls_);
  os_timer_arm(&timer_, 100, false);
  delay(99);
  EXPECT_EQ(calls_, 0);
  delay(1000);
  EXPECT_EQ(calls_, 1);
  os_timer_arm(&timer_, 100, true);
  twin::pass(250'000);  // one late call for two beats
  delay(100);
  EXPECT_EQ(calls_, 3);
  os_timer_disarm(&timer_);
  delay(1000);
  EXPECT_EQ(calls_, 3);
}

TEST_F(OsTimer, may_disarm_itself) {
  os_timer_setfn(
      &timer_, [](void* timer) { os_timer_disarm(static_cast<os_timer_t*>(timer)); }, &timer_);
  os_timer_arm(&timer_, 10, true);
  delay(100);
  os_timer_setfn(&timer_, count, &calls_);
  delay(100);
  EXPECT_EQ(calls_, 0);
}

}  // namespace
}  // namespace parley::board::api
