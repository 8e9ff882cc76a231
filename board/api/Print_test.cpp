#include "board/api/Print.h"

#include <cstdint>
#include <cstdio>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>

#include "board/api/IPAddress.h"
#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

template <typename... Values>
std::string printed(const Values&... values) {
  Written to;
  const std::size_t count = to.print(values...);
  EXPECT_LE(to.writes.size(), 1U);  // one segment, where this is a connection
  const std::string text = to.take();
  EXPECT_EQ(count, text.size());
  return text;
}

TEST(Print, prints_texts) {
  char mutable_text[] = "mutable";
  EXPECT_EQ(printed("literal"), "literal");
  EXPECT_EQ(printed(mutable_text), "mutable");
  EXPECT_EQ(printed(F("flash")), "flash");
  EXPECT_EQ(printed(String("a\0b", 3)), std::string("a\0b", 3));
  EXPECT_EQ(printed('c'), "c");
  EXPECT_EQ(printed(static_cast<const char*>(nullptr)), "");
  EXPECT_EQ(printed(IPAddress(10, 0, 2, 15)), "10.0.2.15");
}

TEST(Print, prints_every_width_of_number) {
  EXPECT_EQ(printed(true), "1");
  EXPECT_EQ(printed(std::int8_t{-5}), "-5");
  EXPECT_EQ(printed(std::uint8_t{65}), "65");
  EXPECT_EQ(printed(std::int16_t{-300}), "-300");
  EXPECT_EQ(printed(std::uint16_t{60000}), "60000");
  EXPECT_EQ(printed(std::int32_t{-70000}), "-70000");
  EXPECT_EQ(printed(std::uint32_t{4000000000U}), "4000000000");
  EXPECT_EQ(printed(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(printed(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(printed(std::numeric_limits<long long>::max()), "9223372036854775807");
}

TEST(Print, prints_bases_with_capitals) {
  EXPECT_EQ(printed(255, HEX), "FF");
  EXPECT_EQ(printed(255, OCT), "377");
  EXPECT_EQ(printed(5, BIN), "101");
  EXPECT_EQ(printed(35, 36), "Z");
  EXPECT_EQ(printed(-1, HEX), "FFFFFFFF");
  EXPECT_EQ(printed(-1L, HEX), "FFFFFFFF");
  EXPECT_EQ(printed(-1LL, HEX), "FFFFFFFFFFFFFFFF");
  EXPECT_EQ(printed(7, 0), "7");
  EXPECT_EQ(printed(7, -3), "7");
}

TEST(Print, prints_doubles_as_the_host_does_where_nothing_is_halfway) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 20'000; ++i) {
    const double value = static_cast<double>(static_cast<std::int64_t>(random())) / 7e13;
    const int decimals = static_cast<int>(random() % 8);
    char wanted[64];
    std::snprintf(wanted, sizeof(wanted), "%.*f", decimals, value);
    ASSERT_EQ(printed(value, decimals), wanted);
  }
}

TEST(Print, rounds_halves_away_from_zero) {
  EXPECT_EQ(printed(2.5, 0), "3");
  EXPECT_EQ(printed(-2.5, 0), "-3");
  EXPECT_EQ(printed(0.125), "0.13");
  EXPECT_EQ(printed(9.995F, 1), "10.0");
  EXPECT_EQ(printed(1.5F), "1.50");
  EXPECT_EQ(printed(std::numeric_limits<double>::quiet_NaN()), "nan");
  EXPECT_EQ(printed(-std::numeric_limits<double>::infinity()), "-inf");
  EXPECT_EQ(printed(1e300, 0).size(), 301U);
}

TEST(Print, ends_lines_with_cr_lf) {
  Written to;
  EXPECT_EQ(to.println("a"), 3U);
  EXPECT_EQ(to.println(5, HEX), 3U);
  EXPECT_EQ(to.println(1.5, 3), 7U);
  EXPECT_EQ(to.println(), 2U);
  EXPECT_EQ(to.println(String("s")), 3U);
  EXPECT_EQ(to.println(F("f")), 3U);
  EXPECT_EQ(to.println(IPAddress(1, 2, 3, 4)), 9U);
  EXPECT_EQ(to.take(), "a\r\n5\r\n1.500\r\n\r\ns\r\nf\r\n1.2.3.4\r\n");
}

TEST(Print, writes_octets_of_every_type) {
  Written to;
  to.write(0);
  to.write('a');
  to.write(std::uint8_t{255});
  to.write(66L);
  to.write("text");
  to.write("cut", 1);
  EXPECT_EQ(to.take(), std::string("\0a\xff"
                                   "Btextc",
                                   9));
}

TEST(Print, formats_in_one_write_however_long) {
  Written to;
  const std::string name(500, 'n');
  EXPECT_EQ(to.printf("%s=%d", name.c_str(), 5), 502U);
  ASSERT_EQ(to.writes.size(), 1U);
  EXPECT_EQ(to.take(), name + "=5");
  EXPECT_EQ(to.printf_P(PSTR("%05.1f|%-3u|"), 3.14159, 7U), 10U);
  EXPECT_EQ(to.take(), "003.1|7  |");
}

TEST(Print, stops_where_nothing_more_is_taken) {
  class Narrow : public Print {
   public:
    std::size_t write(std::uint8_t) override {
      return room > 0 ? static_cast<std::size_t>(room-- > 0) : 0;
    }
    using Print::write;
    int room = 3;
  };
  Narrow to;
  EXPECT_EQ(to.print("12345"), 3U);
}

TEST(Print, keeps_an_error_until_it_is_cleared) {
  class Failing : public Print {
   public:
    using Print::write;
    std::size_t write(std::uint8_t) override {
      setWriteError();
      return 0;
    }
  };
  Failing to;
  to.print("x");
  EXPECT_NE(to.getWriteError(), 0);
  to.clearWriteError();
  EXPECT_EQ(to.getWriteError(), 0);
}

}  // namespace
}  // namespace parley::board::api
