#include "board/sketch/source_text.h"

#include <gtest/gtest.h>

namespace parley::board::sketch {
namespace {

TEST(Masked, CommentsAndLiteralsAreHiddenAndLinesStay) {
  EXPECT_EQ(masked("a // b\nc"), "a     \nc");
  EXPECT_EQ(masked("a /* b\n */ c"), "a     \n    c");
  EXPECT_EQ(masked("f(\"a{b\", '}')"), "f(\"___\", '_')");
  EXPECT_EQ(masked("\"a\\\"b\" c"), "\"____\" c");
  EXPECT_EQ(masked("\"// no comment\" c"), "\"_____________\" c");
}

TEST(Masked, ALineCommentGoesOnBehindABackslash) {
  EXPECT_EQ(masked("// a\\\nb\nc"), "     \n \nc");
}

TEST(Masked, RawStringsEndWithTheirOwnWord) {
  EXPECT_EQ(masked("R\"x(a)\" \"b)x\" c"), "R\"__________\" c");
  EXPECT_EQ(masked("PAR\"(\" c"), "PAR\"_\" c") << "a word that only ends with R";
}

TEST(Masked, AQuoteInsideANumberSeparatesDigits) {
  EXPECT_EQ(masked("1'000'000; 'x'"), "1'000'000; '_'");
}

TEST(Masked, WhatIsNotClosedEndsWithItsLine) {
  EXPECT_EQ(masked("\"abc\nd"), "\"___\nd");
  EXPECT_EQ(masked("/* abc"), "      ");
}

TEST(FindWord, WholeWordsOnly) {
  EXPECT_EQ(find_word("reset set sets", "set", 0), 6u);
  EXPECT_EQ(find_word("reset", "set", 0), std::string_view::npos);
}

TEST(BehindBracket, Nested) {
  EXPECT_EQ(behind_bracket("(a[b]{c})d", 0), 9u);
  EXPECT_EQ(behind_bracket("(a", 0), std::string_view::npos);
}

TEST(CLinkage, BlocksAreFoundAndSingleDeclarationsAreNot) {
  const std::string code = "extern \"C\" void f();\nextern \"C\" {\nvoid g() {}\n}\nint x;";
  const auto blocks = c_linkage_blocks(code, masked(code));
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(code.substr(blocks[0].begin, blocks[0].end - blocks[0].begin),
            "extern \"C\" {\nvoid g() {}\n}");
}

}  // namespace
}  // namespace parley::board::sketch
