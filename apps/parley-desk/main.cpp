#include "desk/window/application.h"

int main(int argc, char** argv) {
  return parley::desk::window::run(argc, argv, {});
}
