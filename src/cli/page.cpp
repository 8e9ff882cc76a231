#include "cli/page.h"

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

namespace parley::cli {

namespace {

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace

std::size_t columns_of_output() {
  constexpr std::size_t page = 100;
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return page;
  return size.ws_col;
}

std::vector<std::string> wrapped_words(std::string_view words, std::size_t columns) {
  std::vector<std::string> lines(1);
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    const std::size_t taken = columns_of(lines.back());
    if (taken != 0 && taken + 1 + columns_of(word) > columns) {
      lines.emplace_back();
    } else if (taken != 0) {
      lines.back() += ' ';
    }
    lines.back() += word;
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return lines;
}

}  // namespace parley::cli
