#include "board/api/pins.h"

#include <gtest/gtest.h>
#include <vector>

#include "board/api/api_twin.h"
#include "board/api/wiring_time.h"

namespace parley::board::api {
namespace {

namespace twin = port::twin;

class PinsTest : public ApiTest {
 protected:
  PinsTest() {
    for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; ++pin) {
      detachInterrupt(pin);
      digitalWrite(pin, LOW);
      pinMode(pin, INPUT);
    }
    analogWriteRange(255);
    interrupts();
  }
};

TEST_F(PinsTest, are_read_as_they_are_driven) {
  pinMode(LED_BUILTIN, OUTPUT);
  EXPECT_EQ(digitalRead(LED_BUILTIN), LOW);
  digitalWrite(LED_BUILTIN, HIGH);
  EXPECT_EQ(digitalRead(LED_BUILTIN), HIGH);
  pinMode(LED_BUILTIN, INPUT);
  EXPECT_EQ(digitalRead(LED_BUILTIN), LOW);
}

TEST_F(PinsTest, are_read_as_their_resistor_pulls) {
  EXPECT_EQ(digitalRead(D1), LOW);
  pinMode(D1, INPUT_PULLUP);
  EXPECT_EQ(digitalRead(D1), HIGH);
  EXPECT_EQ(digitalRead(99), LOW);
}

TEST_F(PinsTest, have_the_analog_value_of_the_setting) {
  EXPECT_EQ(analogRead(A0), 0);
  twin::setting("analog", "512");
  EXPECT_EQ(analogRead(A0), 512);
  EXPECT_EQ(analogRead(0), 512);
  twin::setting("analog", "4000");
  EXPECT_EQ(analogRead(A0), 1023);
  twin::setting("analog", "-3");
  EXPECT_EQ(analogRead(A0), 0);
  pinMode(D1, INPUT_PULLUP);
  EXPECT_EQ(analogRead(D1), 1023);
}

TEST_F(PinsTest, remember_pulse_widths) {
  analogWrite(D2, 100);
  EXPECT_EQ(pin_state(D2).pulse_width, 100);
  EXPECT_EQ(digitalRead(D2), HIGH);
  analogWrite(D2, 999);
  EXPECT_EQ(pin_state(D2).pulse_width, 255);
  analogWriteResolution(10);
  analogWrite(D2, 999);
  EXPECT_EQ(pin_state(D2).pulse_width, 999);
  analogWriteFreq(5);
  EXPECT_EQ(pulse_width_hertz(), 100U);
  digitalWrite(D2, LOW);
  EXPECT_EQ(pin_state(D2).pulse_width, -1);
  EXPECT_EQ(digitalRead(D2), LOW);
}

TEST_F(PinsTest, sound_as_long_as_they_were_told) {
  tone(D3, 440, 100);
  EXPECT_EQ(pin_state(D3).tone_hertz, 440U);
  delay(101);
  EXPECT_EQ(pin_state(D3).tone_hertz, 0U);
  tone(D3, 880);
  delay(10'000);
  EXPECT_EQ(pin_state(D3).tone_hertz, 880U);
  noTone(D3);
  EXPECT_EQ(pin_state(D3).tone_hertz, 0U);
}

TEST_F(PinsTest, have_no_pulses_to_measure) {
  const std::uint64_t begin = ms();
  EXPECT_EQ(pulseIn(D1, HIGH), 0U);
  EXPECT_EQ(ms() - begin, 1000U);
}

TEST_F(PinsTest, shift_octets_in_and_out) {
  pinMode(D5, OUTPUT);
  pinMode(D6, OUTPUT);
  shiftOut(D5, D6, MSBFIRST, 0b00000001);
  EXPECT_EQ(digitalRead(D5), HIGH);
  EXPECT_EQ(shiftIn(D5, D6, MSBFIRST), 0xff);
  shiftOut(D5, D6, LSBFIRST, 0b00000001);
  EXPECT_EQ(digitalRead(D5), LOW);
  EXPECT_EQ(shiftIn(D5, D6, LSBFIRST), 0);
}

TEST_F(PinsTest, call_at_the_next_yield_what_waits_for_their_edge) {
  std::vector<int> calls;
  pinMode(D1, OUTPUT);
  attachInterrupt(
      digitalPinToInterrupt(D1), [&] { calls.push_back(digitalRead(D1)); }, RISING);
  digitalWrite(D1, HIGH);
  EXPECT_TRUE(calls.empty());
  yield();
  EXPECT_EQ(calls, (std::vector<int>{HIGH}));
  digitalWrite(D1, LOW);
  yield();
  EXPECT_EQ(calls.size(), 1U);
  attachInterrupt(
      D1, [&] { calls.push_back(7); }, CHANGE);
  digitalWrite(D1, HIGH);
  digitalWrite(D1, LOW);
  digitalWrite(D1, LOW);
  yield();
  yield();
  EXPECT_EQ(calls, (std::vector<int>{HIGH, 7}));
  detachInterrupt(D1);
  digitalWrite(D1, HIGH);
  yield();
  EXPECT_EQ(calls.size(), 2U);
}

TEST_F(PinsTest, keep_edges_while_interrupts_are_off) {
  int calls = 0;
  attachInterruptArg(
      D2, [](void* count) { ++*static_cast<int*>(count); }, &calls, FALLING);
  pinMode(D2, INPUT_PULLUP);
  noInterrupts();
  pinMode(D2, INPUT);
  yield();
  EXPECT_EQ(calls, 0);
  interrupts();
  yield();
  EXPECT_EQ(calls, 1);
}

TEST_F(PinsTest, call_again_and_again_while_a_level_holds) {
  int calls = 0;
  attachInterrupt(
      D2, [&] { ++calls; }, ONLOW);
  yield();
  yield();
  EXPECT_EQ(calls, 2);
  pinMode(D2, INPUT_PULLUP);
  yield();
  EXPECT_EQ(calls, 2);
}

TEST_F(PinsTest, may_detach_inside_of_what_they_call) {
  int calls = 0;
  attachInterrupt(
      D2,
      [&] {
        detachInterrupt(D2);
        ++calls;
      },
      ONLOW);
  yield();
  yield();
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace parley::board::api
