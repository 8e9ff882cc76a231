// The prototypes that an Arduino sketch leaves out: every function of the sketch is declared before
// the first one is defined, as the Arduino tools do it, so that a sketch may call what stands
// further down.
//
// The functions are found by universal-ctags in the sketch's own preprocessed lines; their
// declarations are the very text that stands before each body, so `static`, `constexpr`,
// `noexcept`, attributes and template parameters are never guessed.
//
// Thread rule: any thread; runs child processes.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace parley::board::sketch {

/// Where a line of C++ comes from.
struct Place {
  std::string file;
  std::size_t line = 0;  ///< from 1
};

/// The sketch's own lines out of what the preprocessor printed (cpp(1), line markers).
struct OwnLines {
  std::string text;
  std::vector<Place> places;  ///< one for each line of `text`
};

/// Keeps the lines whose line marker names one of `files`.
OwnLines own_lines(const std::string& preprocessed, const std::vector<std::string>& files);

/// One line of ctags' JSON: a function or a prototype at global scope.
struct Tag {
  std::string name;
  std::size_t line = 0;  ///< in the text it was given
  bool is_prototype = false;
  std::string signature;
};
std::vector<Tag> read_tags(const std::string& json_lines);

struct Prototypes {
  std::string text;  ///< lines of C++ with their #line; empty: none are needed
  Place before;      ///< the line before which they belong
};

/// Left out: what is declared already, has default arguments (a second declaration may not repeat
/// them, and one without would be called wrongly), has C linkage, is a specialisation, or whose
/// type is only known from its body.
Prototypes make_prototypes(const OwnLines& own, const std::vector<Tag>& tags);

/// Runs ctags over `text`, which is written to `file`. Errors: ctags is missing or is another
/// program of that name (no_device), with how to install it.
Result<std::vector<Tag>> list_functions(const std::string& text, const std::string& file);

}  // namespace parley::board::sketch
