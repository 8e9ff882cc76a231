#include "text/timestamp.h"

#include <gtest/gtest.h>

namespace parley::text {
namespace {

using namespace std::chrono_literals;

std::string timestamp(WallTime time) {
  std::string text;
  append_timestamp(time, text);
  return text;
}

TEST(Timestamp, IsUtcWithMicroseconds) {
  EXPECT_EQ(timestamp(WallTime{}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(timestamp(WallTime{1'795'341'600s + 123'456'789ns}), "2026-11-22T10:00:00.123456Z");
  EXPECT_EQ(timestamp(WallTime{951'827'696s}), "2000-02-29T12:34:56.000000Z");
}

TEST(Timestamp, IsCutNeverRounded) {
  EXPECT_EQ(timestamp(WallTime{1'798'761'599s + 999'999'999ns}), "2026-12-31T23:59:59.999999Z");
}

TEST(Timestamp, BeforeTheEpochIsStillATime) {
  EXPECT_EQ(timestamp(WallTime{-1ns}), "1969-12-31T23:59:59.999999Z");
}

TEST(Timestamp, IsAppended) {
  std::string text = "at ";
  append_timestamp(WallTime{}, text);
  EXPECT_EQ(text, "at 1970-01-01T00:00:00.000000Z");
}

TEST(Timestamp, DateAndTimeOfDay) {
  EXPECT_EQ(date_text(WallTime{1'795'341'600s}), "2026-11-22");
  EXPECT_EQ(time_of_day_text(WallTime{1'795'341'600s + 1ms}), "10:00:00");
}

}  // namespace
}  // namespace parley::text
