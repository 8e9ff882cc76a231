// What a program has of boards, as functions that its main hands to the window: the rooms of boards
// are not known there, and a build may be without them.
//
// Thread rule: plain values; the functions any thread, but they read files and run programs, so not
// the window's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "session/companion.h"

namespace parley::session {

/// A sketch that comes with Parley: `Asked::where` is its name.
struct BundledSketch {
  std::string name;
  std::string about;  ///< one line; may be empty
};

struct Boards {
  MakeCompanion companion{};  ///< empty, as all of these: this program has no boards

  /// By name.
  std::function<std::vector<BundledSketch>()> bundled{};

  /// What a sketch's sources are, in hex digits: another text is another digest, another place is
  /// not. For "may it run?". Errors: as when it is built (there is no such sketch).
  std::function<Result<std::string>(const std::string& sketch)> digest{};

  /// What a sketch may do here, behind "it runs": "in a sandbox: ...".
  std::function<std::string()> rights{};
};

}  // namespace parley::session
