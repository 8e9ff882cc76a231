// Numbers as text, for Print, String, itoa and printf alike: one place that knows digits and
// rounding.
//
// Thread rule: plain functions on memory.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::api {

/// 64 binary digits and a sign.
inline constexpr size_t whole_text_max = 65;

/// Writes the digits so that the last one stands before `end`; returns where the first one is. Base
/// 2 to 36; another one is taken as ten.
char* whole_text(uint64_t value, unsigned base, bool capital, char* end);

/// The same for what has a sign: it is shown in base ten only. In other bases the two's complement
/// of 32 bits where the value fits them (as the chip shows an int or a long), else of 64.
char* signed_text(int64_t value, unsigned base, bool capital, char* end);

/// Where a value lies exactly between two results: C's printf takes the even one, Arduino's print
/// the one that is farther from zero.
enum class Halves : uint8_t { to_even, away_from_zero };

/// The decimal digits of a finite double, exactly: all that there are (1074 behind the point at
/// most).
///
/// Rounding looks at digits that follow, so a number is gone through twice: once to find where
/// rounding up ends, and once to give the digits. That needs half a KiB of stack for each and no
/// heap; all the digits of one double would be 1.4 KiB, on a stack that has 4 KiB on the chip.
class DecimalDigits {
 public:
  /// Begins with the digit of 10^`exponent_first`, which is the first one that is not 0 or before
  /// it.
  DecimalDigits(double magnitude, int exponent_first);

  /// The power of ten of the first digit that is not 0; 0 for zero.
  static int exponent_of(double magnitude);

  /// The next digit, 0 to 9.
  unsigned next();

  /// -1, 0 or 1: what remains is less than, exactly or more than half of the last digit's unit.
  int rest_to_half() const;

 private:
  static constexpr int limbs_max = 34;  // of 32 bits: 1074 binary digits behind the point
  static constexpr int whole_digits_max = 309;

  void take_whole(uint64_t mantissa, int shift);
  void take_fraction(uint64_t mantissa, int shift);
  void trim_fraction();
  unsigned next_of_fraction();

  char whole_[whole_digits_max];  // the digits before the point, the last one first
  int whole_count_ = 0;
  uint32_t fraction_[limbs_max];  // fraction_[0] is the most significant
  int fraction_count_ = 0;
  int exponent_;  // of the next digit
};

/// `count` digits, at least one, from 10^`exponent_first` on, rounded.
class RoundedDigits {
 public:
  RoundedDigits(double magnitude, int exponent_first, int count, Halves halves);

  /// All digits were 9 and became 0: a 1 stands before the first one.
  bool carry() const { return round_up_ && last_not_nine_ < 0; }

  /// How many digits remain when the zeros at the end are left out.
  int count_without_zeros() const;

  char next();

 private:
  DecimalDigits digits_;
  bool round_up_ = false;
  int last_not_nine_ = -1;
  int last_not_zero_ = -1;
  int index_ = 0;
};

}  // namespace parley::board::api
