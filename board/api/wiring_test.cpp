// Time and numbers: wiring_time, wiring_math, PolledTimeout, stdlib_noniso.
#include <cstdint>
#include <gtest/gtest.h>
#include <set>

#include "board/api/Arduino.h"
#include "board/api/PolledTimeout.h"
#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

using WiringTest = ApiTest;

TEST_F(WiringTest, counts_time_as_far_as_32_bits_go) {
  const unsigned long begin = millis();
  delay(1500);
  EXPECT_EQ(millis() - begin, 1500U);
  twin::pass(std::uint64_t{1} << 32);
  EXPECT_LT(micros(), std::uint64_t{1} << 32);
  EXPECT_GE(micros64(), std::uint64_t{1} << 32);
}

TEST_F(WiringTest, lets_the_board_run_while_it_waits) {
  const std::uint64_t fed = twin::watchdog_feeds();
  delay(0);
  EXPECT_EQ(twin::watchdog_feeds(), fed + 1);
  yield();
  EXPECT_EQ(twin::watchdog_feeds(), fed + 2);
  const std::uint64_t begin = micros64();
  delayMicroseconds(700);
  EXPECT_EQ(micros64() - begin, 700U);
  EXPECT_EQ(twin::watchdog_feeds(), fed + 2);  // that one does not
}

TEST_F(WiringTest, waits_as_long_as_something_is_so) {
  bool blocked = true;
  twin::at(micros64() + 250'000, [&] { blocked = false; });
  const unsigned long begin = millis();
  esp_delay(
      1000, [&] { return blocked; }, 100);
  EXPECT_EQ(millis() - begin, 300U);
  blocked = true;
  esp_delay(
      1000, [&] { return blocked; }, 300);
  EXPECT_EQ(millis() - begin, 1300U);
}

TEST_F(WiringTest, draws_numbers_in_their_range) {
  std::set<long> drawn;
  for (int i = 0; i < 1000; ++i) {
    const long one = random(10, 20);
    ASSERT_GE(one, 10);
    ASSERT_LT(one, 20);
    drawn.insert(one);
  }
  EXPECT_EQ(drawn.size(), 10U);
  EXPECT_EQ(random(0), 0);
  EXPECT_EQ(random(-5), 0);
  EXPECT_EQ(random(7, 7), 7);
  EXPECT_LT(secureRandom(3), 3);
}

TEST_F(WiringTest, repeats_its_numbers_for_a_seed) {
  randomSeed(42);
  const long first = random(1000000);
  const long second = random(1000000);
  randomSeed(42);
  EXPECT_EQ(random(1000000), first);
  EXPECT_EQ(random(1000000), second);
  EXPECT_NE(first, second);
}

TEST_F(WiringTest, maps_with_rounding) {
  EXPECT_EQ(map(512, 0, 1023, 0, 255), 128);
  EXPECT_EQ(map(0, 0, 1023, 0, 255), 0);
  EXPECT_EQ(map(1023, 0, 1023, 0, 255), 255);
  EXPECT_EQ(map(15, 10, 20, 100, 200), 150);
  EXPECT_EQ(map(-50, 0, 100, 0, 10), -4);
}

TEST_F(WiringTest, compares_numbers_of_different_types) {
  EXPECT_EQ(min(3, 5), 3);
  EXPECT_EQ(max(std::size_t{3}, 5U), 5U);
  EXPECT_DOUBLE_EQ(min(3, 2.5), 2.5);
  EXPECT_EQ(constrain(15, 0, 10), 10);
  EXPECT_EQ(constrain(-5, 0, 10), 0);
  EXPECT_EQ(abs(-5), 5);
  EXPECT_DOUBLE_EQ(abs(-2.5), 2.5);
  EXPECT_NEAR(radians(180), 3.14159, 0.001);
  EXPECT_NEAR(degrees(PI), 180, 0.001);
  EXPECT_EQ(sq(7), 49);
}

TEST_F(WiringTest, takes_words_and_bits_apart) {
  unsigned long value = 0;
  bitSet(value, 3);
  EXPECT_EQ(value, 8U);
  bitWrite(value, 0, 1);
  bitClear(value, 3);
  bitToggle(value, 7);
  EXPECT_EQ(value, 0x81U);
  EXPECT_EQ(bitRead(value, 7), 1U);
  EXPECT_EQ(bit(4), 16U);
  EXPECT_EQ(lowByte(0x1234), 0x34);
  EXPECT_EQ(highByte(0x1234), 0x12);
  EXPECT_EQ(word(0x12, 0x34), 0x1234);
  const word whole = 0xffff;
  EXPECT_EQ(whole, 65535);
  EXPECT_EQ(B00101, 5);
  EXPECT_EQ(B11111111, 255);
}

TEST_F(WiringTest, knows_kinds_of_characters) {
  EXPECT_TRUE(isDigit('7'));
  EXPECT_FALSE(isAlpha('7'));
  EXPECT_TRUE(isHexadecimalDigit('f'));
  EXPECT_TRUE(isWhitespace('\t'));
  EXPECT_FALSE(isWhitespace('\n'));
  EXPECT_FALSE(isAlpha(0xe4));
  EXPECT_EQ(toUpperCase('a'), 'A');
}

TEST_F(WiringTest, reads_flash_at_any_address) {
  static const std::uint8_t octets[] PROGMEM = {1, 2, 3, 4, 5};
  EXPECT_EQ(pgm_read_byte(octets + 1), 2);
  EXPECT_EQ(pgm_read_word(octets + 1), 0x0302);
  EXPECT_EQ(pgm_read_dword(octets + 1), 0x05040302U);
  static const char* const texts[] = {"a", "b"};
  EXPECT_STREQ(static_cast<const char*>(pgm_read_ptr(&texts[1])), "b");
  char text[8];
  strcpy_P(text, PSTR("flash"));
  EXPECT_STREQ(text, "flash");
  EXPECT_EQ(snprintf_P(text, sizeof(text), PSTR("%d"), 5), 1);
}

TEST_F(WiringTest, makes_texts_of_numbers_as_the_chips_library_does) {
  char text[70];
  EXPECT_STREQ(itoa(-255, text, 10), "-255");
  EXPECT_STREQ(itoa(-1, text, 16), "ffffffff");
  EXPECT_STREQ(ltoa(-1, text, 16), "ffffffff");
  EXPECT_STREQ(lltoa(-1, text, 16), "ffffffffffffffff");
  EXPECT_STREQ(utoa(5, text, 2), "101");
  EXPECT_STREQ(ultoa(35, text, 36), "z");
  EXPECT_STREQ(ulltoa(18446744073709551615ULL, text, 10), "18446744073709551615");
  EXPECT_STREQ(dtostrf(3.14159, 8, 2, text), "    3.14");
  EXPECT_STREQ(dtostrf(-3.14159, -8, 3, text), "-3.142  ");
  EXPECT_STREQ(dtostrf(2.5, 0, 0, text), "3");
  EXPECT_STREQ(dtostrf(NAN, 5, 2, text), "  nan");
}

TEST_F(WiringTest, polls_timeouts_that_come_once) {
  esp8266::polledTimeout::oneShotMs once(100);
  EXPECT_FALSE(once.expired());
  delay(99);
  EXPECT_FALSE(once.expired());
  EXPECT_EQ(once.remaining(), 1U);
  delay(1);
  EXPECT_TRUE(once.expired());
  EXPECT_TRUE(once.expired());
  once.reset();
  EXPECT_FALSE(once.expired());
  once.resetAndSetExpired();
  EXPECT_TRUE(once.expired());
  once.reset(0);
  EXPECT_FALSE(once.canWait());
  EXPECT_TRUE(once.expired());
  once.stop();
  delay(1000);
  EXPECT_FALSE(once.canExpire());
}

TEST_F(WiringTest, polls_timeouts_that_come_again) {
  esp8266::polledTimeout::periodicFastUs often(500);
  int count = 0;
  for (int i = 0; i < 20; ++i) {
    twin::pass(100);
    if (often) ++count;
  }
  EXPECT_EQ(count, 4);
  twin::pass(1700);
  EXPECT_TRUE(often.expired());
  EXPECT_FALSE(often.expired());
  twin::pass(300);
  EXPECT_TRUE(often.expired());
}

using WiringDeathTest = WiringTest;

TEST_F(WiringDeathTest, resets_the_board_for_a_division_by_zero) {
  const int status = twin::exit_status_restart + static_cast<int>(port::ResetReason::exception);
  EXPECT_EXIT(map(1, 5, 5, 0, 10), testing::ExitedWithCode(status), "map");
}

}  // namespace
}  // namespace parley::board::api
