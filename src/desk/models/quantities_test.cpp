#include "desk/models/quantities.h"

#include <gtest/gtest.h>

using namespace parley::desk::models;
using namespace std::chrono_literals;

TEST(Quantities, BytesHaveThreeDigitsThatMatter) {
  EXPECT_EQ(bytes_text(0), QStringLiteral("0 B"));
  EXPECT_EQ(bytes_text(999), QStringLiteral("999 B"));
  EXPECT_EQ(bytes_text(1000), QStringLiteral("1.00 KB"));
  EXPECT_EQ(bytes_text(12'345), QStringLiteral("12.3 KB"));
  EXPECT_EQ(bytes_text(999'499), QStringLiteral("999 KB"));
  EXPECT_EQ(bytes_text(999'500), QStringLiteral("1.00 MB"));
  EXPECT_EQ(bytes_text(1'234'567'890), QStringLiteral("1.23 GB"));
  EXPECT_EQ(bytes_text(UINT64_MAX), QStringLiteral("18.4 EB"));
}

TEST(Quantities, RatesAndTimesToo) {
  EXPECT_EQ(rate_text(0), QStringLiteral("0 B/s"));
  EXPECT_EQ(rate_text(999.4), QStringLiteral("999 B/s"));
  EXPECT_EQ(rate_text(999.6), QStringLiteral("1.00 KB/s"));
  EXPECT_EQ(time_text(120us), QStringLiteral("0.12 ms"));
  EXPECT_EQ(time_text(35ms), QStringLiteral("35.0 ms"));
  EXPECT_EQ(time_text(1300ms), QStringLiteral("1.30 s"));
}
