#include "cli/commands.h"
#ifdef PARLEY_BOARD
#include "board/cli/commands.h"
#endif

int main(int argc, char** argv) {
#ifdef PARLEY_BOARD
  return parley::cli::run(argc, argv, parley::board::cli::commands());
#else
  return parley::cli::run(argc, argv);
#endif
}
