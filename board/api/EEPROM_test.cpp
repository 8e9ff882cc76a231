#include "board/api/EEPROM.h"

#include <cstdint>
#include <gtest/gtest.h>

#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

struct Settings {
  std::uint32_t magic;
  char name[20];
  float factor;
};

class EepromTest : public ApiTest {
 protected:
  EepromTest() {
    EEPROM.begin(512);
    for (int i = 0; i < 512; ++i)
      EEPROM.write(i, 0xff);
    EEPROM.commit();
  }
  ~EepromTest() override {
    twin::flash_broken(false);
    EEPROM.end();
  }

  static std::uint8_t flash(std::size_t at) {
    std::uint8_t octet = 0;
    port::flash_read(at, &octet, 1);
    return octet;
  }
};

TEST_F(EepromTest, keeps_what_was_committed) {
  EEPROM.write(5, 42);
  EXPECT_EQ(flash(5), 0xff);
  EXPECT_TRUE(EEPROM.commit());
  EXPECT_EQ(flash(5), 42);
  EEPROM.write(5, 43);
  EEPROM.begin(512);  // as after a restart
  EXPECT_EQ(EEPROM.read(5), 42);
}

TEST_F(EepromTest, commits_at_its_end) {
  EEPROM[7] = 1;
  EXPECT_TRUE(EEPROM.end());
  EXPECT_EQ(flash(7), 1);
  EXPECT_EQ(EEPROM.length(), 0U);
  EXPECT_FALSE(EEPROM.commit());
  EXPECT_EQ(EEPROM.read(7), 0);
  EEPROM.write(7, 2);
  EXPECT_EQ(EEPROM.getDataPtr(), nullptr);
  EXPECT_FALSE(EEPROM.end());
}

TEST_F(EepromTest, keeps_whole_values) {
  const Settings kept = {0x1234, "kitchen", 1.5F};
  EEPROM.put(100, kept);
  EXPECT_TRUE(EEPROM.commit());
  EEPROM.begin(512);
  Settings read = {};
  EEPROM.get(100, read);
  EXPECT_EQ(read.magic, kept.magic);
  EXPECT_STREQ(read.name, kept.name);
  EXPECT_EQ(read.factor, kept.factor);
}

TEST_F(EepromTest, does_nothing_outside) {
  std::uint32_t value = 9;
  EEPROM.get(509, value);
  EXPECT_EQ(value, 9U);
  EEPROM.put(509, std::uint32_t{1});
  EEPROM.write(-1, 1);
  EEPROM.write(512, 1);
  EEPROM[512] = 1;
  EXPECT_EQ(EEPROM.read(512), 0);
  EXPECT_EQ(EEPROM.read(511), 0xff);
}

TEST_F(EepromTest, rounds_its_size_and_refuses_what_the_flash_has_not) {
  EEPROM.begin(5);
  EXPECT_EQ(EEPROM.length(), 8U);
  twin::take_log();
  EEPROM.begin(4097);
  EXPECT_NE(twin::take_log().find("4096"), std::string::npos);
  EXPECT_EQ(EEPROM.length(), 8U);
  EEPROM.begin(4096);
  EXPECT_EQ(EEPROM.length(), 4096U);
}

TEST_F(EepromTest, writes_only_what_changed) {
  twin::flash_broken(true);
  EEPROM.write(3, 0xff);  // is that already
  EXPECT_TRUE(EEPROM.commit());
  EEPROM.write(3, 1);
  EXPECT_FALSE(EEPROM.commit());
  twin::flash_broken(false);
  EXPECT_TRUE(EEPROM.commit());
  EXPECT_EQ(flash(3), 1);
  EEPROM.getDataPtr()[3] = 2;
  EXPECT_TRUE(EEPROM.commit());
  EXPECT_EQ(flash(3), 2);
}

}  // namespace
}  // namespace parley::board::api
