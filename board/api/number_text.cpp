#include "board/api/number_text.h"

#include <string.h>

namespace parley::board::api {

namespace {

constexpr unsigned ten = 10;
constexpr unsigned base_max = 36;
constexpr int mantissa_bits = 52;
constexpr int exponent_bias = 1075;  // 1023, and 52 so that the mantissa is whole
constexpr uint32_t billion = 1'000'000'000;
constexpr int digits_per_billion = 9;
constexpr int limb_bits = 32;
// log10(2) = 0.30103: from binary to decimal exponents with whole numbers, exact enough up to
// 2^1074.
constexpr int log10_of_2_numerator = 30103;
constexpr int log10_of_2_denominator = 100000;

// value = mantissa * 2^shift
void split(double magnitude, uint64_t* mantissa, int* shift) {
  uint64_t bits = 0;
  memcpy(&bits, &magnitude, sizeof(bits));
  *mantissa = bits & ((uint64_t{1} << mantissa_bits) - 1);
  int exponent = static_cast<int>(bits >> mantissa_bits & 0x7ff);
  if (exponent == 0) {
    exponent = 1;  // subnormal
  } else {
    *mantissa |= uint64_t{1} << mantissa_bits;
  }
  *shift = exponent - exponent_bias;
}

}  // namespace

char* whole_text(uint64_t value, unsigned base, bool capital, char* end) {
  if (base < 2 || base > base_max) base = ten;
  const char letter_ten = capital ? 'A' : 'a';
  do {
    const unsigned digit = static_cast<unsigned>(value % base);
    *--end = static_cast<char>(digit < ten ? '0' + digit : letter_ten + (digit - ten));
    value /= base;
  } while (value != 0);
  return end;
}

char* signed_text(int64_t value, unsigned base, bool capital, char* end) {
  if (base < 2 || base > base_max) base = ten;
  if (value >= 0) return whole_text(static_cast<uint64_t>(value), base, capital, end);
  if (base != ten) {
    const bool fits = value >= INT32_MIN;
    const uint64_t bits = static_cast<uint64_t>(value);
    return whole_text(fits ? static_cast<uint32_t>(bits) : bits, base, capital, end);
  }
  char* begin = whole_text(0 - static_cast<uint64_t>(value), base, capital, end);
  *--begin = '-';
  return begin;
}

DecimalDigits::DecimalDigits(double magnitude, int exponent_first) : exponent_(exponent_first) {
  uint64_t mantissa = 0;
  int shift = 0;
  split(magnitude, &mantissa, &shift);
  if (shift > -limb_bits * 2) take_whole(mantissa, shift);
  if (shift < 0) take_fraction(mantissa, -shift);
  for (int skipped = -1; skipped > exponent_first; --skipped)
    next_of_fraction();
}

// Long division of the whole part by 10^9; the remainders are its digits, last ones first.
void DecimalDigits::take_whole(uint64_t mantissa, int shift) {
  uint32_t limbs[limbs_max] = {};  // limbs[0] is the least significant
  int count = 2;
  if (shift <= 0) {
    mantissa >>= -shift;
    limbs[0] = static_cast<uint32_t>(mantissa);
    limbs[1] = static_cast<uint32_t>(mantissa >> limb_bits);
  } else {
    const int limb = shift / limb_bits;
    const int bit = shift % limb_bits;
    const uint64_t low = (mantissa & UINT32_MAX) << bit;
    const uint64_t high = ((mantissa >> limb_bits) << bit) + (low >> limb_bits);
    limbs[limb] = static_cast<uint32_t>(low);
    limbs[limb + 1] = static_cast<uint32_t>(high);
    if (limb + 2 < limbs_max) limbs[limb + 2] = static_cast<uint32_t>(high >> limb_bits);
    count = limb + 3 < limbs_max ? limb + 3 : limbs_max;
  }
  while (count > 0) {
    if (limbs[count - 1] == 0) {
      --count;
      continue;
    }
    uint64_t remainder = 0;
    for (int i = count - 1; i >= 0; --i) {
      const uint64_t dividend = (remainder << limb_bits) + limbs[i];
      limbs[i] = static_cast<uint32_t>(dividend / billion);
      remainder = dividend % billion;
    }
    for (int i = 0; i < digits_per_billion && whole_count_ < whole_digits_max; ++i) {
      whole_[whole_count_++] = static_cast<char>(remainder % ten);
      remainder /= ten;
    }
  }
  while (whole_count_ > 0 && whole_[whole_count_ - 1] == 0)
    --whole_count_;
}

// The low `places` bits of the mantissa, as a binary fraction whose first bit is on the left.
void DecimalDigits::take_fraction(uint64_t mantissa, int places) {
  fraction_count_ = (places + limb_bits - 1) / limb_bits;
  for (int i = 0; i < fraction_count_; ++i) {
    // The limb holds the bits of weight 2^-(32 i + 1) and on; mantissa's bit 0 has weight
    // 2^-places.
    const int lowest = places - (i + 1) * limb_bits;  // the mantissa's bit that is the limb's bit 0
    uint64_t limb = 0;
    if (lowest >= 0) {
      limb = lowest < 2 * limb_bits ? mantissa >> lowest : 0;
    } else {
      limb = mantissa << -lowest;
    }
    fraction_[i] = static_cast<uint32_t>(limb);
  }
  trim_fraction();
}

void DecimalDigits::trim_fraction() {
  while (fraction_count_ > 0 && fraction_[fraction_count_ - 1] == 0)
    --fraction_count_;
}

int DecimalDigits::exponent_of(double magnitude) {
  if (magnitude == 0) return 0;
  uint64_t mantissa = 0;
  int shift = 0;
  split(magnitude, &mantissa, &shift);
  int binary = shift - 1;
  for (uint64_t rest = mantissa; rest != 0; rest >>= 1)
    ++binary;
  // A little too high, or right.
  int guess = binary * log10_of_2_numerator / log10_of_2_denominator + 1;
  for (DecimalDigits digits(magnitude, guess); digits.next() == 0;)
    --guess;
  return guess;
}

unsigned DecimalDigits::next() {
  const int exponent = exponent_--;
  if (exponent >= whole_count_) return 0;
  if (exponent >= 0) return static_cast<unsigned>(whole_[exponent]);
  return next_of_fraction();
}

unsigned DecimalDigits::next_of_fraction() {
  uint64_t carry = 0;
  for (int i = fraction_count_ - 1; i >= 0; --i) {
    const uint64_t product = uint64_t{fraction_[i]} * ten + carry;
    fraction_[i] = static_cast<uint32_t>(product);
    carry = product >> limb_bits;
  }
  trim_fraction();
  return static_cast<unsigned>(carry);
}

int DecimalDigits::rest_to_half() const {
  // Only %e stops among the digits before the point.
  for (int exponent = exponent_; exponent >= 0; --exponent) {
    const int digit = exponent < whole_count_ ? whole_[exponent] : 0;
    const int half = exponent == exponent_ ? 5 : 0;
    if (digit != half) return digit < half ? -1 : 1;
  }
  const bool fraction_is_zero = fraction_count_ == 0;
  if (exponent_ >= 0) return fraction_is_zero ? 0 : 1;
  constexpr uint32_t half = uint32_t{1} << (limb_bits - 1);
  if (fraction_is_zero || fraction_[0] < half) return -1;
  return fraction_[0] == half && fraction_count_ == 1 ? 0 : 1;
}

RoundedDigits::RoundedDigits(double magnitude, int exponent_first, int count, Halves halves)
    : digits_(magnitude, exponent_first) {
  DecimalDigits looked_at = digits_;
  unsigned digit = 0;
  for (int i = 0; i < count; ++i) {
    digit = looked_at.next();
    if (digit != ten - 1) last_not_nine_ = i;
    if (digit != 0) last_not_zero_ = i;
  }
  const int rest = looked_at.rest_to_half();
  round_up_ = rest > 0 || (rest == 0 && (halves == Halves::away_from_zero || digit % 2 != 0));
}

int RoundedDigits::count_without_zeros() const {
  return (round_up_ ? last_not_nine_ : last_not_zero_) + 1;
}

char RoundedDigits::next() {
  unsigned digit = digits_.next();
  const int index = index_++;
  if (round_up_ && index == last_not_nine_) ++digit;
  if (round_up_ && index > last_not_nine_) digit = 0;
  return static_cast<char>('0' + digit);
}

}  // namespace parley::board::api
