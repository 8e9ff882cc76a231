// What a board's program was started with. `parley board` starts it; a person may, too:
//
//   PROGRAM [--router PATH] [--name NAME] [--mac 5c:cf:7f:01:02:03] [--seed N] [--heap BYTES]
//           [--flash FILE] [--setting NAME=VALUE]...
//
// Without a router there is no network in the air. Everything views argv, which lives for ever and
// is handed on unchanged when the board restarts (life.h).
//
// Thread rule: the board's one thread; signal handlers may read.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::host {

inline constexpr int settings_max = 32;
inline constexpr int argument_count_max = 128;

struct Arguments {
  char** argv = nullptr;
  int argc = 0;
  const char* router = nullptr;
  const char* name = "board";
  uint8_t mac[6] = {0x5c, 0xcf, 0x7f, 0x01, 0x02, 0x03};
  bool seeded = false;
  uint64_t seed = 0;
  size_t heap_bytes = 0;        // 0: as the chip
  const char* flash = nullptr;  // null: in memory only
  int state = -1;               // --state, which only a restart gives: the descriptor (state.h)
  const char* settings[settings_max] = {};  // NAME=VALUE
  int setting_count = 0;
};

/// Ends the process with status 2 and words when they cannot be understood.
void read_arguments(int argc, char** argv);
const Arguments& arguments();

}  // namespace parley::board::host
