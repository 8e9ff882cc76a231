// Chance from a seed: SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number
// Generators, OOPSLA 2014). Eight octets of state, so that two hundred links can have one each, and
// the same numbers everywhere.
//
// Thread rule: a value.
#pragma once

#include <cassert>
#include <cstdint>

namespace parley::board::link {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }

  /// True with this probability. Draws one number whatever the probability is, so that what is
  /// switched off and what is switched on draw alike.
  bool chance(double probability) {
    constexpr double step = 0x1p-53;  // the 53 bits that a double holds exactly
    return static_cast<double>(next() >> 11) * step < probability;
  }

  /// From 0 to `most`, both included. One draw; the bias of the remainder is below 2^-32 for every
  /// `most` used here.
  std::uint64_t up_to(std::uint64_t most) {
    assert(most < std::uint64_t{1} << 32);
    return next() % (most + 1);
  }

 private:
  std::uint64_t state_;
};

/// A seed of its own for one purpose: what differs in one bit gives another sequence.
inline std::uint64_t seed_for(std::uint64_t seed, std::uint64_t purpose) {
  return Random(seed ^ Random(purpose).next()).next();
}

}  // namespace parley::board::link
