#include "text/safe_text.h"

#include <gtest/gtest.h>
#include <random>
#include <vector>

#include "text/notation.h"
#include "text/utf8.h"

namespace parley::text {
namespace {

std::string safe(std::string_view in) {
  SafeText text;
  std::string out;
  text.append(in, out);
  text.flush(out);
  return out;
}

std::string octet_by_octet(std::string_view in) {
  SafeText text;
  std::string out;
  for (const char& octet : in)
    text.append({&octet, 1}, out);
  text.flush(out);
  return out;
}

std::string without_cr_before_lf(std::string_view in) {
  std::string text;
  for (std::size_t i = 0; i < in.size(); ++i) {
    if (in[i] != '\r' || in.substr(i + 1, 1) != "\n") text += in[i];
  }
  return text;
}

// The rule of the class, said another way: valid UTF-8, each character shown, LF or TAB.
bool is_safe(std::string_view out) {
  while (!out.empty()) {
    const Utf8Front front = utf8_front(out);
    if (front.status != Utf8Front::Status::valid) return false;
    if (!is_shown(front.code_point) && out[0] != '\n' && out[0] != '\t') return false;
    out.remove_prefix(front.bytes);
  }
  return true;
}

void expect_all_properties(const std::string& in) {
  const std::string out = safe(in);
  ASSERT_TRUE(is_safe(out)) << to_notation(in);
  ASSERT_EQ(octet_by_octet(in), out) << to_notation(in);
  ASSERT_EQ(parse_notation(out), without_cr_before_lf(in)) << to_notation(in);
  ASSERT_LE(out.size(), in.size() * 3);
}

TEST(SafeText, TextStays) {
  EXPECT_EQ(safe("Hello, world!\n\ttab"), "Hello, world!\n\ttab");
  EXPECT_EQ(safe("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82"),
            "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82");
  EXPECT_EQ(safe(""), "");
}

TEST(SafeText, LineEnds) {
  EXPECT_EQ(safe("a\r\nb\nc\r\n"), "a\nb\nc\n");
  EXPECT_EQ(safe("a\rb"), "a\\rb");
  EXPECT_EQ(safe("a\r\r\n"), "a\\r\n");
  EXPECT_EQ(safe("a\n\r"), "a\n\\r");
}

TEST(SafeText, WhatSteersATerminalIsWrittenOut) {
  EXPECT_EQ(safe("\x1b]0;owned\x07"), "\\1B]0;owned\\07");
  EXPECT_EQ(safe("\x1b[2J"), "\\1B[2J");
  EXPECT_EQ(safe(std::string_view("\0\b\f\v\x7f", 5)), "\\00\\08\\0C\\0B\\7F");
  EXPECT_EQ(safe("\xc2\x9b"
                 "2J"),
            "\\C2\\9B2J");
  EXPECT_EQ(safe("\x9b"
                 "2J"),
            "\\9B2J");
}

TEST(SafeText, WhatDeceivesTheEyeIsWrittenOut) {
  EXPECT_EQ(safe("a\xe2\x80\xae"
                 "b"),
            "a\\E2\\80\\AEb");
  EXPECT_EQ(safe("\xd8\x9c\xe2\x80\xa8\xe2\x81\xa6"), "\\D8\\9C\\E2\\80\\A8\\E2\\81\\A6");
  EXPECT_EQ(safe("\xef\xbb\xbf"), "\\EF\\BB\\BF");
  EXPECT_EQ(safe("\xe2\x80\x8b"), "\\E2\\80\\8B");
  EXPECT_EQ(safe("\xf3\xa0\x81\x81"), "\\F3\\A0\\81\\81");
}

TEST(SafeText, WhatIsNotUtf8IsWrittenOut) {
  EXPECT_EQ(safe("\xff\xfe"), "\\FF\\FE");
  EXPECT_EQ(safe("\xc0\xaf"), "\\C0\\AF");
  EXPECT_EQ(safe("\xed\xa0\x80"), "\\ED\\A0\\80");
  EXPECT_EQ(safe("\xe2\x82"
                 "a"),
            "\\E2\\82a");
  EXPECT_EQ(safe("\xf4\x90\x80\x80"), "\\F4\\90\\80\\80");
}

TEST(SafeText, BackslashIsDoubledSoThatTheNotationComesBack) {
  EXPECT_EQ(safe("\\1B"), "\\\\1B");
  EXPECT_EQ(safe("C:\\new"), "C:\\\\new");
}

TEST(SafeText, StateIsCarriedAcrossReads) {
  SafeText text;
  std::string out;
  text.append("a\r", out);
  EXPECT_EQ(out, "a");
  EXPECT_TRUE(text.waiting());
  text.append("\nb\xe2\x82", out);
  EXPECT_EQ(out, "a\nb");
  text.append("\xac", out);
  EXPECT_EQ(out, "a\nb\xe2\x82\xac");
  EXPECT_FALSE(text.waiting());
  text.append("", out);
  text.flush(out);
  EXPECT_EQ(out, "a\nb\xe2\x82\xac");
}

TEST(SafeText, FlushWritesWhatWaits) {
  SafeText text;
  std::string out;
  text.append("\r", out);
  text.flush(out);
  EXPECT_EQ(out, "\\r");
  text.append("\xf0\x9f\x99", out);
  text.flush(out);
  EXPECT_EQ(out, "\\r\\F0\\9F\\99");
  EXPECT_FALSE(text.waiting());
}

TEST(SafeText, TwoObjectsDoNotMix) {
  SafeText first;
  SafeText second;
  std::string out;
  first.append("\xe2\x82", out);
  second.append("\xac", out);
  first.append("\xac", out);
  EXPECT_EQ(out, "\\AC\xe2\x82\xac");
}

TEST(SafeTextExhaustive, EveryTextOfTwoOctets) {
  for (unsigned first = 0; first < 256; ++first) {
    for (unsigned second = 0; second < 256; ++second) {
      expect_all_properties({static_cast<char>(first), static_cast<char>(second)});
      if (HasFatalFailure()) return;
    }
  }
}

// Three octets that begin like a long character, and what may follow: every overlong form,
// surrogate and torn character is among them.
TEST(SafeTextExhaustive, EveryTextOfThreeOctetsThatBeginsHigh) {
  for (unsigned first = 0xe0; first < 256; ++first) {
    for (unsigned second = 0x60; second < 256; ++second) {
      for (unsigned third = 0x70; third < 208; ++third) {
        const std::string in{static_cast<char>(first), static_cast<char>(second),
                             static_cast<char>(third)};
        const std::string out = safe(in);
        ASSERT_TRUE(is_safe(out)) << to_notation(in);
        ASSERT_EQ(octet_by_octet(in), out) << to_notation(in);
      }
    }
  }
}

TEST(SafeTextProperty, RandomTextsInRandomChunks) {
  // Pieces that matter, so that they meet each other's ends.
  const std::vector<std::string> pieces{"a",
                                        "\n",
                                        "\r",
                                        "\\",
                                        "\t",
                                        std::string(1, '\0'),
                                        "\x1b",
                                        "\xc3\xa9",
                                        "\xc3",
                                        "\xe2\x82\xac",
                                        "\x80",
                                        "\xe2\x80",
                                        "\xf0\x9f",
                                        "\xe2\x80\xae",
                                        "\xff",
                                        "\xc2\x9b",
                                        "plain text of some length"};
  std::mt19937 random(1);
  for (int round = 0; round < 20'000; ++round) {
    std::string in;
    for (std::size_t count = random() % 12; count > 0; --count)
      in += pieces[random() % pieces.size()];
    expect_all_properties(in);
    if (HasFatalFailure()) return;

    SafeText text;
    std::string out;
    for (std::string_view rest = in; !rest.empty();) {
      const std::string_view chunk = rest.substr(0, random() % 5);
      text.append(chunk, out);
      rest.remove_prefix(chunk.size());
    }
    text.flush(out);
    ASSERT_EQ(out, safe(in)) << to_notation(in);
  }
}

TEST(SafeText, WordsOfOurOwnKeepTheirBackslash) {
  const auto words = [](std::string_view in) {
    std::string out = "> ";
    append_safe_words(in, out);
    return out;
  };
  EXPECT_EQ(words(""), "> ");
  EXPECT_EQ(words("cannot read \\ff"), "> cannot read \\ff");
  EXPECT_EQ(words("a\nb\x1b[0m\xff\xc3"), "> a\\0Ab\\1B[0m\\FF\\C3");
  EXPECT_EQ(words("\xc3\xa9 \xe2\x80\xae"), "> \xc3\xa9 \\E2\\80\\AE");
}

}  // namespace
}  // namespace parley::text
