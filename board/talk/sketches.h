// What somebody who chooses a sketch wants to know of it before it runs.
//
// Thread rule: any thread; reads files.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "session/boards.h"

namespace parley::board::talk {

/// Those that come with Parley, by name.
std::vector<session::BundledSketch> bundled_sketches();

/// SHA-256 in hex digits over the names and texts of all its sources, wherever they lie. Errors: as
/// sketch::read_sources.
Result<std::string> sketch_digest(const std::string& sketch);

/// The first sentence of the comment that a source begins with; empty: it begins with none.
std::string first_sentence(const std::string& source);

}  // namespace parley::board::talk
