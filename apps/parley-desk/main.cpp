#include "desk/window/application.h"
#ifdef PARLEY_BOARD
#include "board/talk/companion.h"
#endif

#ifdef __SANITIZE_ADDRESS__
/// What they keep until the end of a process.
extern "C" const char* __lsan_default_suppressions() {  // NOLINT(bugprone-reserved-identifier)
  return "leak:libfontconfig\nleak:libdbus-1";
}
#endif

int main(int argc, char** argv) {
#ifdef PARLEY_BOARD
  return parley::desk::window::run(argc, argv, parley::board::talk::boards());
#else
  return parley::desk::window::run(argc, argv, {});
#endif
}
