// Something that knows how to print itself: `Serial.println(address)`.
#pragma once

#include <stddef.h>

class Print;

class Printable {
 public:
  constexpr Printable() = default;
  constexpr Printable(const Printable&) = default;
  Printable& operator=(const Printable&) = default;
  virtual ~Printable() = default;

  /// Prints itself; returns how many octets `to` took.
  virtual size_t printTo(Print& to) const = 0;
};
