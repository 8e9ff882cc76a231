// A board as a Linux process: a sketch's setup() and loop() are linked with this.
#include "board/host/air.h"
#include "board/host/arguments.h"
#include "board/host/faults.h"
#include "board/host/flash.h"
#include "board/host/heap.h"
#include "board/host/serial.h"
#include "board/host/state.h"
#include "board/host/waiting.h"
#include "board/host/watchdog.h"
#include "board/stack/pump.h"
#include "board/stack/sketch_loop.h"

// The sketch's, as Arduino names them.
void setup();
void loop();

int main(int argc, char** argv) {
  using namespace parley::board;
  host::read_arguments(argc, argv);
  host::state_begin();
  host::flash_begin();
  host::heap_begin(host::arguments().heap_bytes);
  host::waiting_begin();
  host::serial_begin();
  host::faults_begin();
  host::air_begin();
  host::watchdog_begin();
  stack::begin();
  stack::run_sketch(setup, loop);
}
