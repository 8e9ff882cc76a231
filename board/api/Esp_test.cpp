#include "board/api/Esp.h"

#include <cstdint>
#include <gtest/gtest.h>

#include "board/api/HardwareSerial.h"
#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;
using port::ResetReason;

using EspTest = ApiTest;

int status_of(ResetReason reason) {
  return twin::exit_status_restart + static_cast<int>(reason);
}

TEST_F(EspTest, says_why_the_board_began) {
  EXPECT_STREQ(ESP.getResetReason().c_str(), "Power On");
  twin::reset_reason_is(ResetReason::deep_sleep);
  EXPECT_STREQ(ESP.getResetReason().c_str(), "Deep-Sleep Wake");
  EXPECT_STREQ(ESP.getResetInfo().c_str(), "Deep-Sleep Wake");
  EXPECT_EQ(ESP.getResetInfoPtr()->reason, REASON_DEEP_SLEEP_AWAKE);
  twin::reset_reason_is(ResetReason::soft_watchdog);
  EXPECT_TRUE(
      ESP.getResetInfo().startsWith("Fatal exception:0 flag:3 (Software Watchdog) epc1:0x"));
  twin::reset_reason_is(ResetReason::power_on);
}

TEST_F(EspTest, tells_of_the_heap) {
  twin::heap(40'000, 30'000, 10'000);
  EXPECT_EQ(ESP.getFreeHeap(), 40'000U);
  EXPECT_EQ(ESP.getMaxFreeBlockSize(), 10'000U);
  EXPECT_EQ(ESP.getHeapFragmentation(), 75);
  std::uint32_t free = 0;
  std::uint16_t block = 0;
  std::uint8_t fragmentation = 0;
  ESP.getHeapStats(&free, &block, &fragmentation);
  EXPECT_EQ(free, 40'000U);
  EXPECT_EQ(block, 10'000);
  EXPECT_EQ(fragmentation, 75);
  EXPECT_EQ(system_get_free_heap_size(), 40'000U);
}

TEST_F(EspTest, has_the_chip_id_of_its_mac_address) {
  EXPECT_EQ(ESP.getChipId(), 0x010203U);
}

TEST_F(EspTest, keeps_numbers_in_rtc_memory) {
  std::uint32_t numbers[2] = {7, 8};
  EXPECT_TRUE(ESP.rtcUserMemoryWrite(126, numbers, sizeof(numbers)));
  std::uint32_t read[2] = {};
  EXPECT_TRUE(ESP.rtcUserMemoryRead(126, read, sizeof(read)));
  EXPECT_EQ(read[1], 8U);
  EXPECT_FALSE(ESP.rtcUserMemoryWrite(127, numbers, sizeof(numbers)));
  EXPECT_FALSE(ESP.rtcUserMemoryRead(0xffffffff, read, 4));
  EXPECT_TRUE(system_rtc_mem_read(64 + 126, read, 4));
  EXPECT_FALSE(system_rtc_mem_read(63, read, 4));
}

TEST_F(EspTest, counts_the_cycles_of_80_mhz) {
  const std::uint32_t begin = ESP.getCycleCount();
  twin::pass(100);
  EXPECT_EQ(ESP.getCycleCount() - begin, 8000U);
}

TEST_F(EspTest, has_no_supply_voltage_where_nobody_asked_for_it) {
  EXPECT_EQ(ESP.getVcc(), 65535);
}

TEST_F(EspTest, answers_as_a_release_of_the_core) {
  EXPECT_STREQ(ESP.getCoreVersion().c_str(), "3.1.2");
  EXPECT_TRUE(ESP.getFullVersion().startsWith("SDK:2.2.2"));
}

using EspDeathTest = EspTest;

TEST_F(EspDeathTest, restarts_when_serial_has_said_all) {
  const auto last_words = [] {
    Serial.begin(9600);
    Serial.print("bye");
    twin::at(port::micros() + 2'000'000, [] { ADD_FAILURE() << "waited for too long"; });
    ESP.restart();
  };
  EXPECT_EXIT(last_words(), testing::ExitedWithCode(status_of(ResetReason::soft_restart)), "");
  EXPECT_EXIT(ESP.reset(), testing::ExitedWithCode(status_of(ResetReason::external)), "");
}

TEST_F(EspDeathTest, sleeps_that_long_and_hears_nothing) {
  const auto sleep = [] {
    const std::uint64_t begin = port::micros();
    twin::at(begin + 500'000, [] { twin::serial_in("lost"); });
    twin::at(begin + 999'000, [] { port::log("still asleep"); });
    ESP.deepSleep(1'000'000);
  };
  EXPECT_EXIT(sleep(), testing::ExitedWithCode(status_of(ResetReason::deep_sleep)), "");
}

TEST_F(EspDeathTest, ends_in_its_sleep_when_told) {
  const auto sleep = [] {
    twin::at(port::micros() + 500'000, [] { twin::quit(); });
    ESP.deepSleep(0);
  };
  EXPECT_EXIT(sleep(), testing::ExitedWithCode(twin::exit_status_end), "");
}

}  // namespace
}  // namespace parley::board::api
