// What a person does to a log's view: wheel, keys, mouse, clipboard.
#include <QAccessible>
#include <QDateTime>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "desk/widgets/log_view.h"

namespace parley::desk::widgets {

namespace {

constexpr int drag_ms = 40;
constexpr int wheel_rows = 3;
constexpr int wheel_notch = 120;  // QWheelEvent::angleDelta

}  // namespace

void LogView::wheelEvent(QWheelEvent* event) {
  double pixels = 0;
  if (!event->pixelDelta().isNull()) {
    pixels = event->pixelDelta().y();
  } else {
    pixels = static_cast<double>(event->angleDelta().y()) / wheel_notch * wheel_rows *
             painter_.row_height();
  }
  wheel_rest_ += pixels;
  const double whole = std::trunc(wheel_rest_);
  wheel_rest_ -= whole;
  scroll_.by_pixels(-static_cast<std::int64_t>(whole));
  moved();
  event->accept();
}

// Keys

void LogView::keyPressEvent(QKeyEvent* event) {
  const auto key = log_key(*event);
  if (!key || rows_ == nullptr) {
    event->ignore();
    return;
  }
  do_key(*key);
  moved();
  event->accept();
}

void LogView::do_key(const LogKey& key) {
  using Verb = LogKey::Verb;
  const int height = painter_.row_height();
  switch (key.verb) {
    case Verb::rows: move_rows(key.by, key.extends); break;
    case Verb::scroll_rows: scroll_.by_pixels(std::int64_t{key.by} * height); break;
    case Verb::screens:
      scroll_.by_pixels(std::int64_t{key.by} * std::max(height, viewport()->height() - height));
      if (key.extends) selection_.extend_to(scroll_.top_event());
      break;
    case Verb::start:
      scroll_.to_event(0);
      if (key.extends) selection_.extend_to(scroll_.first_event());
      break;
    case Verb::end:
      scroll_.to_end();
      if (key.extends) selection_.extend_to(scroll_.last_event());
      break;
    case Verb::choose:
      if (const auto line = current_line()) Q_EMIT row_opened(scroll_.lines()[*line].row);
      break;
    case Verb::select_all: select_all(); break;
    case Verb::select_none:
      selection_.clear();
      current_ = 0;
      break;
    case Verb::copy: copy(); break;
  }
  if (key.extends) Q_EMIT selection_changed();
}

/// The current row's, as long as it is on a screen of this height.
std::optional<std::size_t> LogView::line_on_screen(int height) const {
  const auto line = scroll_.line_of(current_);
  if (!line) return std::nullopt;
  const std::int64_t top =
      static_cast<std::int64_t>(*line) * painter_.row_height() - scroll_.position();
  const bool shown = top > -painter_.row_height() && top < height;
  return shown ? line : std::nullopt;
}

void LogView::move_rows(int by, bool extends) {
  const auto& lines = scroll_.lines();
  if (lines.empty()) return;
  auto line = current_line();
  if (!line) {
    // Nothing to start from: the row at the end of the screen that the key comes from.
    const int y = by > 0 ? 0 : viewport()->height() - 1;
    line = scroll_.line_at(y).value_or(lines.size() - 1);
  } else if (by < 0) {
    line = *line - std::min<std::size_t>(*line, static_cast<std::size_t>(-by));
  } else {
    line = std::min(lines.size() - 1, *line + static_cast<std::size_t>(by));
  }
  if (by < 0) scroll_.set_following(false);
  make_current(*line, extends);
  scroll_.reveal(*line);
}

void LogView::make_current(std::size_t line, bool extends) {
  const models::LogRow row = scroll_.lines()[line].row;
  current_ = row.number;
  if (extends) {
    selection_.extend_to(row.number);
  } else {
    selection_.start(row.number);
  }
  setAccessibleDescription(LogPainter::spoken(row));
  QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&spoken);
  Q_EMIT selection_changed();
  Q_EMIT row_chosen(row);
}

// Mouse

void LogView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const auto line = scroll_.line_at(static_cast<int>(event->position().y()));
  if (!line) {
    selection_.clear();
    Q_EMIT selection_changed();
    moved();
    return;
  }
  dragging_ = true;
  make_current(*line, (event->modifiers() & Qt::ShiftModifier) != 0);
  moved();
}

void LogView::mouseMoveEvent(QMouseEvent* event) {
  if (!dragging_) return;
  drag_y_ = static_cast<int>(event->position().y());
  drag_to(drag_y_);
  const bool outside = drag_y_ < 0 || drag_y_ >= viewport()->height();
  if (outside && !drag_timer_.isActive()) drag_timer_.start(drag_ms, this);
  if (!outside) drag_timer_.stop();
}

void LogView::drag_to(int y) {
  const auto line = scroll_.line_at(std::clamp(y, 0, viewport()->height() - 1));
  if (!line) return;
  const std::uint64_t event = scroll_.lines()[*line].row.number;
  if (event == 0 || event == current_) return;
  // What is being looked at so closely must not run away.
  scroll_.set_following(false);
  current_ = event;
  selection_.extend_to(event);
  Q_EMIT selection_changed();
  moved();
}

void LogView::timerEvent(QTimerEvent* event) {
  if (event->timerId() != drag_timer_.timerId()) {
    QAbstractScrollArea::timerEvent(event);
    return;
  }
  const int beyond = drag_y_ < 0 ? drag_y_ : drag_y_ - viewport()->height() + 1;
  scroll_.by_pixels(beyond);
  drag_to(drag_y_);
  moved();
}

void LogView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  dragging_ = false;
  drag_timer_.stop();
  scroll_.ask();
  moved();
}

void LogView::mouseDoubleClickEvent(QMouseEvent* event) {
  const auto line = scroll_.line_at(static_cast<int>(event->position().y()));
  if (line) Q_EMIT row_opened(scroll_.lines()[*line].row);
}

bool LogView::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  // What the columns have no room for.
  const auto* help = static_cast<QHelpEvent*>(event);
  const auto line = scroll_.line_at(help->pos().y());
  if (!line) {
    QToolTip::hideText();
    return true;
  }
  const models::LogRow& row = scroll_.lines()[*line].row;
  const auto since = std::chrono::floor<std::chrono::milliseconds>(row.time.time_since_epoch());
  const QString when = QDateTime::fromMSecsSinceEpoch(since.count())
                           .toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"));
  const QString words = row.number == 0 ? when : tr("%1, event %2").arg(when).arg(row.number);
  const QString who = row.who.isEmpty() ? QString() : QLatin1Char('\n') + row.who;
  // As plain text: a peer may be called what looks like markup.
  QToolTip::showText(help->globalPos(), (words + who).toHtmlEscaped(), viewport());
  return true;
}

void LogView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
}

void LogView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

// Selection

void LogView::select_all() {
  if (scroll_.last_event() == 0) return;
  selection_.select(std::max<std::uint64_t>(1, scroll_.first_event()), scroll_.last_event());
  Q_EMIT selection_changed();
  moved();
}

bool LogView::copy() {
  if (rows_ == nullptr) return false;
  if (selection_.empty() && current_ == 0) return false;
  if (selection_.empty()) selection_.start(current_);
  Q_EMIT copying();
  rows_->copy(selection_.first(), selection_.last());
  return true;
}

}  // namespace parley::desk::widgets
