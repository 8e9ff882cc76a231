// The link is cut: everything is lost.
#pragma once

#include "board/link/passage.h"

namespace parley::board::link {

inline void meet_down(Passage& passage, bool down) {
  if (down) passage.lost = true;
}

}  // namespace parley::board::link
