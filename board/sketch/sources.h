// What a sketch consists of: a file or a folder as the user named it, or the name of a bundled one.
//
// Thread rule: any thread; reads files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace parley::board::sketch {

/// One file; `path` is spelled as the user spelled its folder, because the compiler's messages
/// quote it.
struct SourceFile {
  std::filesystem::path path;
  std::string text;
};

struct Sources {
  std::string name;                  ///< the main file's, without ".ino"
  std::filesystem::path folder;      ///< as the user spelled it; never empty
  std::vector<SourceFile> sketches;  ///< the .ino files: the main one first, the rest by name
  std::vector<SourceFile> units;     ///< .cpp, .cc and .c beside it and anywhere below src/
  std::vector<SourceFile> headers;   ///< .h, .hpp, .hh, .ipp of the same places
};

/// `named` is a .ino file, a folder, or a bundled sketch's name. A folder's main file has the
/// folder's name; a single .ino of another name will do. A .ino file that does not have its
/// folder's name stands alone: its neighbours are other people's sketches.
///
/// Errors: no such sketch (with the names of the bundled ones), several .ino files and no main, no
/// .ino file, a file that cannot be read.
Result<Sources> read_sources(const std::string& named);

}  // namespace parley::board::sketch
