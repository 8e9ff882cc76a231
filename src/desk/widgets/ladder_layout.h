// Where everything of a ladder is: columns by the width, and the height of each row by its words.
//
//   wide     time | client bar -- arrow --> server bar | words and findings
//   narrow   time | client bar -- arrow --> server bar
//                 |   words and findings               |
//
// Rows are laid out once, when they come or when the width changes; what is asked for afterwards is
// found by halving. Memory: 8 octets a row. Thread rule: the window's thread.
#pragma once

#include <QFont>
#include <QRect>
#include <cstdint>
#include <vector>

#include "desk/models/ladder_rows.h"
#include "desk/widgets/word_wrap.h"

namespace parley::desk::widgets {

class LadderLayout {
 public:
  LadderLayout();

  void set_font(const QFont& font);
  void set_width(int width);

  /// The rows that are kept of `all`, of which the last is the last. Only those that are new are
  /// looked at, as long as `forget` was not called.
  void set_rows(const std::vector<models::LadderRow>& rows, std::uint64_t all);
  void forget();

  // Columns, in pixels.
  bool is_wide() const { return wide_; }
  int time_end() const { return time_end_; }
  int client_bar() const { return client_bar_; }
  int server_bar() const { return server_bar_; }
  int words_begin() const { return words_begin_; }
  int words_width() const { return words_width_; }

  int line_height() const { return line_height_; }
  const QFont& font() const { return font_; }
  const WordWrap& wrap() const { return wrap_; }

  // Rows, by their index among those that are kept. Heights count from the first of them.
  std::size_t count() const { return ends_.size(); }
  std::int64_t height() const { return count() == 0 ? 0 : bottom(count() - 1); }
  std::int64_t top(std::size_t row) const { return row == 0 ? 0 : bottom(row - 1); }
  std::int64_t bottom(std::size_t row) const;

  /// The row at this height; beyond the last it is the last. There must be one.
  std::size_t row_at(std::int64_t y) const;

  /// How much went away above since the last call: what was at y is now at y minus that.
  std::int64_t take_cut();

 private:
  std::uint32_t lines_of(const models::LadderRow& row) const;
  void lay_out_columns();

  QFont font_;
  WordWrap wrap_;
  int width_ = 0;
  int line_height_ = 1;
  int gap_ = 1;  // below each row
  bool wide_ = false;
  int time_end_ = 0;
  int client_bar_ = 0;
  int server_bar_ = 0;
  int words_begin_ = 0;
  int words_width_ = 0;

  std::vector<std::int64_t> ends_;  // of each row, from where the first of all was
  std::int64_t origin_ = 0;         // where the first that is kept begins
  std::int64_t cut_ = 0;
  std::uint64_t first_ = 0;  // how many rows are not kept any more
};

}  // namespace parley::desk::widgets
