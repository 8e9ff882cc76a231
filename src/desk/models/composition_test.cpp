#include "desk/models/composition.h"

#include <gtest/gtest.h>

namespace parley::desk::models {
namespace {

using text::Framing;
using text::LineEnding;

std::string octets(const char* typed, InputMode mode, InputStyle style = {}) {
  const auto made = Composition::make({QString::fromUtf8(typed), mode}, style);
  return made ? made->octets({}) : "wrong: " + made.error().words.toStdString();
}

InputTrouble trouble(const char* typed, InputMode mode) {
  const auto made = Composition::make({QString::fromUtf8(typed), mode}, {});
  return made ? InputTrouble{} : made.error();
}

TEST(Composition, TextHasItsLineEnd) {
  EXPECT_EQ(octets("Hello", InputMode::text, {LineEnding::none}), "Hello");
  EXPECT_EQ(octets("Hello", InputMode::text, {LineEnding::lf}), "Hello\n");
  EXPECT_EQ(octets("Hello", InputMode::text, {LineEnding::cr}), "Hello\r");
  EXPECT_EQ(octets("Hello", InputMode::text, {LineEnding::crlf}), "Hello\r\n");
  EXPECT_EQ(octets("", InputMode::text, {LineEnding::lf}), "\n");
}

TEST(Composition, ALineBreakIsTheChosenOne) {
  EXPECT_EQ(octets("a\nb", InputMode::text, {LineEnding::crlf}), "a\r\nb\r\n");
  EXPECT_EQ(octets("a\nb", InputMode::text, {LineEnding::none}), "a\nb");
  EXPECT_EQ(octets("a\nb\\n", InputMode::notation, {LineEnding::crlf}), "a\r\nb\n\r\n");
}

TEST(Composition, TextStandsForItself) {
  EXPECT_EQ(octets("\\n {{X}} \u00a0\u4e2d", InputMode::text, {LineEnding::none}),
            "\\n {{X}} \u00a0\u4e2d");
}

TEST(Composition, HexIsSentAsWritten) {
  EXPECT_EQ(octets("48 65:6c,0x6c 6F", InputMode::hex, {LineEnding::crlf, Framing::length}),
            "Hello");
  EXPECT_EQ(octets("", InputMode::hex), "");
}

TEST(Composition, FramesAsTheCommandLineDoes) {
  EXPECT_EQ(octets("Hi", InputMode::text, {LineEnding::none, Framing::line}), "Hi\n");
  EXPECT_EQ(octets("Hi\\n", InputMode::notation, {LineEnding::lf, Framing::line}), "Hi\n");
  EXPECT_EQ(octets("Hi", InputMode::text, {LineEnding::lf, Framing::length}),
            std::string("\0\0\0\2Hi", 6));
}

TEST(Composition, AnErrorHasItsPlace) {
  auto wrong = trouble("48 6x", InputMode::hex);
  EXPECT_EQ(wrong.begin, 4);
  EXPECT_EQ(wrong.length, 1);
  EXPECT_EQ(wrong.words.toStdString(), "\"x\" at position 5 is no hexadecimal digit");
  wrong = trouble("\u4e2d\u6587 \\q", InputMode::notation);
  EXPECT_EQ(wrong.begin, 3);  // characters, not octets
  EXPECT_EQ(wrong.length, 1);
  wrong = trouble("{{TIME}} {{TIMER}} x", InputMode::notation);
  EXPECT_EQ(wrong.begin, 9);
  EXPECT_EQ(wrong.length, 9);
  EXPECT_TRUE(wrong.words.contains(QStringLiteral("{{TIMER}}"))) << wrong.words.toStdString();
  wrong = trouble("abc {{TIME", InputMode::notation);
  EXPECT_EQ(wrong.begin, 4);
  EXPECT_EQ(wrong.length, 1);
  wrong = trouble("4", InputMode::hex);
  EXPECT_EQ(wrong.begin, 0);
}

TEST(Composition, KnowsWhoNamesItsPeer) {
  const InputStyle style;
  const auto differs = [&](const char* text) {
    return Composition::make({QString::fromUtf8(text), InputMode::notation}, style)
        ->differs_by_peer();
  };
  EXPECT_TRUE(differs("you are {{PEER}}"));
  EXPECT_TRUE(differs("you are {{ADDRESS}}"));
  EXPECT_FALSE(differs("{{COUNTER}} {{RANDOM}}"));
  EXPECT_FALSE(
      Composition::make({QStringLiteral("{{PEER}}"), InputMode::text}, style)->differs_by_peer());
}

TEST(MacroValues, EachTextHasItsCount) {
  MacroValues values(1);
  const InputLine a{QStringLiteral("a"), InputMode::notation};
  const InputLine b{QStringLiteral("b"), InputMode::notation};
  EXPECT_EQ(values.next(a, {}).counter, 1u);
  EXPECT_EQ(values.next(a, {}).counter, 2u);
  EXPECT_EQ(values.next(b, {}).counter, 1u);
  EXPECT_EQ(values.next(a, {}).counter, 3u);
  values.take_back(a);
  EXPECT_EQ(values.next(a, {}).counter, 3u);
}

TEST(MacroValues, ForgetsTheOldest) {
  MacroValues values(1);
  const InputLine first{QStringLiteral("first"), InputMode::notation};
  values.next(first, {});
  for (std::size_t i = 0; i < MacroValues::counters_max; ++i)
    values.next({QString::number(i), InputMode::notation}, {});
  EXPECT_EQ(values.next(first, {}).counter, 1u);
}

}  // namespace
}  // namespace parley::desk::models
