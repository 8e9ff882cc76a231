#include "cli/commands.h"

int main(int argc, char** argv) {
  return parley::cli::run(argc, argv);
}
