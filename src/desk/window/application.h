// The program `parley-desk`: its options, its look, its one window.
//
// Thread rule: the main thread.
#pragma once

#include "session/companion.h"

namespace parley::desk::window {

/// Until the window is closed; the exit code. `companion` makes boards; empty: there are none.
int run(int argc, char** argv, session::MakeCompanion companion);

}  // namespace parley::desk::window
