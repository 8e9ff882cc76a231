#include "board/stack/sketch_loop.h"

#include "board/stack/pump.h"

namespace parley::board::stack {

namespace {

using Handler = void (*)();
constinit Handler loop_end_handler = nullptr;

}  // namespace

void on_loop_end(Handler handler) {
  loop_end_handler = handler;
}

void run_sketch(void (*setup)(), void (*loop)()) {
  setup();
  for (;;) {
    loop();
    end_of_loop();
  }
}

void end_of_loop() {
  if (loop_end_handler != nullptr) loop_end_handler();
  yield_point(0);
}

}  // namespace parley::board::stack
