// The name under which C code includes the SDK's timers.
#pragma once

#include "board/api/user_interface.h"
