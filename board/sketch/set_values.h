// `--set NAME=VALUE`: another value for a #define or a global initialiser, in the generated C++
// only. The user's file stays as it is.
//
// Thread rule: plain functions on memory.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley::board::sketch {

using SetValue = std::pair<std::string, std::string>;

/// What `--set` can name in this code, in the order of appearance: object-like macros with a value,
/// and variables at file scope with `= ...`.
std::vector<std::string> settable_names(std::string_view code);

/// Gives every place of `name` the new value; how many there were. The number of lines stays the
/// same, so that the compiler's line numbers do.
std::size_t set_value(std::string& code, const SetValue& value);

}  // namespace parley::board::sketch
