// Frames arrive twice, the copy right behind the first.
#pragma once

#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

/// One draw.
inline void meet_duplicate(Passage& passage, double probability, Random& random) {
  if (random.chance(probability)) passage.copied = true;
}

}  // namespace parley::board::link
