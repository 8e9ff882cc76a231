#include "text/utf8.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <string>

namespace parley::text {
namespace {

using Status = Utf8Front::Status;

// An encoder of the test's own, without any check.
std::string encode(char32_t c) {
  const auto octet = [](char32_t value) { return static_cast<char>(value); };
  if (c < 0x80) return {octet(c)};
  if (c < 0x800) return {octet(0xc0 | c >> 6), octet(0x80 | (c & 63))};
  if (c < 0x10000) {
    return {octet(0xe0 | c >> 12), octet(0x80 | (c >> 6 & 63)), octet(0x80 | (c & 63))};
  }
  return {octet(0xf0 | c >> 18), octet(0x80 | (c >> 12 & 63)), octet(0x80 | (c >> 6 & 63)),
          octet(0x80 | (c & 63))};
}

std::string hex_of(char32_t c) {
  return fmt::format("U+{:04X}", static_cast<unsigned>(c));
}

TEST(Utf8, EveryScalarValueIsOneValidCharacter) {
  for (char32_t c = 0; c <= 0x10ffff; ++c) {
    const std::string octets = encode(c);
    const bool surrogate = c >= 0xd800 && c <= 0xdfff;
    const Utf8Front front = utf8_front(octets + "x");
    ASSERT_EQ(front.status, surrogate ? Status::invalid : Status::valid) << hex_of(c);
    ASSERT_EQ(is_utf8(octets), !surrogate) << hex_of(c);
    if (surrogate) continue;
    ASSERT_EQ(front.bytes, octets.size()) << hex_of(c);
    ASSERT_TRUE(front.code_point == c) << hex_of(c);
  }
}

// Of all texts of three octets that begin with one that is no ASCII, exactly the encodings are
// valid: the count proves that no other text passes.
TEST(Utf8, NothingElseOfThreeOctetsIsValid) {
  std::size_t characters = 0;
  for (unsigned text = 0x800000; text <= 0xffffff; ++text) {
    const std::string octets{static_cast<char>(text >> 16), static_cast<char>(text >> 8),
                             static_cast<char>(text)};
    const Utf8Front front = utf8_front(octets);
    if (front.status == Status::valid && front.bytes == 3) ++characters;
  }
  EXPECT_EQ(characters, 0x10000u - 0x800u - 0x800u);
}

TEST(Utf8, FourOctetsAreBoundedByTheLastCodePoint) {
  EXPECT_TRUE(is_utf8("\xf4\x8f\xbf\xbf"));
  EXPECT_FALSE(is_utf8("\xf4\x90\x80\x80"));
  EXPECT_FALSE(is_utf8("\xf5\x80\x80\x80"));
  EXPECT_FALSE(is_utf8("\xf0\x8f\xbf\xbf"));
  EXPECT_FALSE(is_utf8("\xff"));
}

TEST(Utf8, OverlongFormsAreInvalid) {
  EXPECT_FALSE(is_utf8("\xc0\x80"));
  EXPECT_FALSE(is_utf8("\xc1\xbf"));
  EXPECT_FALSE(is_utf8("\xe0\x9f\xbf"));
  EXPECT_FALSE(is_utf8("\xc0\xaf"));
}

TEST(Utf8, AFrontOfACharacterIsPartial) {
  for (const std::string whole : {"\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x99\x82"}) {
    for (std::size_t size = 1; size < whole.size(); ++size) {
      const Utf8Front front = utf8_front(whole.substr(0, size));
      EXPECT_EQ(front.status, Status::partial);
      EXPECT_EQ(front.bytes, size);
      EXPECT_FALSE(is_utf8(whole.substr(0, size)));
    }
  }
}

TEST(Utf8, WhatCanBecomeNoCharacterIsInvalidAtOnce) {
  for (const std::string_view text : {"\x80", "\xc3\x28", "\xe0\x80", "\xed\xa0", "\xf0\x80",
                                      "\xf4\x90", "\xe2\x82\x28", "\xf0\x9f\x99\x28", "\xfe"}) {
    EXPECT_EQ(utf8_front(text).status, Status::invalid);
    EXPECT_EQ(utf8_front(text).bytes, 1);
  }
}

TEST(Utf8, OneBadOctetAnywhereIsSeen) {
  for (std::size_t size = 1; size <= 40; ++size) {
    for (std::size_t place = 0; place < size; ++place) {
      std::string text(size, 'a');
      EXPECT_TRUE(is_utf8(text));
      text[place] = '\xff';
      EXPECT_FALSE(is_utf8(text)) << size << " " << place;
    }
  }
  EXPECT_TRUE(is_utf8(""));
  EXPECT_TRUE(is_utf8(std::string_view("\0", 1)));
}

TEST(Utf8, WhatIsShown) {
  for (const char32_t c : {U' ', U'~', U'\u00e9', U'\u20ac', U'\u4f60', U'\u05d0', U'\U0001f642',
                           U'\u00a0', U'\u0301', U'\ufffd'}) {
    EXPECT_TRUE(is_shown(c)) << hex_of(c);
  }
}

TEST(Utf8, WhatIsNotShown) {
  const char32_t hidden[] = {0x00,    0x09,   0x0a,   0x1b,   0x1f,    0x7f,     0x80,    0x9b,
                             0x9f,    0xad,   0x61c,  0x200b, 0x200d,  0x200e,   0x200f,  0x2028,
                             0x2029,  0x202a, 0x202e, 0x2060, 0x2066,  0x2069,   0xfeff,  0xfff9,
                             0xfdd0,  0xfdef, 0xfffe, 0xffff, 0x1fffe, 0x10ffff, 0xe0001, 0xe0041,
                             0xe0fff, 0xfe0f, 0x115f, 0x3164, 0xffa0};
  for (const char32_t c : hidden) {
    EXPECT_FALSE(is_shown(c)) << hex_of(c);
  }
}

// The table is searched by halves: its neighbours must not be caught.
TEST(Utf8, WhatStandsBesideTheHiddenIsShown) {
  for (const char32_t c :
       {0x20,   0x7e,   0xa0,    0xac,    0xae,    0x200a,  0x2010,  0x2027, 0x202f,
        0x205f, 0x2070, 0xfdcf,  0xfdf0,  0xfdff,  0xfe10,  0xfefe,  0xff00, 0xffef,
        0xfffc, 0xfffd, 0x10000, 0xdfffd, 0xe1000, 0xf0000, 0x10ff00}) {
    EXPECT_TRUE(is_shown(c)) << hex_of(c);
  }
}

}  // namespace
}  // namespace parley::text
