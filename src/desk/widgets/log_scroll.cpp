#include "desk/widgets/log_scroll.h"

#include <algorithm>
#include <utility>

namespace parley::desk::widgets {

LogScroll::LogScroll(std::function<void(const models::LogRequest&)> want)
    : want_(std::move(want)) {}

void LogScroll::restart(std::uint64_t first_event, std::uint64_t last_event,
                        std::optional<std::uint64_t> event) {
  first_event_ = first_event;
  last_event_ = last_event;
  forget();
  has_answer_ = false;
  wanted_ = Wanted::nothing;
  trouble_.clear();
  following_ = !event;
  if (event) {
    to_event(*event);
  } else {
    want_end();
  }
}

void LogScroll::forget() {
  lines_.clear();
  at_start_ = at_end_ = false;
  position_ = owed_ = 0;
  covered_first_ = covered_last_ = 0;
}

void LogScroll::set_floor(std::uint64_t event) {
  const bool lower = event < floor_;
  floor_ = event;
  if (lower) at_start_ = false;
  drop_hidden();
  settle();
  ask();
}

void LogScroll::set_size(int view_pixels, int row_pixels) {
  const std::int64_t line = position_ / row_pixels_;
  const std::int64_t rest = position_ % row_pixels_;
  view_pixels_ = std::max(view_pixels, 1);
  row_pixels_ = std::max(row_pixels, 1);
  position_ = line * row_pixels_ + std::min<std::int64_t>(rest, row_pixels_ - 1);
  settle();
  ask();
}

std::size_t LogScroll::rows_shown() const {
  return static_cast<std::size_t>(std::max(1, view_pixels_ / row_pixels_));
}

std::int64_t LogScroll::position_max() const {
  const auto all = static_cast<std::int64_t>(lines_.size()) * row_pixels_;
  return std::max<std::int64_t>(0, all - view_pixels_);
}

// Asking

void LogScroll::want(Wanted what, std::uint64_t from, bool backwards, std::size_t count) {
  wanted_ = what;
  wanted_from_ = from;
  want_({from, backwards, count});
}

void LogScroll::want_end() {
  want(Wanted::end, std::max(last_event_, first_event_), true, page_rows());
}

void LogScroll::ask() {
  if (wanted_ != Wanted::nothing) return;
  if (target_) {
    want(Wanted::there, *target_, false, page_rows());
    return;
  }
  const auto top = static_cast<std::size_t>(position_ / row_pixels_);
  const std::size_t margin = rows_shown();
  if (!at_end_ && (following_ || top + 2 * margin >= lines_.size())) {
    if (following_ && is_far_behind()) {
      want_end();
    } else {
      // From the last row itself: damage behind it is told only to whoever passes it.
      want(Wanted::behind, covered_last_, false, page_rows());
    }
  } else if (!at_start_ && top < margin && has_answer_) {
    want(Wanted::before, covered_first_, true, page_rows());
  } else if (origin_wanted_ && !origin_ && last_event_ != 0) {
    want(Wanted::origin, first_event_, false, 1);
  }
}

/// More than a page has come, as far as the rows in memory tell: then what lies between is not
/// worth reading. Where a filter lets little through it is, because walking back could take long.
bool LogScroll::is_far_behind() const {
  if (overtaken_ || lines_.empty()) return overtaken_;
  const std::uint64_t first = at_start_ ? first_event() : covered_first_;
  const double events = static_cast<double>(covered_last_ - std::min(first, covered_last_)) + 1;
  const double more = static_cast<double>(last_event_ - std::min(last_event_, covered_last_));
  return more * static_cast<double>(lines_.size()) / events > static_cast<double>(page_rows());
}

std::optional<WallTime> LogScroll::origin() {
  if (!origin_wanted_) {
    origin_wanted_ = true;
    ask();
  }
  return origin_;
}

// Answers

void LogScroll::grown(std::uint64_t first_event, std::uint64_t last_event) {
  first_event_ = first_event;
  last_event_ = std::max(last_event_, last_event);
  if (at_end_ && last_event_ > covered_last_) at_end_ = false;
  if (!trouble_.isEmpty()) at_end_ = false;
}

void LogScroll::page_ready(const models::LogPage& page) {
  first_event_ = page.first_event;
  last_event_ = std::max(last_event_, page.last_event);
  trouble_ = page.trouble;
  has_answer_ = true;
  switch (std::exchange(wanted_, Wanted::nothing)) {
    case Wanted::nothing: return;
    case Wanted::origin:
      if (!page.rows.empty()) origin_ = page.rows.front().time;
      origin_wanted_ = origin_.has_value();
      break;
    case Wanted::there:
      if (target_ == wanted_from_) target_.reset();
      replace(page, wanted_from_);
      break;
    case Wanted::end:
      replace(page, 0);
      position_ = position_max();
      break;
    case Wanted::behind:
      append(page);
      overtaken_ = !page.at_end;
      break;
    case Wanted::before: prepend(page); break;
  }
  drop_hidden();
  settle();
  trim();
  if (!is_behind()) ask();
}

std::uint64_t LogScroll::last_number() const {
  for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
    if (line->row.number != 0) return line->row.number;
  }
  return 0;
}

std::uint64_t LogScroll::first_number() const {
  for (const LogLine& line : lines_) {
    if (line.row.number != 0) return line.row.number;
  }
  return 0;
}

/// `from`: the event from which on the rows were asked for; 0: up to the end.
void LogScroll::replace(const models::LogPage& page, std::uint64_t from) {
  const std::int64_t owed = owed_;
  forget();
  overtaken_ = false;
  for (const models::LogRow& row : page.rows)
    push_back(row);
  at_start_ = page.at_start;
  at_end_ = page.at_end;
  covered_first_ = from != 0 ? from : first_number();
  covered_last_ = std::max(last_number(), page.at_end ? page.last_event : from);
  position_ = from != 0 ? owed : 0;
}

void LogScroll::push_back(const models::LogRow& row) {
  const bool shaded = lines_.empty() ? row.number % 2 == 1 : !lines_.back().shaded;
  lines_.push_back({row});
  lines_.back().shaded = shaded;
}

void LogScroll::push_front(const models::LogRow& row) {
  const bool shaded = lines_.empty() ? row.number % 2 == 1 : !lines_.front().shaded;
  lines_.push_front({row});
  lines_.front().shaded = shaded;
}

void LogScroll::append(const models::LogPage& page) {
  const std::uint64_t last = last_number();
  if (last == 0) lines_.clear();
  std::size_t begin = 0;
  while (begin < page.rows.size() && page.rows[begin].number != last)
    ++begin;
  begin = last != 0 && begin < page.rows.size() ? begin + 1 : 0;
  // Damage at the end is told again, by a page that begins with the row before it.
  while (begin > 0 && lines_.back().row.number == 0)
    lines_.pop_back();
  for (std::size_t i = begin; i < page.rows.size(); ++i)
    push_back(page.rows[i]);
  at_end_ = page.at_end;
  covered_last_ = std::max({covered_last_, last_number(), page.at_end ? page.last_event : 0});
}

void LogScroll::prepend(const models::LogPage& page) {
  const auto before = static_cast<std::int64_t>(lines_.size());
  const std::uint64_t first = first_number();
  std::size_t end = page.rows.size();
  while (end > 0 && page.rows[end - 1].number != first)
    --end;
  end = first != 0 && end > 0 ? end - 1 : page.rows.size();
  while (end < page.rows.size() && lines_.front().row.number == 0)
    lines_.pop_front();
  for (std::size_t i = end; i-- > 0;)
    push_front(page.rows[i]);
  position_ += (static_cast<std::int64_t>(lines_.size()) - before) * row_pixels_;
  at_start_ = page.at_start;
  covered_first_ = first_number();
}

void LogScroll::drop_hidden() {
  if (floor_ == 0) return;
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].row.number >= floor_) break;
    if (lines_[i].row.number != 0) hidden = i + 1;
  }
  // Damage right before the first row that is shown came before it.
  if (hidden > 0 || covered_first_ < floor_) {
    while (hidden < lines_.size() && lines_[hidden].row.number == 0)
      ++hidden;
  }
  if (hidden > 0) {
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(hidden));
    position_ -= static_cast<std::int64_t>(hidden) * row_pixels_;
    covered_first_ = lines_.empty() ? floor_ : first_number();
  }
  if (hidden > 0 || covered_first_ <= floor_) at_start_ = true;
}

/// Keeps the position within the rows in memory, and at the end while it is followed.
void LogScroll::settle() {
  position_ += std::exchange(owed_, 0);
  if (following_) position_ = position_max();
  if (position_ < 0) {
    if (!at_start_) owed_ = position_;
    position_ = 0;
  } else if (position_ > position_max()) {
    if (!at_end_) owed_ = position_ - position_max();
    position_ = position_max();
  }
}

void LogScroll::trim() {
  const std::size_t most = buffer_screens_max * rows_shown() + 100;
  if (lines_.size() <= most) return;
  const std::size_t margin = rows_shown() + 20;
  const auto top = static_cast<std::size_t>(position_ / row_pixels_);
  std::size_t above = std::min(lines_.size() - most, top > margin ? top - margin : 0);
  // The first row in memory has a number, so that it can be asked for what is before it.
  while (above > 0 && lines_[above].row.number == 0)
    --above;
  if (above > 0) {
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(above));
    position_ -= static_cast<std::int64_t>(above) * row_pixels_;
    at_start_ = false;
    covered_first_ = first_number();
  }
  std::size_t end = std::max(most, top - above + 2 * margin);
  while (end > 0 && end < lines_.size() && lines_[end - 1].row.number == 0)
    --end;
  if (end >= lines_.size()) return;
  lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(end), lines_.end());
  at_end_ = false;
  covered_last_ = last_number();
}

// Moving

void LogScroll::by_pixels(std::int64_t pixels) {
  if (target_ || pixels == 0) return;
  if (pixels < 0 && position_max() > 0) following_ = false;
  position_ += pixels;
  settle();
  if (pixels > 0 && is_at_end()) following_ = true;
  ask();
}

void LogScroll::to_event(std::uint64_t event, int below_pixels) {
  event = std::max(event, first_event());
  following_ = false;
  owed_ = 0;
  target_.reset();
  if (const auto line = line_of(event)) {
    position_ = static_cast<std::int64_t>(*line) * row_pixels_ - below_pixels;
    settle();
    ask();
    return;
  }
  target_ = event;
  owed_ = -below_pixels;
  wanted_ = Wanted::nothing;  // it is not worth waiting for
  ask();
}

void LogScroll::to_end() {
  following_ = true;
  owed_ = 0;
  target_.reset();
  if (!at_end_) {
    want_end();
  } else {
    settle();
  }
}

void LogScroll::set_following(bool following) {
  if (following) {
    to_end();
  } else {
    following_ = false;
  }
}

void LogScroll::reveal(std::size_t line) {
  const std::int64_t top = static_cast<std::int64_t>(line) * row_pixels_;
  if (top < position_) {
    by_pixels(top - position_);
  } else if (top + row_pixels_ > position_ + view_pixels_) {
    by_pixels(top + row_pixels_ - position_ - view_pixels_);
  }
}

// Observers

std::optional<std::size_t> LogScroll::line_at(int y) const {
  const std::int64_t pixel = position_ + y;
  if (pixel < 0) return std::nullopt;
  const auto line = static_cast<std::size_t>(pixel / row_pixels_);
  return line < lines_.size() ? std::optional(line) : std::nullopt;
}

std::optional<std::size_t> LogScroll::line_of(std::uint64_t event) const {
  // Few rows, but asked for at every key: those with number 0 forbid a search by halves.
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    if (lines_[i].row.number == event && event != 0) return i;
  }
  return std::nullopt;
}

std::uint64_t LogScroll::top_event() const {
  for (auto i = static_cast<std::size_t>(position_ / row_pixels_); i < lines_.size(); ++i) {
    if (lines_[i].row.number != 0) return lines_[i].row.number;
  }
  return last_number();
}

}  // namespace parley::desk::widgets
