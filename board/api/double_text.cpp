#include "board/api/double_text.h"

#include <math.h>
#include <string.h>

namespace parley::board::api {

namespace {

constexpr size_t exponent_text_max = 8;  // "e-324"

void pad(TextSink& sink, char with, size_t count) {
  char block[16];
  memset(block, with, sizeof(block));
  for (; count > sizeof(block); count -= sizeof(block))
    sink.put(block, sizeof(block));
  sink.put(block, count);
}

void put_digits(TextSink& sink, RoundedDigits& digits, int count) {
  for (int i = 0; i < count; ++i) {
    const char digit = digits.next();
    sink.put(&digit, 1);
  }
}

size_t put_padded(TextSink& sink, const DoubleStyle& style, bool negative, size_t body_count,
                  bool zeros, size_t* pad_behind) {
  const char sign = negative ? '-' : style.plus;
  const size_t count = body_count + (sign != '\0' ? 1 : 0);
  const size_t wanted = static_cast<size_t>(style.width);
  const size_t padding = wanted > count ? wanted - count : 0;
  if (!style.left && !zeros) pad(sink, ' ', padding);
  if (sign != '\0') sink.put(&sign, 1);
  if (!style.left && zeros) pad(sink, '0', padding);
  *pad_behind = style.left ? padding : 0;
  return count + padding;
}

size_t word_text(TextSink& sink, double value, const DoubleStyle& style) {
  const char* lower = isnan(value) ? "nan" : "inf";
  const char* upper = isnan(value) ? "NAN" : "INF";
  size_t pad_behind = 0;
  const size_t count = put_padded(sink, style, signbit(value) != 0, 3, false, &pad_behind);
  sink.put(style.capital ? upper : lower, 3);
  pad(sink, ' ', pad_behind);
  return count;
}

// e, a sign and two digits or more.
size_t exponent_text(char (&into)[exponent_text_max], int exponent, bool capital) {
  char* end = into + exponent_text_max;
  char* begin =
      whole_text(static_cast<uint64_t>(exponent < 0 ? -exponent : exponent), 10, false, end);
  if (end - begin < 2) *--begin = '0';
  *--begin = exponent < 0 ? '-' : '+';
  *--begin = capital ? 'E' : 'e';
  const size_t count = static_cast<size_t>(end - begin);
  memmove(into, begin, count);
  return count;
}

// One digit of `digits` is before the point in scientific form; what a carry adds is there instead.
size_t scientific_text(TextSink& sink, double value, const DoubleStyle& style, int decimals,
                       int exponent) {
  const double magnitude = fabs(value);
  RoundedDigits digits(magnitude, exponent, style.precision + 1, style.halves);
  char exponent_words[exponent_text_max];
  const size_t exponent_count =
      exponent_text(exponent_words, digits.carry() ? exponent + 1 : exponent, style.capital);
  const bool point = decimals > 0 || style.alternative;
  const size_t body = 1 + (point ? 1 : 0) + static_cast<size_t>(decimals) + exponent_count;
  size_t pad_behind = 0;
  const size_t count = put_padded(sink, style, signbit(value) != 0, body, style.zeros, &pad_behind);
  if (digits.carry()) {
    sink.put("1", 1);
  } else {
    put_digits(sink, digits, 1);
  }
  if (point) sink.put(".", 1);
  // After a carry all digits are 0, so that it does not matter which ones are given.
  put_digits(sink, digits, decimals);
  sink.put(exponent_words, exponent_count);
  pad(sink, ' ', pad_behind);
  return count;
}

size_t fixed_text(TextSink& sink, double value, const DoubleStyle& style, int decimals) {
  const double magnitude = fabs(value);
  const int exponent = DecimalDigits::exponent_of(magnitude);
  const int first = exponent > 0 ? exponent : 0;
  RoundedDigits digits(magnitude, first, first + 1 + decimals, style.halves);
  const bool point = decimals > 0 || style.alternative;
  const size_t body = static_cast<size_t>(first) + 1 + (digits.carry() ? 1 : 0) + (point ? 1 : 0) +
                      static_cast<size_t>(decimals);
  size_t pad_behind = 0;
  const size_t count = put_padded(sink, style, signbit(value) != 0, body, style.zeros, &pad_behind);
  if (digits.carry()) sink.put("1", 1);
  put_digits(sink, digits, first + 1);
  if (point) sink.put(".", 1);
  put_digits(sink, digits, decimals);
  pad(sink, ' ', pad_behind);
  return count;
}

// C17, 7.21.6.1: `precision` significant digits, in whichever of the two forms suits the exponent
// that the rounded number has, without the zeros at its end.
size_t shorter_text(TextSink& sink, double value, DoubleStyle style) {
  const int significant = style.precision == 0 ? 1 : style.precision;
  const double magnitude = fabs(value);
  const int exponent = DecimalDigits::exponent_of(magnitude);
  const RoundedDigits digits(magnitude, exponent, significant, style.halves);
  const int rounded = digits.carry() ? exponent + 1 : exponent;
  int kept = digits.carry() ? 1 : digits.count_without_zeros();
  if (kept < 1) kept = 1;
  if (style.alternative) kept = significant;
  if (rounded < -4 || rounded >= significant) {
    style.precision = significant - 1;
    return scientific_text(sink, value, style, kept - 1, exponent);
  }
  const int decimals = kept - 1 - rounded;
  return fixed_text(sink, value, style, decimals > 0 ? decimals : 0);
}

}  // namespace

size_t double_text(TextSink& sink, double value, const DoubleStyle& style) {
  if (isnan(value) || isinf(value)) return word_text(sink, value, style);
  switch (style.kind) {
    case DoubleStyle::Kind::fixed: return fixed_text(sink, value, style, style.precision);
    case DoubleStyle::Kind::scientific:
      return scientific_text(sink, value, style, style.precision,
                             DecimalDigits::exponent_of(fabs(value)));
    case DoubleStyle::Kind::shorter: return shorter_text(sink, value, style);
  }
  return 0;
}

}  // namespace parley::board::api
