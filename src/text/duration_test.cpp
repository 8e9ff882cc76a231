#include "text/duration.h"

#include <gtest/gtest.h>
#include <utility>

namespace parley::text {
namespace {

using namespace std::chrono_literals;

TEST(Duration, EveryUnit) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("2s"), 2s);
  EXPECT_EQ(parse_duration("1.5s"), 1500ms);
  EXPECT_EQ(parse_duration("3m"), 3min);
  EXPECT_EQ(parse_duration("1h"), 1h);
  EXPECT_EQ(parse_duration("10"), 10s);
  EXPECT_EQ(parse_duration("0.25"), 250ms);
  EXPECT_EQ(parse_duration("0"), 0s);
  EXPECT_EQ(parse_duration("1.25h"), 75min);
  EXPECT_EQ(parse_duration("007s"), 7s);
}

TEST(Duration, FractionsAreExactToTheNanosecond) {
  EXPECT_EQ(parse_duration("0.123456789s"), 123'456'789ns);
  EXPECT_EQ(parse_duration("0.000001ms"), 1ns);
  EXPECT_EQ(parse_duration("0.0000000009s"), 0ns);
}

TEST(Duration, JunkIsRefused) {
  for (const std::string_view text : {"", "s", "ms", "-1s", "+1s", "1.s", ".5s", "1 s", "1d", "1S",
                                      "1sec", "1.5.5s", "0x10", "1e3", "inf", "5s ", " 5s"}) {
    EXPECT_FALSE(parse_duration(text)) << text;
  }
  EXPECT_EQ(to_string(parse_duration("5x").error()),
            "cannot read the time \"5x\": a number and ms, s, m or h is wanted, such as 500ms or "
            "1.5s");
}

TEST(Duration, TooLongIsRefused) {
  EXPECT_EQ(parse_duration("876000h"), duration_max);
  for (const std::string_view text :
       {"876001h", "876000.1h", "9999999999", "99999999999999999999", "18446744073709551617ms"}) {
    const auto parsed = parse_duration(text);
    ASSERT_FALSE(parsed) << text;
    EXPECT_EQ(parsed.error().seen, "it is more than 876000h (100 years)");
    EXPECT_EQ(parsed.error().kind, ErrorClass::bad_input);
  }
}

TEST(Duration, ExactFormIsReadBackAsTheSame) {
  const std::pair<Duration, std::string_view> table[] = {
      {0s, "0ms"},       {1ms, "1ms"},   {1500ms, "1500ms"},  {2s, "2s"},
      {90s, "90s"},      {2min, "2m"},   {3h, "3h"},          {1'000'001ns, "1.000001ms"},
      {250us, "0.25ms"}, {61min, "61m"}, {1ns, "0.000001ms"},
  };
  for (const auto& [duration, text] : table) {
    EXPECT_EQ(exact_duration(duration), text);
    EXPECT_EQ(parse_duration(text), duration);
  }
}

TEST(Duration, Format) {
  const std::pair<Duration, std::string_view> table[] = {
      {0s, "0 ns"},         {999ns, "999 ns"}, {1us, "1 us"},       {12'345ns, "12.3 us"},
      {250ms, "250 ms"},    {1500ms, "1.5 s"}, {1234ms, "1.23 s"},  {10s, "10 s"},
      {59'900ms, "59.9 s"}, {1min, "1 min"},   {125s, "2 min 5 s"}, {1h, "1 h"},
      {63min, "1 h 3 min"}, {100h, "100 h"},   {-1500ms, "-1.5 s"},
  };
  for (const auto& [duration, text] : table)
    EXPECT_EQ(format_duration(duration), text);
}

TEST(Duration, RoundingCarriesIntoTheNextUnit) {
  EXPECT_EQ(format_duration(999'500ns), "1 ms");
  EXPECT_EQ(format_duration(999'999us), "1 s");
  EXPECT_EQ(format_duration(59'960ms), "1 min");
  EXPECT_EQ(format_duration(119'700ms), "2 min");
  EXPECT_EQ(format_duration(3599'900ms), "1 h");
  EXPECT_EQ(format_duration(2h - 10s), "2 h");
}

TEST(Duration, TheExtremesHaveAForm) {
  EXPECT_EQ(format_duration(Duration::max()), "2562047 h 47 min");
  EXPECT_EQ(format_duration(Duration::min()), "-2562047 h 47 min");
}

}  // namespace
}  // namespace parley::text
