#include "board/api/Schedule.h"

#include <gtest/gtest.h>
#include <vector>

#include "board/api/api_twin.h"
#include "board/api/wiring_time.h"
#include "board/stack/sketch_loop.h"

namespace parley::board::api {
namespace {

using Schedule = ApiTest;

TEST_F(Schedule, runs_after_the_loop_in_order_and_once) {
  std::vector<int> ran;
  EXPECT_TRUE(schedule_function([&] { ran.push_back(1); }));
  EXPECT_TRUE(schedule_function([&] {
    ran.push_back(2);
    delay(5);  // is allowed
    schedule_function([&] { ran.push_back(3); });
  }));
  delay(10);
  EXPECT_TRUE(ran.empty());
  stack::end_of_loop();
  EXPECT_EQ(ran, (std::vector<int>{1, 2}));
  stack::end_of_loop();
  stack::end_of_loop();
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
}

TEST_F(Schedule, refuses_what_is_too_much_or_nothing) {
  EXPECT_FALSE(schedule_function(nullptr));
  for (int i = 0; i < SCHEDULED_FN_MAX_COUNT; ++i)
    EXPECT_TRUE(schedule_function([] {}));
  EXPECT_FALSE(schedule_function([] {}));
  stack::end_of_loop();
  EXPECT_TRUE(schedule_function([] {}));
  stack::end_of_loop();
}

TEST_F(Schedule, repeats_while_told_to) {
  int count = 0;
  const auto count_to_three = [&] { return ++count < 3; };
  EXPECT_TRUE(schedule_recurrent_function_us(count_to_three, 10'000));
  for (int i = 0; i < 100; ++i)
    delay(1);
  EXPECT_EQ(count, 3);
}

TEST_F(Schedule, repeats_at_once_on_an_alarm) {
  bool alarm = false;
  int count = 0;
  schedule_recurrent_function_us([&] { return ++count < 1; }, 1'000'000'000, [&] { return alarm; });
  delay(5);
  EXPECT_EQ(count, 0);
  alarm = true;
  delay(5);
  EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace parley::board::api
