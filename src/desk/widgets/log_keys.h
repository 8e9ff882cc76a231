// What the keys of a log's view do.
//
//     Up, Down            the row before, the next one; with Shift the selection comes along
//     Page Up, Page Down  a screen
//     Home, End           the first row; the last one, and follows what comes
//     Ctrl+Up, Ctrl+Down  scrolls, the current row stays
//     Enter               shows the current row whole
//     Escape              selects nothing
//     Ctrl+A, Ctrl+C      selects all, copies
#pragma once

#include <QKeyEvent>
#include <cstdint>
#include <optional>

namespace parley::desk::widgets {

struct LogKey {
  enum class Verb : std::uint8_t {
    rows,         ///< `by` of them
    scroll_rows,  ///< the same, but the current row stays
    screens,
    start,
    end,
    choose,
    select_all,
    select_none,
    copy,
  };
  Verb verb;
  int by = 0;
  bool extends = false;  ///< the selection
};

/// Nothing: the key is somebody else's.
std::optional<LogKey> log_key(const QKeyEvent& key);

}  // namespace parley::desk::widgets
