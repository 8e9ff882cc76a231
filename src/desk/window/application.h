// The program `parley-desk`: its options, its look, its one window.
//
// Thread rule: the main thread.
#pragma once

#include "session/boards.h"

namespace parley::desk::window {

/// Until the window is closed; the exit code. `boards`: empty where there are none.
int run(int argc, char** argv, session::Boards boards);

}  // namespace parley::desk::window
