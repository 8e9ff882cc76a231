// Arduino's numbers: random, map, constrain, min and max, bits and words.
#pragma once

#include <algorithm>
#include <cmath>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <type_traits>

#define PI 3.1415926535897932384626433832795
#define HALF_PI 1.5707963267948966192313216916398
#define TWO_PI 6.283185307179586476925286766559
#define DEG_TO_RAD 0.017453292519943295769236907684886
#define RAD_TO_DEG 57.295779513082320876798154814105
#define EULER 2.718281828459045235360287471352

using boolean = bool;
using byte = uint8_t;
using word = uint16_t;

using std::abs;
using std::isinf;
using std::isnan;
using std::max;
using std::min;
using std::round;

// On the chip size_t, uint32_t and unsigned int have one width, and min(client.available(), size)
// compiles where here the types differ. What is returned is the type that has room for both.
template <typename Left, typename Right>
  requires(std::is_arithmetic_v<Left> && std::is_arithmetic_v<Right> &&
           !std::is_same_v<Left, Right>)
constexpr std::common_type_t<Left, Right> min(const Left& left, const Right& right) {
  return std::min<std::common_type_t<Left, Right>>(left, right);
}

template <typename Left, typename Right>
  requires(std::is_arithmetic_v<Left> && std::is_arithmetic_v<Right> &&
           !std::is_same_v<Left, Right>)
constexpr std::common_type_t<Left, Right> max(const Left& left, const Right& right) {
  return std::max<std::common_type_t<Left, Right>>(left, right);
}

#define _min(left, right) ((left) < (right) ? (left) : (right))
#define _max(left, right) ((left) > (right) ? (left) : (right))
#define constrain(value, low, high) \
  ((value) < (low) ? (low) : ((value) > (high) ? (high) : (value)))
#define radians(degrees) ((degrees)*DEG_TO_RAD)
#define degrees(radians) ((radians)*RAD_TO_DEG)
#define sq(value) ((value) * (value))

#define lowByte(value) (static_cast<uint8_t>((value)&0xff))
#define highByte(value) (static_cast<uint8_t>((value) >> 8))
#define bitRead(value, bit) (((value) >> (bit)) & 0x01)
#define bitSet(value, bit) ((value) |= (1UL << (bit)))
#define bitClear(value, bit) ((value) &= ~(1UL << (bit)))
#define bitToggle(value, bit) ((value) ^= (1UL << (bit)))
#define bitWrite(value, bit, wanted) ((wanted) ? bitSet(value, bit) : bitClear(value, bit))
#define bit(number) (1UL << (number))
#define _BV(number) (1UL << (number))

inline uint16_t makeWord(uint16_t value) {
  return value;
}
inline uint16_t makeWord(uint8_t high, uint8_t low) {
  return static_cast<uint16_t>(high << 8 | low);
}
#define word(...) makeWord(__VA_ARGS__)

/// From 0 (or `low`) to `high` - 1, by chance until randomSeed was called with something else than
/// 0. From then on the sequence of the chip's C library for that seed.
long random(long high);
long random(long low, long high);
long secureRandom(long high);
long secureRandom(long low, long high);
void randomSeed(unsigned long seed);

/// The chip's core rounds here, where Arduino's own map() cuts. An empty source range is a division
/// by zero, which resets the board as it does the chip.
long map(long value, long from_low, long from_high, long to_low, long to_high);
