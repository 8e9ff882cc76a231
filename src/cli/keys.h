// What is typed, between octets and the wide characters that libedit works with.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace parley::cli {

/// Makes characters of what a terminal sends. An octet that is no UTF-8 becomes U+FFFD, so that it
/// is seen that something else was typed.
class Keys {
 public:
  void feed(Bytes typed) { waiting_.append(typed); }

  /// Nothing: all of it has been taken, but for the front of a character that is not complete.
  std::optional<wchar_t> next();

 private:
  std::string waiting_;
  std::size_t taken_ = 0;
};

/// UTF-8 of what was typed.
std::string to_utf8(std::wstring_view text);

/// On which row of the screen the cursor is, counted from the prompt's, when libedit (3.1) shows
/// `line` behind a prompt of `prompt_columns` with its cursor before character `cursor`. Libedit
/// does not tell; it must be known to erase what stands there. The widths are those of the calling
/// thread's locale.
std::size_t cursor_row(std::wstring_view line, std::size_t cursor, std::size_t prompt_columns,
                       std::size_t screen_columns, std::size_t screen_rows);

}  // namespace parley::cli
