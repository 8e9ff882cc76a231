// From a sketch to a program: the .ino files joined into C++ (Arduino.h in front, #line between,
// prototypes before the first function), compiled with the board kit, linked, and kept.
//
// Thread rule: any thread. It waits for compilers, seconds at times: not for the network thread.
#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "board/sketch/sandbox.h"
#include "board/sketch/set_values.h"

namespace parley::board::sketch {

struct BuildRequest {
  std::string sketch;              ///< as the user named it
  std::vector<SetValue> settings;  ///< --set
  unsigned mss = 536;              ///< which of the kit's libraries
  std::stop_token stop{};          ///< gives it up: the compiler is killed
  Sandbox sandbox{};               ///< around the compiler, and what it makes
};

struct Built {
  std::string name;               ///< of the sketch
  std::filesystem::path folder;   ///< of its sources, as the user spelled it
  std::filesystem::path program;  ///< empty: see `error`
  bool was_kept = false;          ///< built before
  std::optional<Error> error;

  /// The compiler's own words, with the user's paths: errors, or (with a program) warnings.
  std::string compiler_words;
};

Built build(const BuildRequest& request);

}  // namespace parley::board::sketch
