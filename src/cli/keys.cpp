#include "cli/keys.h"

#include <algorithm>
#include <cwchar>
#include <cwctype>

#include "text/utf8.h"

namespace parley::cli {

namespace {

constexpr wchar_t replacement = 0xfffd;

/// Follows libedit's drawing (refresh.c): columns advance, and a row is left when it is full.
class Drawing {
 public:
  Drawing(std::size_t column, std::size_t columns) : column_(column), columns_(columns) { wrap(); }

  void put(wchar_t c) {
    if (c == L'\n') {
      column_ = 0;
      ++row_;
    } else if (c == L'\t') {
      do {
        advance(1);
      } while (column_ % 8 != 0);
    } else if (c < 0x100 && std::iswcntrl(static_cast<wint_t>(c))) {
      advance(2, 1);  // ^C
    } else if (std::iswprint(static_cast<wint_t>(c))) {
      put_wide(c);
    } else {
      advance(c > 0xffff ? 8 : 7, 1);  // \U+1F600
    }
  }

  /// A wide character does not fit into the last column, and its cursor not either.
  void make_room_for(wchar_t c) {
    if (column_ + width(c) > columns_) new_row();
  }

  std::size_t row() const { return row_; }

 private:
  static std::size_t width(wchar_t c) {
    return static_cast<std::size_t>(std::max(0, ::wcwidth(c)));
  }

  void put_wide(wchar_t c) {
    make_room_for(c);
    advance(width(c));
  }

  void advance(std::size_t columns, std::size_t step) {
    for (std::size_t done = 0; done < columns; done += step)
      advance(step);
  }

  void advance(std::size_t columns) {
    column_ += columns;
    wrap();
  }

  void wrap() {
    if (column_ >= columns_) new_row();
  }

  void new_row() {
    column_ = 0;
    ++row_;
  }

  std::size_t row_ = 0;
  std::size_t column_;
  std::size_t columns_;
};

void append_utf8(char32_t c, std::string& out) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80 | ((c >> shift) & 0x3f)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

std::optional<wchar_t> Keys::next() {
  const Bytes rest = Bytes(waiting_).substr(taken_);
  const auto front = rest.empty() ? text::Utf8Front{} : text::utf8_front(rest);
  if (rest.empty() || front.status == text::Utf8Front::Status::partial) {
    waiting_.erase(0, taken_);
    taken_ = 0;
    return std::nullopt;
  }
  taken_ += front.bytes;
  const bool valid = front.status == text::Utf8Front::Status::valid;
  return valid ? static_cast<wchar_t>(front.code_point) : replacement;
}

std::string to_utf8(std::wstring_view text) {
  std::string out;
  for (const wchar_t c : text)
    append_utf8(static_cast<char32_t>(c), out);
  return out;
}

std::size_t cursor_row(std::wstring_view line, std::size_t cursor, std::size_t prompt_columns,
                       std::size_t screen_columns, std::size_t screen_rows) {
  Drawing drawing(prompt_columns, screen_columns);
  for (const wchar_t c : line.substr(0, cursor))
    drawing.put(c);
  if (cursor < line.size() && ::wcwidth(line[cursor]) > 1) drawing.make_room_for(line[cursor]);
  // A line longer than the screen has lost its first rows.
  return std::min(drawing.row(), screen_rows - 1);
}

}  // namespace parley::cli
