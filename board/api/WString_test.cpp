#include "board/api/WString.h"

#include <cstdint>
#include <gtest/gtest.h>
#include <limits>
#include <random>
#include <string>
#include <utility>

#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

const std::string long_text = "longer than what fits into the object itself";

TEST(String, is_made_of_texts) {
  EXPECT_EQ(text_of(String()), "");
  EXPECT_EQ(text_of(String("short")), "short");
  EXPECT_EQ(text_of(String(long_text.c_str())), long_text);
  EXPECT_EQ(text_of(String("cut here", 3)), "cut");
  EXPECT_EQ(text_of(String(F("flash"))), "flash");
  EXPECT_EQ(text_of(String('c')), "c");
  EXPECT_EQ(text_of(String(static_cast<const char*>(nullptr))), "");
  EXPECT_EQ(text_of(String("a\0b", 3)), std::string("a\0b", 3));
}

TEST(String, is_made_of_numbers_of_every_width) {
  EXPECT_EQ(text_of(String(static_cast<unsigned char>(200))), "200");
  EXPECT_EQ(text_of(String(-5)), "-5");
  EXPECT_EQ(text_of(String(4000000000U)), "4000000000");
  EXPECT_EQ(text_of(String(-2147483648L)), "-2147483648");
  EXPECT_EQ(text_of(String(4000000000UL)), "4000000000");
  EXPECT_EQ(text_of(String(std::numeric_limits<long long>::min())), "-9223372036854775808");
  EXPECT_EQ(text_of(String(std::numeric_limits<unsigned long long>::max())),
            "18446744073709551615");
  EXPECT_EQ(text_of(String(true)), "1");
}

TEST(String, shows_numbers_in_other_bases_as_the_chip_does) {
  EXPECT_EQ(text_of(String(255, 16)), "ff");
  EXPECT_EQ(text_of(String(5, 2)), "101");
  EXPECT_EQ(text_of(String(-1, 16)), "ffffffff");
  EXPECT_EQ(text_of(String(-1L, 16)), "ffffffff");
  EXPECT_EQ(text_of(String(-1LL, 16)), "ffffffffffffffff");
  EXPECT_EQ(text_of(String(std::numeric_limits<unsigned long long>::max(), 2)),
            std::string(64, '1'));
}

TEST(String, rounds_floats_to_two_decimals) {
  EXPECT_EQ(text_of(String(3.14159)), "3.14");
  EXPECT_EQ(text_of(String(3.14159F, 4)), "3.1416");
  EXPECT_EQ(text_of(String(0.125)), "0.13");
  EXPECT_EQ(text_of(String(-0.125)), "-0.13");
  EXPECT_EQ(text_of(String(1e40)).substr(0, 5), "10000");
  EXPECT_EQ(text_of(String(5.0, 0)), " 5");  // the chip's core has this, too
}

TEST(String, grows_and_shrinks_without_losing_a_character) {
  String text;
  std::string wanted;
  for (int i = 0; i < 300; ++i) {
    text += static_cast<char>('a' + i % 26);
    wanted += static_cast<char>('a' + i % 26);
    ASSERT_EQ(text_of(text), wanted);
  }
  text.remove(5);
  EXPECT_EQ(text_of(text), "abcde");
}

TEST(String, copies_and_moves) {
  for (const std::string& value : {std::string("short"), long_text}) {
    String first(value.c_str());
    String copy(first);
    EXPECT_EQ(text_of(copy), value);
    String moved(std::move(first));
    EXPECT_EQ(text_of(moved), value);
    copy = "other";
    copy = moved;
    EXPECT_EQ(text_of(copy), value);
    String assigned("to be freed, and long enough for the heap");
    assigned = std::move(moved);
    EXPECT_EQ(text_of(assigned), value);
    String& same = assigned;
    assigned = same;
    EXPECT_EQ(text_of(assigned), value);
    first = "usable again";  // NOLINT(bugprone-use-after-move): that is the point
    EXPECT_EQ(text_of(first), "usable again");
  }
}

TEST(String, adds_what_can_be_text) {
  const String name("board");
  EXPECT_EQ(text_of(name + 5 + 'c' + "x" + F("y") + 1.5F + 7UL), "board5cxy1.507");
  EXPECT_EQ(text_of("a " + name), "a board");
  EXPECT_EQ(text_of('a' + name), "aboard");
  EXPECT_EQ(text_of(F("a ") + name + name), "a boardboard");
  String sum("t=");
  sum += 21;
  sum += F(" C");
  EXPECT_EQ(text_of(sum), "t=21 C");
}

TEST(String, adds_a_part_of_itself) {
  String text("abc");
  for (int i = 0; i < 6; ++i)
    text += text;
  EXPECT_EQ(text.length(), 3U << 6);
  text = "0123456789a";
  text += text.c_str() + 8;
  EXPECT_EQ(text_of(text), "0123456789a89a");
  text = text.c_str() + 10;
  EXPECT_EQ(text_of(text), "a89a");
}

TEST(String, compares_by_unsigned_octets) {
  EXPECT_TRUE(String("a") == "a");
  EXPECT_TRUE("a" == String("a"));
  EXPECT_TRUE(String("a") == F("a"));
  EXPECT_TRUE(String("a") != "ab");
  EXPECT_TRUE(String("a") < String("ab"));
  EXPECT_TRUE(String("\xff") > String("a"));
  EXPECT_TRUE(String("b") >= String("a"));
  EXPECT_TRUE(String("a") <= String("a"));
  EXPECT_TRUE(String("AbC").equalsIgnoreCase("aBc"));
  EXPECT_FALSE(String("AbC").equalsIgnoreCase("aBcd"));
  EXPECT_TRUE(String("abc").equalsConstantTime("abc"));
  EXPECT_FALSE(String("abc").equalsConstantTime("abd"));
  EXPECT_TRUE(String("").equals(static_cast<const char*>(nullptr)));
  EXPECT_TRUE(String("GET /x").startsWith("GET "));
  EXPECT_TRUE(String("GET /x").startsWith("/x", 4));
  EXPECT_FALSE(String("GET").startsWith("GET "));
  EXPECT_FALSE(String("GET").startsWith("", 4));
  EXPECT_TRUE(String("a.html").endsWith(".html"));
  EXPECT_FALSE(String("l").endsWith(".html"));
}

TEST(String, reads_and_writes_characters) {
  String text("abc");
  EXPECT_EQ(text[1], 'b');
  EXPECT_EQ(text.charAt(3), '\0');
  text[0] = 'x';
  text.setCharAt(2, 'z');
  text.setCharAt(9, '!');
  text[9] = '!';
  EXPECT_EQ(text_of(text), "xbz");
  EXPECT_EQ(text[9], '\0');
  char part[3];
  text.toCharArray(part, sizeof(part), 1);
  EXPECT_STREQ(part, "bz");
  text.toCharArray(part, sizeof(part));
  EXPECT_STREQ(part, "xb");
  text.toCharArray(part, sizeof(part), 7);
  EXPECT_STREQ(part, "");
  for (char& character : text)
    character = '.';
  EXPECT_EQ(text_of(text), "...");
}

TEST(String, cuts_numbers_to_what_a_long_of_the_chip_holds) {
  EXPECT_EQ(String(" 42 apples").toInt(), 42);
  EXPECT_EQ(String("-7").toInt(), -7);
  EXPECT_EQ(String("none").toInt(), 0);
  EXPECT_EQ(String("99999999999").toInt(), 2147483647);
  EXPECT_EQ(String("-99999999999").toInt(), -2147483647L - 1);
  EXPECT_FLOAT_EQ(String("3.5e2 V").toFloat(), 350.0F);
  EXPECT_DOUBLE_EQ(String("-0.1").toDouble(), -0.1);
}

TEST(String, changes_in_place) {
  String text(" \t Hello World\r\n");
  text.trim();
  EXPECT_EQ(text_of(text), "Hello World");
  text.toUpperCase();
  EXPECT_EQ(text_of(text), "HELLO WORLD");
  text.toLowerCase();
  text.replace('o', '0');
  EXPECT_EQ(text_of(text), "hell0 w0rld");
  text.replace("0", "oo");
  EXPECT_EQ(text_of(text), "helloo woorld");
  text.replace("oo", "");
  EXPECT_EQ(text_of(text), "hell wrld");
  text.replace("", "never");
  text.replace("absent", "never");
  EXPECT_EQ(text_of(text), "hell wrld");
  text.remove(4, 3);
  EXPECT_EQ(text_of(text), "hellld");
  text.remove(20);
  text.clear();
  EXPECT_TRUE(text.isEmpty());
  text.trim();
  EXPECT_TRUE(text.isEmpty());
}

// What the functions that search and cut return, against std::string on random texts.
TEST(String, finds_and_cuts_as_std_string_does) {
  std::mt19937 random(1);
  const auto some = [&](unsigned length_max) {
    std::string text;
    for (unsigned i = random() % (length_max + 1); i > 0; --i)
      text += static_cast<char>('a' + random() % 2);
    return text;
  };
  const auto as_int = [](std::size_t at) {
    return at == std::string::npos ? -1 : static_cast<int>(at);
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = some(20);
    const std::string sought = "a" + some(2);
    const unsigned from = static_cast<unsigned>(random() % 22);
    const String ours(text.c_str());
    ASSERT_EQ(ours.indexOf(sought.c_str(), from), as_int(text.find(sought, from)));
    ASSERT_EQ(ours.indexOf(sought[0], from), as_int(text.find(sought[0], from)));
    ASSERT_EQ(ours.lastIndexOf(String(sought.c_str())), as_int(text.rfind(sought)));
    ASSERT_EQ(ours.lastIndexOf(String(sought.c_str()), from), as_int(text.rfind(sought, from)));
    ASSERT_EQ(ours.lastIndexOf(sought[0]), as_int(text.rfind(sought[0])));
    const unsigned to = from + static_cast<unsigned>(random() % 5);
    const std::string cut = from < text.size() ? text.substr(from, to - from) : "";
    ASSERT_EQ(text_of(ours.substring(from, to)), cut);
    ASSERT_EQ(text_of(ours.substring(to, from)), cut);
  }
}

}  // namespace
}  // namespace parley::board::api
