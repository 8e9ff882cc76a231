// The name under which sketches include attachInterrupt with a std::function.
#pragma once

#include "board/api/pins.h"
