#include "board/cli/side_by_side.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace parley::board::cli {

namespace {

constexpr std::size_t time_columns = 9;  // "  +12.345"

/// Wider columns only make the eye travel.
constexpr std::size_t column_most = 60;

bool begins_character(char octet) {
  return (static_cast<unsigned char>(octet) & 0xc0) != 0x80;
}

/// Characters of valid UTF-8, each taken for one column wide.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_character));
}

/// The octets of the first `count` characters.
std::size_t octets_of(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (begins_character(text[at]) && count-- == 0) return at;
    ++at;
  }
  return at;
}

std::string padded(const std::string& text, std::size_t columns) {
  const std::size_t width = width_of(text);
  return width < columns ? text + std::string(columns - width, ' ') : text;
}

std::string trimmed(std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string since(WallTime start, WallTime time) {
  const double seconds = std::chrono::duration<double>(time - start).count();
  return fmt::format("{:>{}}", fmt::format("{:+.3f}", seconds), time_columns);
}

std::string line_of(const std::string& time, const std::string& left, const std::string& right,
                    std::size_t column) {
  return trimmed(
      fmt::format("{} | {} | {}", padded(time, time_columns), padded(left, column), right));
}

}  // namespace

std::vector<std::string> wrapped(const std::string& text, std::size_t columns) {
  std::vector<std::string> pieces;
  std::string left = text;
  while (width_of(left) > columns) {
    const std::size_t most = octets_of(left, columns);
    const std::size_t blank = left.rfind(' ', most);
    const bool at_blank = blank != std::string::npos && blank > left.find_first_not_of(' ');
    pieces.push_back(left.substr(0, at_blank ? blank : most));
    left.erase(0, at_blank ? blank + 1 : most);
  }
  pieces.push_back(left);
  return pieces;
}

std::vector<std::string> side_by_side(std::vector<Row> rows, WallTime start, const Titles& titles,
                                      std::size_t columns) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.time < b.time; });
  std::vector<std::string> lines;
  if (columns < side_by_side_columns_min) {
    const std::size_t name = std::max(width_of(titles.left), width_of(titles.right));
    for (const auto& row : rows) {
      const auto& title = row.side == Side::left ? titles.left : titles.right;
      lines.push_back(trimmed(
          fmt::format("{}  {}  {}", since(start, row.time), padded(title, name), row.text)));
    }
    return lines;
  }
  const std::size_t column = std::min((columns - time_columns - 6) / 2, column_most);
  const std::string rule(column, '-');
  lines.push_back(line_of("", titles.left, titles.right, column));
  lines.push_back(line_of(std::string(time_columns, '-'), rule, rule, column));
  for (const auto& row : rows) {
    std::string time = since(start, row.time);
    for (const auto& piece : wrapped(row.text, column)) {
      const bool left = row.side == Side::left;
      lines.push_back(line_of(time, left ? piece : "", left ? "" : piece, column));
      time.clear();
    }
  }
  return lines;
}

}  // namespace parley::board::cli
