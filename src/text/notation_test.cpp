#include "text/notation.h"

#include <gtest/gtest.h>
#include <random>

namespace parley::text {
namespace {

std::string error_of(std::string_view notation) {
  const auto parsed = parse_notation(notation);
  return parsed ? "no error" : to_string(parsed.error());
}

TEST(Notation, EveryEscape) {
  EXPECT_EQ(parse_notation("a\\nb\\rc\\td\\\\e"), "a\nb\rc\td\\e");
  EXPECT_EQ(parse_notation("\\1B\\1b\\ff\\00"), std::string("\x1b\x1b\xff\0", 4));
}

TEST(Notation, ThreeHexDigitsAreAnOctetAndADigit) {
  EXPECT_EQ(parse_notation("\\411"), "A1");
}

TEST(Notation, EverythingElseStandsForItself) {
  const std::string text = "Hello\n\x01 {}\"'\xc3\xa9\xff";
  EXPECT_EQ(parse_notation(text), text);
  EXPECT_EQ(parse_notation(""), "");
}

TEST(Notation, ErrorsNameThePositionAndWhatMayFollow) {
  EXPECT_EQ(
      error_of("Hello\\q"),
      "cannot read the text \"Hello\\q\": the backslash at position 6 is followed by \"q\"; n, "
      "r, t, another backslash or two hex digits may follow it");
  EXPECT_EQ(
      error_of("\\"),
      "cannot read the text \"\\\": the backslash at position 1 is followed by nothing; n, r, "
      "t, another backslash or two hex digits may follow it");
  EXPECT_EQ(parse_notation("\\4").error().kind, ErrorClass::bad_input);
  EXPECT_NE(error_of("\\4g").find("followed by \"4g\""), std::string::npos);
}

TEST(Notation, APartIsReadWithThePositionsOfTheWhole) {
  EXPECT_EQ(parse_notation("ab\\ncd", 2, 5), "\nc");
  const auto cut = parse_notation("ab\\41", 0, 4);
  ASSERT_FALSE(cut);
  EXPECT_NE(cut.error().seen.find("position 3 is followed by \"4\""), std::string::npos);
}

TEST(Notation, ShownOnOneLine) {
  EXPECT_EQ(to_notation("Hi\r\n\t\\"), "Hi\\r\\n\\t\\\\");
  EXPECT_EQ(to_notation(std::string_view("\0\x1b[2J\x7f", 6)), "\\00\\1B[2J\\7F");
  EXPECT_EQ(to_notation("caf\xc3\xa9 \xe2\x82\xac"), "caf\xc3\xa9 \xe2\x82\xac");
  EXPECT_EQ(to_notation("\xe2\x80\xae\xc2\x9b\xc3"), "\\E2\\80\\AE\\C2\\9B\\C3");
}

TEST(Notation, EveryPairOfOctetsComesBack) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string octets{static_cast<char>(first), static_cast<char>(second)};
      const std::string notation = to_notation(octets);
      ASSERT_EQ(parse_notation(notation), octets) << notation;
      ASSERT_EQ(notation.find_first_of("\n\r\t\x1b\x7f"), std::string::npos);
    }
  }
}

TEST(Notation, RandomOctetsComeBack) {
  std::mt19937 random(2026);
  for (int round = 0; round < 2000; ++round) {
    std::string octets(random() % 64, '\0');
    for (char& octet : octets)
      octet = static_cast<char>(random());
    ASSERT_EQ(parse_notation(to_notation(octets)), octets);
  }
}

TEST(Notation, AnExcerptIsShortAndSafe) {
  EXPECT_EQ(excerpt("a\\nb"), "a\\nb");
  EXPECT_EQ(excerpt("\x1b]0;x\x07"), "\\1B]0;x\\07");
  EXPECT_EQ(excerpt(std::string(60, 'a')), std::string(60, 'a'));
  EXPECT_EQ(excerpt(std::string(61, 'a')), std::string(60, 'a') + "...");
}

TEST(Notation, AnExcerptDoesNotCutACharacter) {
  const std::string text = std::string(59, 'a') + "\xe2\x82\xac" + "b";
  EXPECT_EQ(excerpt(text), std::string(59, 'a') + "...");
}

}  // namespace
}  // namespace parley::text
