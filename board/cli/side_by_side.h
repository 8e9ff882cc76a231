// Two transcripts of one conversation, next to each other on one clock: what happens lower happened
// later. Where there is no room for two columns the rows stand below each other, each with the name
// of its side.
//
// Thread rule: plain functions and values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"

namespace parley::board::cli {

enum class Side : std::uint8_t { left, right };

struct Row {
  WallTime time{};
  Side side = Side::left;
  std::string text{};  ///< one line, safe for a terminal; too long ones are wrapped
};

struct Titles {
  std::string left;
  std::string right;
};

/// Narrower than this, two columns would wrap nearly every line.
inline constexpr std::size_t side_by_side_columns_min = 72;

/// Lines without an end, rows in the order of their times, told as seconds since `start`. `columns`
/// is the width of the terminal, 0 where there is none.
std::vector<std::string> side_by_side(std::vector<Row> rows, WallTime start, const Titles& titles,
                                      std::size_t columns);

/// Pieces of at most `columns` characters, cut at a blank where there is one. Never empty.
std::vector<std::string> wrapped(const std::string& text, std::size_t columns);

}  // namespace parley::board::cli
