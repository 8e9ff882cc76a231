// One seed, played from its plan to its last check.
//
// Thread rule: one thread; nothing is shared between two plays.
#pragma once

#include <cstdint>
#include <string>

namespace parley::simulation {

struct Outcome {
  std::string complaint;  ///< the first; empty: all that must hold held
  std::string trace;
  std::string description;

  // How much was in it, so that a simulator that tests nothing is found out.
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;
  std::uint64_t connections = 0;
  std::uint64_t whole = 0;  ///< conversations that had to be whole, and were
  std::uint64_t gaps = 0;
  std::uint64_t power_cuts = 0;
  std::uint64_t continued = 0;
  std::uint64_t refused = 0;
};

/// `sabotaged`: one account is wrong on purpose, and whoever received anything has to complain.
Outcome play(std::uint64_t seed, bool sabotaged = false);

}  // namespace parley::simulation
