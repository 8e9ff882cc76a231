#include "desk/widgets/ladder_layout.h"

#include <QFontMetrics>
#include <algorithm>
#include <utility>

namespace parley::desk::widgets {

namespace {

/// In characters, wide ones.
constexpr int time_characters = 11;
constexpr int arrow_characters_min = 20;
constexpr int arrow_characters_max = 34;
constexpr int words_characters_min = 32;

}  // namespace

LadderLayout::LadderLayout() : wrap_(font_) {}

void LadderLayout::set_font(const QFont& font) {
  font_ = font;
  wrap_ = WordWrap(font);
  line_height_ = QFontMetrics(font).height() + 2;
  gap_ = line_height_ / 3;
  lay_out_columns();
  forget();
}

void LadderLayout::set_width(int width) {
  if (width == width_) return;
  width_ = width;
  lay_out_columns();
  forget();
}

void LadderLayout::lay_out_columns() {
  const QFontMetrics metrics(font_);
  const int character = metrics.horizontalAdvance(QLatin1Char('0'));
  time_end_ = (time_characters + 1) * character;
  client_bar_ = time_end_ + character;
  const int rest = width_ - client_bar_ - 2 * character;
  wide_ = rest >= (arrow_characters_min + words_characters_min) * character;
  const int arrow = wide_ ? std::clamp(rest * 2 / 5, arrow_characters_min * character,
                                       arrow_characters_max * character)
                          : std::max(rest, 8 * character);
  server_bar_ = client_bar_ + arrow;
  words_begin_ = (wide_ ? server_bar_ : client_bar_) + 2 * character;
  words_width_ = wide_ ? width_ - words_begin_ - character : arrow - 3 * character;
}

std::uint32_t LadderLayout::lines_of(const models::LadderRow& row) const {
  // Findings stand behind a mark (ladder_painter.h).
  const int mark = 2 * line_height_ / 3;
  int lines = row.words.isEmpty() ? 0 : wrap_.lines(row.words, words_width_);
  for (const QString& finding : row.findings)
    lines += wrap_.lines(finding, words_width_ - mark);
  return static_cast<std::uint32_t>(wide_ ? std::max(lines, 1) : lines + 1);
}

void LadderLayout::forget() {
  ends_.clear();
  origin_ = 0;
  cut_ = 0;
  first_ = 0;
}

void LadderLayout::set_rows(const std::vector<models::LadderRow>& rows, std::uint64_t all) {
  const std::uint64_t first = all - std::min<std::uint64_t>(all, rows.size());
  const std::uint64_t gone = first - std::min(first, first_);
  if (first < first_ || ends_.size() > rows.size() + gone) forget();
  if (ends_.empty()) {
    first_ = first;
  } else if (gone != 0) {
    const auto cut = std::min<std::size_t>(ends_.size(), static_cast<std::size_t>(gone));
    const std::int64_t origin = ends_[cut - 1];
    ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(cut));
    cut_ += origin - origin_;
    origin_ = origin;
    // Rows that came and went between two looks have no height.
    first_ = first;
  }
  std::int64_t end = ends_.empty() ? origin_ : ends_.back();
  ends_.reserve(rows.size());
  for (std::size_t i = ends_.size(); i < rows.size(); ++i) {
    end += std::int64_t{lines_of(rows[i])} * line_height_ + gap_;
    ends_.push_back(end);
  }
}

std::int64_t LadderLayout::bottom(std::size_t row) const {
  return ends_[row] - origin_;
}

std::size_t LadderLayout::row_at(std::int64_t y) const {
  const auto found = std::upper_bound(ends_.begin(), ends_.end(), y + origin_);
  return std::min<std::size_t>(static_cast<std::size_t>(found - ends_.begin()), ends_.size() - 1);
}

std::int64_t LadderLayout::take_cut() {
  return std::exchange(cut_, 0);
}

}  // namespace parley::desk::widgets
