// Frames are lost, each with the same probability, independent of the others.
#pragma once

#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

/// One draw.
inline void meet_loss(Passage& passage, double probability, Random& random) {
  if (random.chance(probability)) passage.lost = true;
}

}  // namespace parley::board::link
