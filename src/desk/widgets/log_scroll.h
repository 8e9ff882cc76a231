// Where a log is scrolled to, and which of its rows are in memory: those on screen and a screenful
// or more on each side. They stand without a hole from one event to another; pages are added where
// the screen comes near an end.
//
// Positions are pixels from the first row in memory, so scrolling is smooth where rows are there,
// and what is scrolled beyond them is owed until they come.
//
// Memory: `buffer_screens_max` screens of rows. Thread rule: the window's thread.
#pragma once

#include <QString>
#include <algorithm>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "desk/models/log_rows.h"

namespace parley::desk::widgets {

/// A row, and how its cells look: made when it is painted first (log_painter.h).
struct LogLine {
  models::LogRow row;
  std::uint32_t look = 0;  ///< with which settings the cells were made; 0: they were not
  QString time, peer, bytes, text, hex;
  bool plain = false;   ///< the text is printable ASCII
  bool shaded = false;  ///< every other row is, and stays so while it is scrolled
};

class LogScroll {
 public:
  static constexpr std::size_t buffer_screens_max = 6;

  /// `want` asks the log for a page, in place of one that was asked for before.
  explicit LogScroll(std::function<void(const models::LogRequest&)> want);

  /// Another log or filter: nothing is in memory. Goes to the end, or to an event.
  void restart(std::uint64_t first_event, std::uint64_t last_event,
               std::optional<std::uint64_t> event);

  /// Rows before this event are not shown.
  void set_floor(std::uint64_t event);

  void set_size(int view_pixels, int row_pixels);

  // What the log says.

  void grown(std::uint64_t first_event, std::uint64_t last_event);
  void page_ready(const models::LogPage& page);

  // Moving. Each returns at once; what is missing is asked for.

  void by_pixels(std::int64_t pixels);

  /// The event, or the next one shown, becomes the first row on screen, or so many pixels below it.
  void to_event(std::uint64_t event, int below_pixels = 0);
  void to_end();

  /// No further than needed to have all of this row (an index) on screen.
  void reveal(std::size_t line);

  /// What is at the end stays on screen when more comes. Scrolling up ends it.
  void set_following(bool following);

  /// Asks for what is missing, unless an answer is under way.
  void ask();

  /// When the log began, for times relative to that; nothing until it is known. It is asked for
  /// from the first call on.
  std::optional<WallTime> origin();

  // Observers

  std::deque<LogLine>& lines() { return lines_; }
  const std::deque<LogLine>& lines() const { return lines_; }
  std::int64_t position() const { return position_; }
  int row_pixels() const { return row_pixels_; }
  bool following() const { return following_; }
  /// More came than is in memory, and the end is followed: to be asked for with the next frame.
  bool is_behind() const { return following_ && !at_end_; }
  bool waiting() const { return wanted_ != Wanted::nothing; }
  bool is_at_end() const { return at_end_ && position_ >= position_max(); }
  bool shows_everything() const { return at_start_ && at_end_ && position_max() == 0; }
  bool has_answer() const { return has_answer_; }
  const QString& trouble() const { return trouble_; }

  /// The numbers of the first event that may be shown, and of the last there is.
  std::uint64_t first_event() const { return std::max(first_event_, floor_); }
  std::uint64_t last_event() const { return last_event_; }

  /// Of the row at this height; nothing below the last.
  std::optional<std::size_t> line_at(int y) const;
  std::optional<std::size_t> line_of(std::uint64_t event) const;

  /// The number of the first row on screen that has one; 0: there is none.
  std::uint64_t top_event() const;

  /// Rows that fit on the screen.
  std::size_t rows_shown() const;

 private:
  enum class Wanted : std::uint8_t { nothing, there, end, behind, before, origin };

  void want(Wanted what, std::uint64_t from, bool backwards, std::size_t count);
  void want_end();
  bool is_far_behind() const;
  void replace(const models::LogPage& page, std::uint64_t from);
  void append(const models::LogPage& page);
  void prepend(const models::LogPage& page);
  void push_back(const models::LogRow& row);
  void push_front(const models::LogRow& row);
  void drop_hidden();
  void trim();
  void settle();
  void forget();
  std::int64_t position_max() const;
  std::size_t page_rows() const { return 2 * rows_shown() + 40; }
  std::uint64_t last_number() const;
  std::uint64_t first_number() const;

  std::function<void(const models::LogRequest&)> want_;
  std::deque<LogLine> lines_;
  bool at_start_ = false;
  bool at_end_ = false;
  std::uint64_t covered_first_ = 0;  // nothing shown is between these and the rows in memory
  std::uint64_t covered_last_ = 0;
  std::uint64_t first_event_ = 0;
  std::uint64_t last_event_ = 0;
  std::uint64_t floor_ = 0;
  Wanted wanted_ = Wanted::nothing;
  std::uint64_t wanted_from_ = 0;
  std::optional<std::uint64_t> target_;  // to go to, as soon as its rows come
  std::int64_t position_ = 0;
  std::int64_t owed_ = 0;
  int view_pixels_ = 0;
  int row_pixels_ = 1;
  bool following_ = true;
  bool has_answer_ = false;
  bool overtaken_ = false;  // what came behind was more than a page
  bool origin_wanted_ = false;
  std::optional<WallTime> origin_;
  QString trouble_;
};

}  // namespace parley::desk::widgets
