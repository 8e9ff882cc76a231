// One frame on its way through a link, and what becomes of it. Each fault (fault_*.h) changes this
// and nothing else, and draws the same count of random numbers for every frame, whether it is
// switched on or not: so switching one fault on leaves what all others do as it was.
//
// To add a fault: a file fault_NAME.h with one function, a member of FaultSettings, a line in
// Lane::meet (lane.cpp) at the end of those that draw, its words in board/router/fault_words.cpp,
// and tests beside both.
//
// Thread rule: values.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/clock.h"

namespace parley::board::link {

struct Passage {
  SteadyTime due;         ///< when it arrives
  std::size_t bytes = 0;  ///< of the frame, without FCS
  bool lost = false;
  bool copied = false;              ///< arrives twice
  bool corrupted = false;           ///< arrives with `corrupted_bit` turned
  bool held_back = false;           ///< those behind it may overtake
  std::uint64_t corrupted_bit = 0;  ///< counted from the end of the Ethernet header
};

}  // namespace parley::board::link
