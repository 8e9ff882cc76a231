// C++ as text: enough of its lexical rules (ISO C++ [lex]) to know what is code and what is not.
//
// Thread rule: plain functions on memory.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parley::board::sketch {

/// The same text with every octet of a comment made a space, and the octets inside string and
/// character literals (raw strings included) made '_'. Line ends stay where they are, so positions
/// and line numbers are those of the original.
std::string masked(std::string_view code);

/// Positions [begin, end) of each `extern "C" { ... }` block; `code` and its mask.
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};
std::vector<Range> c_linkage_blocks(std::string_view code, std::string_view mask);

/// The position behind the bracket that closes the one at `open`; npos when there is none.
std::size_t behind_bracket(std::string_view mask, std::size_t open);

/// Whether a character may stand in an identifier.
bool is_word(char c);

/// The next place at or after `from` where `word` stands as a whole word; npos: nowhere.
std::size_t find_word(std::string_view text, std::string_view word, std::size_t from);

}  // namespace parley::board::sketch
