// Words for people on a page or a terminal: how wide it is, and lines that fit.
//
// Thread rule: any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::cli {

/// Of the terminal at standard output; a page that nobody sees now has 100.
std::size_t columns_of_output();

/// Words in lines of at most so many columns.
std::vector<std::string> wrapped_words(std::string_view words, std::size_t columns);

}  // namespace parley::cli
