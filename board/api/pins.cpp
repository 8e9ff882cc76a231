#include "board/api/pins.h"

#include <stdlib.h>
#include <string.h>

#include "board/api/interrupts.h"
#include "board/api/wiring_time.h"
#include "board/stack/port.h"

namespace port = parley::board::port;
using parley::board::api::PinState;

namespace {

constexpr int analog_max = 1023;
constexpr uint32_t range_min = 15;
constexpr uint32_t range_max = 65535;
constexpr uint32_t hertz_min = 100;
constexpr uint32_t hertz_max = 60'000;
constexpr uint64_t us_per_ms = 1000;

constinit PinState pins[NUM_DIGITAL_PINS] = {};
constinit uint32_t range = PWMRANGE;
constinit uint32_t hertz = 1000;

bool is_output(const PinState& pin) {
  return (pin.mode & OUTPUT) != 0 && pin.mode <= OUTPUT_OPEN_DRAIN;
}

bool is_high(const PinState& pin) {
  if (is_output(pin)) {
    if (pin.pulse_width >= 0) return pin.pulse_width > 0;
    return pin.driven_high;
  }
  return pin.mode == INPUT_PULLUP || pin.mode == WAKEUP_PULLUP;
}

// Changes a pin and tells interrupts of the edge that this made.
template <typename Change>
void change(uint8_t number, Change&& how) {
  if (number >= NUM_DIGITAL_PINS) return;
  PinState& pin = pins[number];
  const bool before = is_high(pin);
  how(pin);
  parley::board::api::pin_changed(number, before, is_high(pin));
}

void end_pulses(PinState& pin) {
  pin.pulse_width = -1;
  pin.tone_hertz = 0;
  pin.tone_end = 0;
}

}  // namespace

void pinMode(uint8_t number, uint8_t mode) {
  change(number, [&](PinState& pin) {
    end_pulses(pin);
    pin.mode = mode;
  });
}

void digitalWrite(uint8_t number, uint8_t level) {
  change(number, [&](PinState& pin) {
    end_pulses(pin);
    pin.driven_high = level != LOW;
  });
}

int digitalRead(uint8_t number) {
  return number < NUM_DIGITAL_PINS && is_high(pins[number]) ? HIGH : LOW;
}

int analogRead(uint8_t pin) {
  if (pin != A0 && pin != 0) return digitalRead(pin) * analog_max;
  const char* setting = port::setting("analog");
  const long value = setting == nullptr ? 0 : strtol(setting, nullptr, 10);
  if (value < 0) return 0;
  return value > analog_max ? analog_max : static_cast<int>(value);
}

void analogWriteMode(uint8_t number, int value, bool open_drain) {
  const int most = static_cast<int>(range);
  change(number, [&](PinState& pin) {
    end_pulses(pin);
    pin.mode = open_drain ? OUTPUT_OPEN_DRAIN : OUTPUT;
    pin.pulse_width = value < 0 ? 0 : (value > most ? most : value);
    pin.driven_high = pin.pulse_width == most;
  });
}

void analogWrite(uint8_t number, int value) {
  analogWriteMode(number, value, false);
}

void analogWriteRange(uint32_t wanted) {
  if (wanted >= range_min && wanted <= range_max) range = wanted;
}

void analogWriteResolution(int bits) {
  if (bits >= 4 && bits <= 16) range = (uint32_t{1} << bits) - 1;
}

void analogWriteFreq(uint32_t wanted) {
  hertz = wanted < hertz_min ? hertz_min : (wanted > hertz_max ? hertz_max : wanted);
}

void tone(uint8_t number, unsigned int frequency, unsigned long duration_ms) {
  change(number, [&](PinState& pin) {
    end_pulses(pin);
    pin.mode = OUTPUT;
    pin.tone_hertz = frequency;
    if (duration_ms > 0) pin.tone_end = port::micros() + duration_ms * us_per_ms;
  });
}

void noTone(uint8_t number) {
  change(number, [](PinState& pin) {
    end_pulses(pin);
    pin.driven_high = false;
  });
}

unsigned long pulseIn(uint8_t, uint8_t, unsigned long timeout_us) {
  delayMicroseconds(static_cast<unsigned int>(timeout_us));
  return 0;
}

unsigned long pulseInLong(uint8_t pin, uint8_t level, unsigned long timeout_us) {
  return pulseIn(pin, level, timeout_us);
}

void shiftOut(uint8_t data_pin, uint8_t clock_pin, uint8_t bit_order, uint8_t value) {
  for (int i = 0; i < 8; ++i) {
    const int place = bit_order == LSBFIRST ? i : 7 - i;
    digitalWrite(data_pin, value >> place & 1);
    digitalWrite(clock_pin, HIGH);
    digitalWrite(clock_pin, LOW);
  }
}

uint8_t shiftIn(uint8_t data_pin, uint8_t clock_pin, uint8_t bit_order) {
  int value = 0;
  for (int i = 0; i < 8; ++i) {
    digitalWrite(clock_pin, HIGH);
    value |= digitalRead(data_pin) << (bit_order == LSBFIRST ? i : 7 - i);
    digitalWrite(clock_pin, LOW);
  }
  return static_cast<uint8_t>(value);
}

namespace parley::board::api {

const PinState& pin_state(uint8_t number) {
  PinState& pin = pins[number < NUM_DIGITAL_PINS ? number : 0];
  if (pin.tone_end != 0 && port::micros() >= pin.tone_end) end_pulses(pin);
  return pin;
}

uint32_t pulse_width_range() {
  return range;
}

uint32_t pulse_width_hertz() {
  return hertz;
}

}  // namespace parley::board::api
