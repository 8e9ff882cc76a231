// Doubles as text: %f, %e and %g of printf, and what print, String and dtostrf make of them.
//
// Thread rule: plain functions on memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/number_text.h"
#include "board/api/text_format.h"

namespace parley::board::api {

struct DoubleStyle {
  enum class Kind : uint8_t { fixed, scientific, shorter };  // f, e, g

  Kind kind = Kind::fixed;
  Halves halves = Halves::to_even;
  bool capital = false;
  bool alternative = false;  // #: a point always, and %g keeps its zeros
  bool left = false;         // -: padded on the right
  bool zeros = false;        // 0: padded with zeros behind the sign
  char plus = '\0';          // before numbers that are not negative: '+', ' ' or nothing
  int width = 0;
  int precision = 6;
};

/// Infinite and not-a-number are words without zeros. Returns the number of characters.
size_t double_text(TextSink& sink, double value, const DoubleStyle& style);

}  // namespace parley::board::api
