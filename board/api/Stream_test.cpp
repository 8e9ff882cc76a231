#include "board/api/Stream.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

class StreamTest : public ApiTest {
 protected:
  /// How long that took, in milliseconds of the board's clock.
  template <typename Action>
  static std::uint64_t took(Action&& action) {
    const std::uint64_t begin = port::micros();
    action();
    return (port::micros() - begin) / 1000;
  }

  Given from_;
};

TEST_F(StreamTest, waits_a_second_for_what_does_not_come) {
  EXPECT_EQ(took([&] { EXPECT_EQ(text_of(from_.readString()), ""); }), 1000U);
  from_.setTimeout(5000);
  EXPECT_EQ(took([&] { EXPECT_EQ(text_of(from_.readStringUntil('\n')), ""); }), 5000U);
  from_.setTimeout(0);
  EXPECT_EQ(took([&] { EXPECT_EQ(text_of(from_.readString()), ""); }), 0U);
}

TEST_F(StreamTest, waits_anew_for_each_octet) {
  from_.arrive(900, "a");
  from_.arrive(1800, "b");
  from_.arrive(2700, "c");
  EXPECT_EQ(took([&] { EXPECT_EQ(text_of(from_.readString()), "abc"); }), 3700U);
}

TEST_F(StreamTest, does_not_wait_behind_the_terminator) {
  from_.octets = "one\ntwo\n";
  EXPECT_EQ(took([&] {
              EXPECT_EQ(text_of(from_.readStringUntil('\n')), "one");
              EXPECT_EQ(text_of(from_.readStringUntil('\n')), "two");
            }),
            0U);
}

TEST_F(StreamTest, reads_until_a_text_has_come_so_often) {
  from_.octets = "a\r\nb\r\n\r\nbody";
  EXPECT_EQ(text_of(from_.readStringUntil("\r\n\r\n")), "a\r\nb");
  from_.octets = "1, 2, 3, 4";
  EXPECT_EQ(text_of(from_.readStringUntil(", ", 2)), "1, 2");
  EXPECT_EQ(from_.octets, "3, 4");
}

TEST_F(StreamTest, reads_as_many_octets_as_come) {
  from_.octets = "abcdef";
  char into[8] = {};
  EXPECT_EQ(from_.readBytes(into, 4), 4U);
  EXPECT_EQ(std::string(into, 4), "abcd");
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.readBytes(into, 4), 2U); }), 1000U);
  from_.octets = "x;yz";
  EXPECT_EQ(from_.readBytesUntil(';', into, sizeof(into)), 1U);
  EXPECT_EQ(from_.readBytesUntil(';', into, 1), 1U);
  EXPECT_EQ(from_.octets, "z");
  std::uint8_t octets[4] = {};
  EXPECT_EQ(from_.read(octets, sizeof(octets)), 1);
  EXPECT_EQ(octets[0], 'z');
}

TEST_F(StreamTest, reads_octets_above_127_as_they_are) {
  from_.octets = "\xff\x80|";
  EXPECT_EQ(text_of(from_.readStringUntil('|')), "\xff\x80");
}

TEST_F(StreamTest, finds_a_text_that_overlaps_itself) {
  from_.octets = "aaab-";
  EXPECT_TRUE(from_.find("aab"));
  EXPECT_EQ(from_.octets, "-");
  from_.octets = "abababcX";
  EXPECT_TRUE(from_.find("ababc"));
  EXPECT_EQ(from_.octets, "X");
  EXPECT_TRUE(from_.find('X'));
  EXPECT_TRUE(from_.find(""));
  EXPECT_EQ(took([&] { EXPECT_FALSE(from_.find("Y")); }), 1000U);
}

TEST_F(StreamTest, gives_up_at_the_terminator) {
  from_.octets = "no match here;value";
  EXPECT_EQ(took([&] { EXPECT_FALSE(from_.findUntil("value", ";")); }), 0U);
  EXPECT_EQ(from_.octets, "value");
  from_.octets = "k=v;";
  EXPECT_TRUE(from_.findUntil("=", ";"));
}

TEST_F(StreamTest, parses_whole_numbers) {
  from_.octets = "speed: -42 rpm 7\n";
  EXPECT_EQ(from_.parseInt(), -42);
  EXPECT_EQ(from_.octets, " rpm 7\n");
  EXPECT_EQ(from_.parseInt(), 7);
  from_.octets = "1,234,567;";
  EXPECT_EQ(from_.parseInt(','), 1234567);
  from_.octets = "x5 ";
  EXPECT_EQ(from_.parseInt(SKIP_NONE), 0);
  EXPECT_EQ(from_.parseInt(SKIP_WHITESPACE), 0);
  from_.octets = " \t5 ";
  EXPECT_EQ(from_.parseInt(SKIP_WHITESPACE), 5);
  from_.octets = "";
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.parseInt(), 0); }), 1000U);
  from_.octets = "12";  // may go on
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.parseInt(), 12); }), 1000U);
}

TEST_F(StreamTest, parses_numbers_with_a_point) {
  from_.octets = "t=-3.25C .5; 1.2.3 ";
  EXPECT_FLOAT_EQ(from_.parseFloat(), -3.25F);
  EXPECT_FLOAT_EQ(from_.parseFloat(), 0.5F);
  EXPECT_FLOAT_EQ(from_.parseFloat(), 1.2F);
  EXPECT_EQ(from_.octets, ".3 ");
}

TEST_F(StreamTest, copies_what_is_there_or_comes_in_time) {
  Written to;
  from_.octets = std::string(200, 'x');
  EXPECT_EQ(from_.sendAvailable(to), 200U);
  EXPECT_EQ(to.take(), std::string(200, 'x'));
  from_.octets = "abc";
  from_.arrive(500, "def");
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.sendSize(to, 5), 5U); }), 500U);
  EXPECT_EQ(to.take(), "abcde");
  from_.arrive(900, "g");
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.sendAll(to), 2U); }), 1900U);
  EXPECT_EQ(took([&] { EXPECT_EQ(from_.sendAll(&to, 200), 0U); }), 200U);
}

}  // namespace
}  // namespace parley::board::api
