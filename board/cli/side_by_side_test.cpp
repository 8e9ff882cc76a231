#include "board/cli/side_by_side.h"

#include <gtest/gtest.h>

using namespace parley;
using namespace parley::board::cli;
using namespace std::chrono_literals;

namespace {

const WallTime start{std::chrono::seconds(1000)};
const Titles titles{"board", "this PC"};
using Lines = std::vector<std::string>;

}  // namespace

TEST(SideBySide, RowsStandInTheOrderOfTheirTimes) {
  const auto lines = side_by_side({{start + 2s, Side::right, "< Hello"},
                                   {start + 1s, Side::left, "connected"},
                                   {start + 2s, Side::left, "same time"}},
                                  start, titles, 72);
  EXPECT_EQ(lines, (Lines{"          | board                        | this PC",
                          "--------- | ---------------------------- | ----------------------------",
                          "   +1.000 | connected                    |",
                          "   +2.000 |                              | < Hello",
                          "   +2.000 | same time                    |"}));
}

TEST(SideBySide, ALongTextIsWrappedInItsColumn) {
  const auto lines = side_by_side(
      {{start, Side::left, "a text that has more letters than its column"}}, start, titles, 72);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[2], "   +0.000 | a text that has more letters |");
  EXPECT_EQ(lines[3], "          | than its column              |");
}

TEST(SideBySide, WithoutRoomEachRowNamesItsSide) {
  const Lines wanted{"   +0.001  board    one", "  +61.500  this PC  two"};
  for (const std::size_t columns : {0u, 71u}) {
    EXPECT_EQ(
        side_by_side({{start + 61'500ms, Side::right, "two"}, {start + 1ms, Side::left, "one"}},
                     start, titles, columns),
        wanted);
  }
}

TEST(SideBySide, NoLineIsWiderThanTheTerminal) {
  for (std::size_t columns = side_by_side_columns_min; columns < 200; ++columns) {
    const auto lines = side_by_side(
        {{start, Side::left, std::string(300, 'x')}, {start, Side::right, std::string(300, 'y')}},
        start, titles, columns);
    for (const auto& line : lines)
      EXPECT_LE(line.size(), columns);
  }
}

TEST(Wrapped, CutsBetweenCharactersAndLosesNone) {
  EXPECT_EQ(wrapped("", 5), Lines{""});
  EXPECT_EQ(wrapped("one two", 5), (Lines{"one", "two"}));
  EXPECT_EQ(wrapped("  indented", 5), (Lines{"  ind", "ented"}));
  EXPECT_EQ(wrapped("\u00e4\u00f6\u00fc\u00df", 3), (Lines{"\u00e4\u00f6\u00fc", "\u00df"}));
}
