#include "desk/window/application.h"
#ifdef PARLEY_BOARD
#include "board/talk/companion.h"
#endif

int main(int argc, char** argv) {
#ifdef PARLEY_BOARD
  return parley::desk::window::run(argc, argv, parley::board::talk::boards());
#else
  return parley::desk::window::run(argc, argv, {});
#endif
}
