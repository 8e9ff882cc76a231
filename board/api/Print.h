// What can be printed to: Serial, a WiFiClient, a UDP packet. A derived class gives `write`;
// everything else is made of it. Each print is one write, so that a number or a printf is never cut
// in two segments.
#pragma once

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "board/api/Printable.h"
#include "board/api/WString.h"

#define DEC 10
#define HEX 16
#define OCT 8
#define BIN 2

class Print {
 public:
  constexpr Print() = default;
  virtual ~Print() = default;

  int getWriteError() const { return write_error_; }
  void clearWriteError() { setWriteError(0); }

  /// One octet; returns how many were taken.
  virtual size_t write(uint8_t octet) = 0;
  virtual size_t write(const uint8_t* octets, size_t count);
  size_t write(const char* text) {
    return text == nullptr ? 0 : write(reinterpret_cast<const uint8_t*>(text), strlen(text));
  }
  size_t write(const char* text, size_t count) {
    return write(reinterpret_cast<const uint8_t*>(text), count);
  }
  // Without these, write(0) could be the octet or a null pointer.
  size_t write(char octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(signed char octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(short octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(unsigned short octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(int octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(unsigned int octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(long octet) { return write(static_cast<uint8_t>(octet)); }
  size_t write(unsigned long octet) { return write(static_cast<uint8_t>(octet)); }

  /// How much can be written without waiting; 0 where that is not known.
  virtual int availableForWrite() { return 0; }

  /// Waits until what was written has left.
  virtual void flush() {}

  /// text_format.h says which conversions there are. Returns the number of octets taken.
  size_t printf(const char* format, ...) __attribute__((format(printf, 2, 3)));
  size_t printf_P(PGM_P format, ...) __attribute__((format(printf, 2, 3)));
  size_t vprintf(const char* format, va_list arguments);

  size_t print(const __FlashStringHelper* text) {
    return write(reinterpret_cast<const char*>(text));
  }
  size_t print(const String& text) { return write(text.c_str(), text.length()); }
  size_t print(const char* text) { return write(text); }
  size_t print(char character) { return write(character); }

  // Bases from 2 to 36 with capital letters; negative numbers have a sign in base ten only.
  // WString.h says what that means for long.
  size_t print(unsigned char value, int base = DEC);
  size_t print(int value, int base = DEC);
  size_t print(unsigned int value, int base = DEC);
  size_t print(long value, int base = DEC);
  size_t print(unsigned long value, int base = DEC);
  size_t print(long long value, int base = DEC);
  size_t print(unsigned long long value, int base = DEC);

  /// Halves are rounded away from zero, as the chip does.
  size_t print(double value, int decimals = 2);
  size_t print(const Printable& value) { return value.printTo(*this); }

  /// CR and LF.
  size_t println() { return write("\r\n", 2); }

  template <typename Value>
  size_t println(const Value& value) {
    const size_t count = print(value);
    return count + println();
  }
  template <typename Value>
  size_t println(const Value& value, int base_or_decimals) {
    const size_t count = print(value, base_or_decimals);
    return count + println();
  }

 protected:
  void setWriteError(int error = 1) { write_error_ = error; }

 private:
  int write_error_ = 0;
};
