#include "text/shell_quote.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "text/utf8.h"

namespace parley::text {

namespace {

bool is_bare(char c) {
  if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) return true;
  return std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
}

bool is_shown_whole(std::string_view text) {
  while (!text.empty()) {
    const Utf8Front front = utf8_front(text);
    if (front.status != Utf8Front::Status::valid || !is_shown(front.code_point)) return false;
    text.remove_prefix(front.bytes);
  }
  return true;
}

std::string dollar_quote(std::string_view argument) {
  std::string quoted = "$'";
  for (const char c : argument) {
    if (c == '\'' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (c >= ' ' && c <= '~') {
      quoted += c;
    } else {
      // Octal has a fixed length; `\x1b` would swallow a hex digit that follows.
      fmt::format_to(std::back_inserter(quoted), "\\{:03o}", static_cast<unsigned char>(c));
    }
  }
  return quoted + "'";
}

}  // namespace

std::string shell_quote(std::string_view argument) {
  // zsh expands a word that begins with "=".
  const bool bare = !argument.empty() && argument[0] != '=' &&
                    std::all_of(argument.begin(), argument.end(), is_bare);
  if (bare) return std::string(argument);
  if (!is_shown_whole(argument)) return dollar_quote(argument);
  std::string quoted = "'";
  for (const char c : argument) {
    if (c == '\'') {
      quoted += "'\\''";
    } else {
      quoted += c;
    }
  }
  return quoted + "'";
}

}  // namespace parley::text
