// The pins of a NodeMCU, and a board that remembers what a sketch does to them. Nothing is
// connected: a pin is read as what the sketch drives it to, else as its pull resistor says, else as
// low. The analog input has the value of the setting "analog" (0 to 1023; 0 where it is not given).
//
// Thread rule: the board's one thread. Interrupts do not interrupt: an edge sets a flag, and the
// function is called at the next yield, with the same restrictions as on the chip (it may not
// wait).
#pragma once

#include <functional>
#include <stdint.h>

#define HIGH 0x1
#define LOW 0x0

#define INPUT 0x00
#define INPUT_PULLUP 0x02
#define INPUT_PULLDOWN_16 0x04  // pin 16 only
#define OUTPUT 0x01
#define OUTPUT_OPEN_DRAIN 0x03
#define WAKEUP_PULLUP 0x05
#define WAKEUP_PULLDOWN 0x07
#define SPECIAL 0xf8
#define FUNCTION_0 0x08
#define FUNCTION_1 0x18
#define FUNCTION_2 0x28
#define FUNCTION_3 0x38
#define FUNCTION_4 0x48

#define RISING 0x01
#define FALLING 0x02
#define CHANGE 0x03
#define ONLOW 0x04
#define ONHIGH 0x05
#define ONLOW_WE 0x0c
#define ONHIGH_WE 0x0d

#define LSBFIRST 0
#define MSBFIRST 1

#define EXTERNAL_NUM_INTERRUPTS 16
#define NUM_DIGITAL_PINS 17
#define NUM_ANALOG_INPUTS 1
#define NOT_A_PIN (-1)
#define NOT_AN_INTERRUPT (-1)
#define PWMRANGE 255

#define digitalPinToInterrupt(pin) ((pin) < EXTERNAL_NUM_INTERRUPTS ? (pin) : NOT_AN_INTERRUPT)
#define digitalPinHasPWM(pin) ((pin) < NUM_DIGITAL_PINS && !isFlashInterfacePin(pin))
#define analogInputToDigitalPin(pin) ((pin) > 0 ? NOT_A_PIN : 0)
#define isFlashInterfacePin(pin) ((pin) >= 6 && (pin) <= 11)

#define LED_BUILTIN 2
#define BUILTIN_LED 2
#define LED_BUILTIN_AUX 16

#define PIN_A0 17
#define PIN_SPI_SS 15
#define PIN_SPI_MOSI 13
#define PIN_SPI_MISO 12
#define PIN_SPI_SCK 14
#define PIN_WIRE_SDA 4
#define PIN_WIRE_SCL 5

inline constexpr uint8_t A0 = PIN_A0;
inline constexpr uint8_t D0 = 16;
inline constexpr uint8_t D1 = 5;
inline constexpr uint8_t D2 = 4;
inline constexpr uint8_t D3 = 0;
inline constexpr uint8_t D4 = 2;
inline constexpr uint8_t D5 = 14;
inline constexpr uint8_t D6 = 12;
inline constexpr uint8_t D7 = 13;
inline constexpr uint8_t D8 = 15;
inline constexpr uint8_t D9 = 3;
inline constexpr uint8_t D10 = 1;
inline constexpr uint8_t RX = 3;
inline constexpr uint8_t TX = 1;
inline constexpr uint8_t SS = PIN_SPI_SS;
inline constexpr uint8_t MOSI = PIN_SPI_MOSI;
inline constexpr uint8_t MISO = PIN_SPI_MISO;
inline constexpr uint8_t SCK = PIN_SPI_SCK;
inline constexpr uint8_t SDA = PIN_WIRE_SDA;
inline constexpr uint8_t SCL = PIN_WIRE_SCL;

void pinMode(uint8_t pin, uint8_t mode);
void digitalWrite(uint8_t pin, uint8_t level);
int digitalRead(uint8_t pin);

/// A0 (or 0): the analog input. Another pin: 0 or 1023, as on the chip.
int analogRead(uint8_t pin);

// Pulse width: the pin is low for 0, high for the whole range, and in between read as high.

void analogWrite(uint8_t pin, int value);
void analogWriteRange(uint32_t range);  // 15 to 65535; 255 at first
void analogWriteResolution(int bits);   // 4 to 16
void analogWriteFreq(uint32_t hertz);   // 100 to 60000; 1000 at first
void analogWriteMode(uint8_t pin, int value, bool open_drain);

/// `duration_ms` 0: until noTone.
void tone(uint8_t pin, unsigned int hertz, unsigned long duration_ms = 0);
void noTone(uint8_t pin);

/// Nobody but the sketch moves a pin, and it waits here: so this lasts `timeout_us` and returns 0,
/// as on a chip with nothing connected.
unsigned long pulseIn(uint8_t pin, uint8_t level, unsigned long timeout_us = 1'000'000);
unsigned long pulseInLong(uint8_t pin, uint8_t level, unsigned long timeout_us = 1'000'000);

void shiftOut(uint8_t data_pin, uint8_t clock_pin, uint8_t bit_order, uint8_t value);
uint8_t shiftIn(uint8_t data_pin, uint8_t clock_pin, uint8_t bit_order);

void attachInterrupt(uint8_t pin, std::function<void()> handler, int mode);
void attachInterruptArg(uint8_t pin, void (*handler)(void*), void* argument, int mode);
void detachInterrupt(uint8_t pin);

/// While off, flags are kept.
void interrupts();
void noInterrupts();
#define sei() interrupts()
#define cli() noInterrupts()

namespace parley::board::api {

/// What the board remembers of a pin.
struct PinState {
  uint8_t mode = INPUT;
  bool driven_high = false;  // what digitalWrite said last
  int pulse_width = -1;      // of analogWrite; -1: none
  uint32_t tone_hertz = 0;   // 0: none
  uint64_t tone_end = 0;     // micros; 0: never
};

/// The state of a pin from 0 to 16.
const PinState& pin_state(uint8_t pin);
uint32_t pulse_width_range();
uint32_t pulse_width_hertz();

}  // namespace parley::board::api
