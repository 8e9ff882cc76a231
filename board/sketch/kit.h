// The board kit: the compiler's flags, the Arduino headers and the library that a sketch is linked
// with. The build makes it, the installation puts it beside the program; `kit.json` in it tells:
//
//     {"version":1, "compiler":"/usr/bin/c++", "compile":[...], "include":["include"],
//      "libraries":{"536":"lib/libparley_board_536.a", ...}, "link":[...]}
//
// Relative paths are relative to the kit's folder.
//
// Thread rule: any thread; reads files.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace parley::board::sketch {

struct Kit {
  std::filesystem::path folder;
  std::string text;      ///< of kit.json, whole
  std::string compiler;  ///< one that is there: the kit's own, or another of this system
  std::vector<std::string> compile;
  std::vector<std::filesystem::path> include;
  std::map<unsigned, std::filesystem::path> libraries;  ///< by MSS
  std::vector<std::string> link;
};

/// $PARLEY_BOARD_KIT, else beside the running program: ../lib/parley/board (installed) or
/// ../../lib/parley/board (in the build tree). Errors say what was looked for and what to do:
/// no kit, one that cannot be read or is of another version, no compiler.
Result<Kit> find_kit();

/// The folders with the bundled sketches: $PARLEY_SKETCHES alone if it is set, else
/// ../share/parley/sketches beside the program and, in a build tree, the sources' own.
std::vector<std::filesystem::path> sketch_folders();

/// The folder of the running program.
std::filesystem::path program_folder();

}  // namespace parley::board::sketch
