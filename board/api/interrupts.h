// Which edge of a pin calls which function of the sketch. pins.h says what sketches see of it.
//
// Thread rule: the board's one thread.
#pragma once

#include <stdint.h>

namespace parley::board::api {

/// A pin has (perhaps) another level than before.
void pin_changed(uint8_t pin, bool was_high, bool is_high);

}  // namespace parley::board::api
