// Every frame takes so long.
#pragma once

#include "board/link/passage.h"

namespace parley::board::link {

inline void meet_delay(Passage& passage, Duration delay) {
  passage.due += delay;
}

}  // namespace parley::board::link
