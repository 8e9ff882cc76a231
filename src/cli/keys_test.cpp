#include "cli/keys.h"

#include <clocale>
#include <gtest/gtest.h>

namespace parley::cli {
namespace {

std::wstring all(Keys& keys) {
  std::wstring typed;
  while (const auto key = keys.next())
    typed += *key;
  return typed;
}

TEST(Keys, makes_characters_of_utf8) {
  Keys keys;
  keys.feed("a\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\x1b[A");
  EXPECT_EQ(all(keys), L"a\u00e9\u6f22\U0001f600\x1b[A");
}

TEST(Keys, waits_for_the_rest_of_a_character) {
  Keys keys;
  keys.feed("a\xe6\xbc");
  EXPECT_EQ(all(keys), L"a");
  keys.feed(
      "\xa2"
      "b");
  EXPECT_EQ(all(keys), L"\u6f22b");
}

TEST(Keys, shows_that_something_else_was_typed) {
  Keys keys;
  keys.feed("\xe9t\xe9.");
  EXPECT_EQ(all(keys), L"\ufffdt\ufffd.");
}

TEST(Keys, come_back_as_utf8) {
  EXPECT_EQ(to_utf8(L"a\u00e9\u6f22\U0001f600\n"), "a\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\n");
  EXPECT_EQ(to_utf8(std::wstring_view(L"\0", 1)), std::string_view("\0", 1));
}

struct CursorRow : ::testing::Test {
  CursorRow() {
    std::setlocale(LC_CTYPE, "C.UTF-8");  // NOLINT(concurrency-mt-unsafe): no other thread here
  }

  /// Behind a prompt of 2 on a screen of 10 columns, 4 rows, with the cursor at the end.
  static std::size_t row(std::wstring_view line) { return row(line, line.size()); }
  static std::size_t row(std::wstring_view line, std::size_t cursor) {
    return cursor_row(line, cursor, 2, 10, 4);
  }
};

TEST_F(CursorRow, counts_the_prompt) {
  EXPECT_EQ(row(L""), 0u);
  EXPECT_EQ(row(L"1234567"), 0u);
  EXPECT_EQ(row(L"12345678"), 1u);
  EXPECT_EQ(row(L"12345678", 7), 0u);
  EXPECT_EQ(row(L"12345678 234567890"), 2u);
}

TEST_F(CursorRow, knows_wide_characters) {
  EXPECT_EQ(row(L"\u6f22\u6f22\u6f22"), 0u);
  EXPECT_EQ(row(L"\u6f22\u6f22\u6f22\u6f22"), 1u);
  // One that does not fit takes the cursor with it.
  EXPECT_EQ(row(L"1234567\u6f22", 7), 1u);
  EXPECT_EQ(row(L"123456\u6f22", 6), 0u);
}

TEST_F(CursorRow, knows_what_is_shown_as_more) {
  EXPECT_EQ(row(L"123456\x01"), 1u);
  EXPECT_EQ(row(L"\t"), 0u);
  EXPECT_EQ(row(L"\t1"), 0u);
  EXPECT_EQ(row(L"\t\t"), 1u);
  EXPECT_EQ(row(L"\u200b"), 0u);
  EXPECT_EQ(row(L"\ufdd0"
                L"1"),
            1u);
  EXPECT_EQ(row(L"\n"), 1u);
}

TEST_F(CursorRow, ends_with_the_screen) {
  EXPECT_EQ(row(std::wstring(100, L'x')), 3u);
}

}  // namespace
}  // namespace parley::cli
