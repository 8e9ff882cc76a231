#include "board/api/text_format.h"

#include <cmath>
#include <cstdio>
#include <cstring>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>

namespace parley::board::api {
namespace {

// Formats of the test are put together at run time, which the compiler rightly warns of elsewhere.
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat"

template <typename... Arguments>
std::string ours(const std::string& format, Arguments... arguments) {
  char text[6000];
  const int count = snprintf_text(text, sizeof(text), format.c_str(), arguments...);
  EXPECT_EQ(count, static_cast<int>(std::strlen(text))) << format;
  return text;
}

template <typename... Arguments>
std::string host(const std::string& format, Arguments... arguments) {
  char text[6000];
  std::snprintf(text, sizeof(text), format.c_str(), arguments...);
  return text;
}

using Random = std::mt19937_64;

int below(Random& random, int end) {
  return static_cast<int>(random() % static_cast<unsigned>(end));
}

bool one_in(Random& random, int count) {
  return below(random, count) == 0;
}

std::string random_flags(Random& random, const char* from) {
  std::string flags;
  for (const char* flag = from; *flag != '\0'; ++flag) {
    if (one_in(random, 3)) flags += *flag;
  }
  return flags;
}

std::string random_sizes(Random& random, int precision_max) {
  std::string sizes;
  if (one_in(random, 2)) sizes += std::to_string(1 + below(random, 40));
  if (one_in(random, 2)) sizes += "." + std::to_string(below(random, precision_max));
  if (one_in(random, 20)) sizes += ".";
  return sizes.find('.') != sizes.rfind('.') ? sizes.substr(0, sizes.rfind('.')) : sizes;
}

// Small numbers, large ones and those at the edges alike.
std::uint64_t random_bits(Random& random) {
  const std::uint64_t bits = random() >> below(random, 64);
  return one_in(random, 2) ? bits : ~bits;
}

double random_double(Random& random) {
  switch (below(random, 6)) {
    case 0: return below(random, 2000) / 8.0 - 100;  // with ties
    case 1: return static_cast<double>(below(random, 1'000'000)) / 1000;
    case 2: return std::ldexp(static_cast<double>(random()), below(random, 200) - 100);
    case 3: return std::pow(10.0, below(random, 40) - 20);
    case 4: return 0.0;
    default: break;
  }
  double value = 0;
  const std::uint64_t bits = random();
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

class Formats : public testing::TestWithParam<unsigned> {
 protected:
  Random random_{GetParam()};
};

TEST_P(Formats, of_whole_numbers_are_the_hosts) {
  for (int i = 0; i < 20'000; ++i) {
    const char conversion = "diuoxX"[below(random_, 6)];
    const bool is_signed = conversion == 'd' || conversion == 'i';
    const std::string head =
        "<%" + random_flags(random_, is_signed ? "-+ 0" : "-#0") + random_sizes(random_, 30);
    const std::string tail = std::string(1, conversion) + ">";
    const std::uint64_t bits = random_bits(random_);
    const int narrow = static_cast<int>(bits);
    for (const char* length : {"", "h", "hh"}) {
      const std::string format = head + length + tail;
      ASSERT_EQ(ours(format, narrow), host(format, narrow)) << format << " " << narrow;
    }
    for (const char* length : {"ll", "j", "z", "t"}) {
      const std::string format = head + length + tail;
      ASSERT_EQ(ours(format, bits), host(format, bits)) << format << " " << bits;
    }
    // As on the chip, l is 32 bits.
    const std::string format = head + "l" + tail;
    ASSERT_EQ(ours(format, bits), host(head + tail, narrow)) << format << " " << bits;
  }
}

TEST_P(Formats, of_doubles_are_the_hosts) {
  for (int i = 0; i < 10'000; ++i) {
    const std::string format = "<%" + random_flags(random_, "-+ #0") + random_sizes(random_, 40) +
                               std::string(1, "feEgGF"[below(random_, 6)]) + ">";
    const double value = random_double(random_);
    ASSERT_EQ(ours(format, value), host(format, value)) << format << " " << value;
  }
}

TEST_P(Formats, of_texts_are_the_hosts) {
  for (int i = 0; i < 2'000; ++i) {
    const std::string text =
        std::string("parley").substr(0, static_cast<std::size_t>(below(random_, 7)));
    const std::string format =
        "%% <%" + random_flags(random_, "-") + random_sizes(random_, 10) + "s> %c%-3c %5c";
    ASSERT_EQ(ours(format, text.c_str(), 'a', 'b', 'c'), host(format, text.c_str(), 'a', 'b', 'c'))
        << format << " " << text;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, Formats, testing::Range(0U, 3U));

TEST(TextFormat, takes_width_and_precision_from_arguments) {
  EXPECT_EQ(ours("<%*d>", 6, 42), "<    42>");
  EXPECT_EQ(ours("<%*d>", -6, 42), "<42    >");
  EXPECT_EQ(ours("<%.*f>", 2, 1.005), "<1.00>");
  EXPECT_EQ(ours("<%.*d>", -1, 0), "<0>");
}

TEST(TextFormat, prints_the_largest_double_and_the_smallest_one_whole) {
  for (const double value : {std::numeric_limits<double>::max(), std::numeric_limits<double>::min(),
                             std::numeric_limits<double>::denorm_min()}) {
    for (const char* format : {"%f", "%.1074f", "%.1200e", "%.800g", "%.0e", "%#.3000g"}) {
      EXPECT_EQ(ours(format, value), host(format, value)) << format;
    }
  }
}

TEST(TextFormat, prints_an_int_where_a_long_was_asked_for) {
  EXPECT_EQ(ours("%ld %lu %lx", -1, 4000000000U, 0xffffffffU), "-1 4000000000 ffffffff");
}

TEST(TextFormat, has_names_for_64_bits) {
  EXPECT_EQ(
      ours("%" PRIu64 " %" PRId64 " %" PRIx64, 18446744073709551615ULL, -9000000000LL, 255ULL),
      "18446744073709551615 -9000000000 ff");
  EXPECT_EQ(ours("%" PRIu32 " %" PRId32, 4294967295U, -1), "4294967295 -1");
}

TEST(TextFormat, prints_long_doubles) {
  EXPECT_EQ(ours("%.3Lf", 1.5L), "1.500");
}

TEST(TextFormat, prints_pointers_as_the_chip_does) {
  EXPECT_EQ(ours("%p %p", reinterpret_cast<void*>(0x1f), nullptr), "0x1f 0x0");
}

TEST(TextFormat, says_null_for_no_text) {
  EXPECT_EQ(ours("%s", static_cast<const char*>(nullptr)), "(null)");
}

TEST(TextFormat, shows_what_it_does_not_know_and_stores_nothing) {
  int stored = 7;
  EXPECT_EQ(ours("%y %5.2q %d", 1), "%y %5.2q 1");
  EXPECT_EQ(ours("a%nb%d", &stored, 2), "ab2");
  EXPECT_EQ(stored, 7);
  EXPECT_EQ(ours("100%"), "100%");
  EXPECT_EQ(ours("%-"), "%-");
}

TEST(TextFormat, bounds_width_and_precision) {
  EXPECT_EQ(ours("%99999999999d", 1).size(), static_cast<std::size_t>(text_width_max));
  EXPECT_EQ(ours("%*d", std::numeric_limits<int>::min(), 1).size(),
            static_cast<std::size_t>(text_width_max));
}

TEST(TextFormat, cuts_and_ends_with_nul) {
  char text[4] = {'x', 'x', 'x', 'x'};
  EXPECT_EQ(snprintf_text(text, sizeof(text), "%d", 12345), 5);
  EXPECT_STREQ(text, "123");
  EXPECT_EQ(snprintf_text(text, 1, "%d", 12345), 5);
  EXPECT_STREQ(text, "");
  EXPECT_EQ(snprintf_text(nullptr, 0, "%d", 12345), 5);
  EXPECT_EQ(sprintf_text(text, "%s", "abc"), 3);
  EXPECT_STREQ(text, "abc");
}

}  // namespace
}  // namespace parley::board::api
