#include "cli/local_time.h"

#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>

namespace parley::cli {
namespace {

using namespace std::chrono_literals;

/// Times as this test's zone shows them: two hours east of UTC, without summer time.
class LocalTime : public ::testing::Test {
 protected:
  LocalTime() {
    ::setenv("TZ", "XYZ-2", 1);
    ::tzset();
  }
  ~LocalTime() override {
    ::unsetenv("TZ");
    ::tzset();
  }

  // 2026-11-22 10:00:00 UTC, 12:00 here
  const WallTime noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 10h};

  std::string since(std::string_view text, WallTime first) const {
    const auto time = parse_since(text, first, noon + 1h);
    return time ? local_date(*time) + " " + local_clock(*time) : to_string(time.error());
  }
};

TEST_F(LocalTime, IsTheZones) {
  EXPECT_EQ(local_date(noon + 12h), "2026-11-23");
  EXPECT_EQ(local_clock(noon + 5ms), "12:00:00.005");
}

TEST_F(LocalTime, AClockTimeIsOfTheFirstDay) {
  EXPECT_EQ(since("12:30", noon), "2026-11-22 12:30:00.000");
  EXPECT_EQ(since("11:59:59.5", noon), "2026-11-22 11:59:59.500");
  EXPECT_EQ(since("00:10", noon + 11h), "2026-11-23 00:10:00.000") << "after midnight";
}

TEST_F(LocalTime, ADateMayHaveATime) {
  EXPECT_EQ(since("2026-11-20", noon), "2026-11-20 00:00:00.000");
  EXPECT_EQ(since("2026-11-20 08:00", noon), "2026-11-20 08:00:00.000");
  EXPECT_EQ(since("2026-11-20T08:00:01.25", noon), "2026-11-20 08:00:01.250");
  EXPECT_EQ(since("2026-11-20T08:00:01.123456Z", noon), "2026-11-20 10:00:01.123") << "as in jsonl";
}

TEST_F(LocalTime, ALengthIsBackFromNow) {
  EXPECT_EQ(since("10m", noon), "2026-11-22 12:50:00.000");
  EXPECT_EQ(since("1.5h", noon), "2026-11-22 11:30:00.000");
}

TEST_F(LocalTime, AnythingElseIsAnError) {
  for (const char* text : {"", "yesterday", "25:00", "10:60", "10:0", "2026-13-01", "2026-11-20x",
                           "10:00:05.", "10:00Z", "2026-11-20T08:00:00+01:00"}) {
    EXPECT_NE(since(text, noon).find("a time is written 10:00"), std::string::npos) << text;
  }
}

}  // namespace
}  // namespace parley::cli
