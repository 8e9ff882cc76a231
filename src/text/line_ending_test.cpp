#include "text/line_ending.h"

#include <gtest/gtest.h>

namespace parley::text {
namespace {

TEST(LineEnding, NamesComeBack) {
  for (const auto ending : {LineEnding::none, LineEnding::lf, LineEnding::cr, LineEnding::crlf}) {
    EXPECT_EQ(parse_line_ending(line_ending_name(ending)), ending);
  }
}

TEST(LineEnding, Bytes) {
  EXPECT_EQ(line_ending_bytes(LineEnding::none), "");
  EXPECT_EQ(line_ending_bytes(LineEnding::lf), "\n");
  EXPECT_EQ(line_ending_bytes(LineEnding::cr), "\r");
  EXPECT_EQ(line_ending_bytes(LineEnding::crlf), "\r\n");
}

TEST(LineEnding, AnotherNameIsAnError) {
  EXPECT_EQ(to_string(parse_line_ending("LF").error()),
            "cannot read the line ending \"LF\": it is none of none, lf, cr and crlf");
  EXPECT_FALSE(parse_line_ending(""));
}

}  // namespace
}  // namespace parley::text
