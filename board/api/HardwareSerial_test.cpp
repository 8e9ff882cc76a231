#include "board/api/HardwareSerial.h"

#include <gtest/gtest.h>
#include <string>

#include "board/api/api_twin.h"
#include "board/api/wiring_time.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

class SerialTest : public ApiTest {
 protected:
  SerialTest() { Serial.begin(115200); }
  ~SerialTest() override {
    Serial.end();
    twin::take_serial_out();
  }
};

TEST_F(SerialTest, sends_at_the_pace_of_its_baud_rate) {
  Serial.print(std::string(1280, 'x').c_str());
  Serial.flush();
  // Ten bits an octet: 1280 octets at 115200 baud are 111 ms.
  EXPECT_NEAR(static_cast<double>(ms()), 111, 2);
  EXPECT_EQ(twin::take_serial_out().size(), 1280U);
}

TEST_F(SerialTest, counts_the_bits_of_its_format) {
  Serial.begin(1100, SERIAL_8E1);  // eleven bits an octet: 100 octets a second
  const std::uint64_t begin = ms();
  Serial.print("0123456789");
  Serial.flush();
  EXPECT_NEAR(static_cast<double>(ms() - begin), 100, 2);
}

TEST_F(SerialTest, reads_what_arrives_while_it_waits) {
  twin::at(port::micros() + 300'000, [] { twin::serial_in("hello"); });
  const std::uint64_t begin = ms();
  EXPECT_EQ(text_of(Serial.readString()), "hello");
  EXPECT_NEAR(static_cast<double>(ms() - begin), 1300, 3);
}

TEST_F(SerialTest, shows_what_is_there) {
  twin::serial_in("ab");
  delay(10);
  EXPECT_EQ(Serial.available(), 2);
  EXPECT_EQ(Serial.peek(), 'a');
  EXPECT_EQ(Serial.read(), 'a');
  std::uint8_t octets[4] = {};
  EXPECT_EQ(Serial.read(octets, sizeof(octets)), 1);
  EXPECT_EQ(Serial.read(), -1);
}

TEST_F(SerialTest, lets_the_board_run_when_a_loop_asks_for_octets) {
  twin::at(port::micros() + 2'000'000, [] { twin::serial_in("x"); });
  while (Serial.available() == 0)
    twin::pass(100);
  EXPECT_EQ(Serial.read(), 'x');
}

TEST_F(SerialTest, may_be_asked_where_pumping_is_not_allowed) {
  const stack::NoPump guard("this test");
  EXPECT_EQ(Serial.available(), 0);
}

TEST_F(SerialTest, says_nothing_before_begin_and_after_end) {
  Serial.end();
  EXPECT_FALSE(Serial);
  EXPECT_EQ(Serial.print("lost"), 0U);
  Serial.begin(9600);
  EXPECT_TRUE(Serial);
  EXPECT_EQ(Serial.baudRate(), 9600);
  Serial.print("heard");
  Serial.flush();
  EXPECT_EQ(twin::take_serial_out(), "heard");
}

TEST_F(SerialTest, leads_nowhere_while_swapped) {
  Serial.swap();
  EXPECT_EQ(Serial.print("to D8"), 5U);
  Serial.swap();
  Serial.print("back");
  Serial.flush();
  EXPECT_EQ(twin::take_serial_out(), "back");
}

TEST_F(SerialTest, is_two_of_which_one_only_sends) {
  Serial1.begin(115200);
  EXPECT_EQ(Serial1.print("to D4"), 5U);
  twin::serial_in("x");
  delay(10);
  EXPECT_EQ(Serial1.available(), 0);
  EXPECT_EQ(Serial1.read(), -1);
  EXPECT_FALSE(Serial1.isRxEnabled());
  Serial1.end();
  EXPECT_EQ(twin::take_serial_out(), "");
}

TEST_F(SerialTest, does_only_what_its_mode_says) {
  Serial.begin(115200, SERIAL_8N1, SERIAL_TX_ONLY);
  twin::serial_in("x");
  delay(10);
  EXPECT_EQ(Serial.available(), 0);
  Serial.begin(115200, SERIAL_8N1, SERIAL_RX_ONLY);
  EXPECT_EQ(Serial.print("x"), 0U);
}

}  // namespace
}  // namespace parley::board::api
