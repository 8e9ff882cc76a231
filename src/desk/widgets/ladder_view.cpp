#include "desk/widgets/ladder_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QToolTip>
#include <algorithm>
#include <limits>
#include <utility>

#include "desk/widgets/ladder_painter.h"

namespace parley::desk::widgets {

using models::LadderFlow;
using models::LadderRow;

/// Above the rows; a widget of its own, so that rows scroll under nothing.
class LadderView::Header final : public QWidget {
 public:
  explicit Header(LadderView* view) : QWidget(view), view_(view) {}

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    const LadderFlow* flow = view_->find_flow();
    LadderPainter(painter, view_->layout_, palette())
        .header(flow != nullptr ? *flow : LadderFlow(), rect());
  }

 private:
  LadderView* view_;
};

LadderView::LadderView(QWidget* parent)
    : QAbstractScrollArea(parent), header_(std::make_unique<Header>(this)) {
  setAccessibleName(tr("Packets"));
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  look_changed();
}

LadderView::~LadderView() = default;

void LadderView::show(std::shared_ptr<models::LadderRows> rows, std::uint32_t flow) {
  if (rows_ == rows && flow_ == flow) return;
  if (rows_ != nullptr) rows_->disconnect(this);
  rows_ = std::move(rows);
  flow_ = flow;
  current_.reset();
  marked_.reset();
  layout_.forget();
  if (rows_ != nullptr) {
    connect(rows_.get(), &models::LadderRows::changed, this, &LadderView::lay_out);
  }
  // One that is over is read from its handshake on.
  const LadderFlow* shown = find_flow();
  const bool over = shown != nullptr && !shown->end.isEmpty();
  bar_is_ours_ = true;
  verticalScrollBar()->setValue(0);
  bar_is_ours_ = false;
  set_following(!over);
  lay_out();
}

const LadderFlow* LadderView::find_flow() const {
  if (rows_ == nullptr || flow_ == 0) return nullptr;
  const auto& flows = rows_->flows();
  const auto found =
      std::lower_bound(flows.begin(), flows.end(), flow_,
                       [](const LadderFlow& flow, std::uint32_t n) { return flow.number < n; });
  return found != flows.end() && found->number == flow_ ? &*found : nullptr;
}

const std::vector<LadderRow>& LadderView::rows() const {
  static const std::vector<LadderRow> none;
  return rows_ != nullptr && flow_ != 0 ? rows_->rows(flow_) : none;
}

std::uint64_t LadderView::first_kept() const {
  const LadderFlow* flow = find_flow();
  return flow != nullptr ? flow->rows - std::min<std::uint64_t>(flow->rows, rows().size()) : 0;
}

void LadderView::lay_out() {
  const LadderFlow* flow = find_flow();
  layout_.set_rows(rows(), flow != nullptr ? flow->rows : 0);
  update_bar();
  header_->update();
  viewport()->update();
}

/// The range of the scroll bar, with what is on screen staying there.
void LadderView::update_bar() {
  QScrollBar* bar = verticalScrollBar();
  const std::int64_t most = layout_.height() - viewport()->height();
  const int maximum =
      static_cast<int>(std::clamp<std::int64_t>(most, 0, std::numeric_limits<int>::max() / 2));
  const std::int64_t kept = std::max<std::int64_t>(0, bar->value() - layout_.take_cut());
  bar_is_ours_ = true;
  bar->setSingleStep(layout_.line_height());
  bar->setPageStep(std::max(1, viewport()->height()));
  bar->setRange(0, maximum);
  bar->setValue(following_ ? maximum : static_cast<int>(std::min<std::int64_t>(kept, maximum)));
  bar_is_ours_ = false;
  if (maximum == 0) set_following(true);  // all of it is on screen
}

void LadderView::set_following(bool follow) {
  if (follow) verticalScrollBar()->setValue(verticalScrollBar()->maximum());
  if (following_ == follow) return;
  following_ = follow;
  Q_EMIT following(follow);
}

void LadderView::scrollContentsBy(int, int) {
  if (!bar_is_ours_) {
    set_following(verticalScrollBar()->value() >= verticalScrollBar()->maximum());
  }
  viewport()->update();
}

// The chosen message

bool LadderView::highlight(bool by_client, std::uint64_t first_octet, std::uint64_t last_octet) {
  marked_ = Marked{by_client, first_octet, last_octet};
  return reveal_marked();
}

bool LadderView::highlight(WallTime time, std::uint32_t bytes) {
  for (const LadderRow& row : rows()) {
    if (row.time != time || row.bytes == 0) continue;
    if (row.first_octet != 0) {
      return highlight(row.by_client, row.first_octet, row.first_octet + std::max(bytes, 1U) - 1);
    }
    marked_ = Marked{row.by_client, 0, 0, time};
    return reveal_marked();
  }
  clear_highlight();
  return false;
}

void LadderView::clear_highlight() {
  marked_.reset();
  viewport()->update();
}

bool LadderView::is_marked(std::size_t row) const {
  if (!marked_ || row >= rows().size()) return false;
  const LadderRow& one = rows()[row];
  if (one.by_client != marked_->by_client || one.bytes == 0) return false;
  if (marked_->time) return one.time == *marked_->time;
  return one.first_octet != 0 && one.first_octet <= marked_->last &&
         one.first_octet + one.bytes - 1 >= marked_->first;
}

bool LadderView::reveal_marked() {
  viewport()->update();
  for (std::size_t row = 0; row < layout_.count(); ++row) {
    if (!is_marked(row)) continue;
    reveal(row);
    return true;
  }
  return false;
}

// The current row

std::optional<std::size_t> LadderView::current() const {
  if (!current_ || *current_ < first_kept()) return std::nullopt;
  const auto row = static_cast<std::size_t>(*current_ - first_kept());
  return row < rows().size() ? std::optional(row) : std::nullopt;
}

void LadderView::make_current(std::size_t row) {
  if (row >= layout_.count()) return;
  current_ = first_kept() + row;
  reveal(row);
  const LadderRow chosen = rows()[row];
  setAccessibleDescription(LadderPainter::spoken(chosen, is_marked(row)));
  QAccessibleEvent spoken(this, QAccessible::DescriptionChanged);
  QAccessible::updateAccessibility(&spoken);
  viewport()->update();
  Q_EMIT row_chosen(chosen);
}

/// No further than needed to have all of it on screen.
void LadderView::reveal(std::size_t row) {
  QScrollBar* bar = verticalScrollBar();
  const std::int64_t top = layout_.top(row);
  const std::int64_t bottom = layout_.bottom(row) - viewport()->height();
  if (top < bar->value()) {
    bar->setValue(static_cast<int>(top));
  } else if (bottom > bar->value()) {
    bar->setValue(static_cast<int>(std::min(top, bottom)));
  }
}

std::optional<std::size_t> LadderView::row_at(int y) const {
  const std::int64_t place = std::int64_t{verticalScrollBar()->value()} + y;
  if (layout_.count() == 0 || place >= layout_.height()) return std::nullopt;
  return layout_.row_at(place);
}

void LadderView::move(int by) {
  if (layout_.count() == 0) return;
  const auto from = current();
  if (!from) {
    const auto shown = row_at(by > 0 ? 0 : viewport()->height() - 1);
    return make_current(shown.value_or(layout_.count() - 1));
  }
  const auto wanted = static_cast<std::int64_t>(*from) + by;
  const auto last = static_cast<std::int64_t>(layout_.count()) - 1;
  make_current(static_cast<std::size_t>(std::clamp<std::int64_t>(wanted, 0, last)));
}

QString LadderView::as_text() const {
  QString text;
  const auto append = [&](std::size_t row) {
    text += LadderPainter::spoken(rows()[row], false)
                .replace(QLatin1Char('\n'), QStringLiteral("\n    ")) +
            QLatin1Char('\n');
  };
  if (const auto row = current()) {
    append(*row);
    return text;
  }
  if (const LadderFlow* flow = find_flow()) {
    text = flow->client + QStringLiteral(" > ") + flow->server + QLatin1Char('\n');
  }
  for (std::size_t row = 0; row < rows().size(); ++row)
    append(row);
  return text;
}

// Events

void LadderView::keyPressEvent(QKeyEvent* event) {
  QScrollBar* bar = verticalScrollBar();
  if (event->matches(QKeySequence::Copy)) {
    QGuiApplication::clipboard()->setText(as_text());
    return event->accept();
  }
  switch (event->key()) {
    case Qt::Key_Up: return move(-1);
    case Qt::Key_Down: return move(1);
    case Qt::Key_PageUp: return bar->setValue(bar->value() - bar->pageStep());
    case Qt::Key_PageDown: return bar->setValue(bar->value() + bar->pageStep());
    case Qt::Key_Home: return bar->setValue(0);
    case Qt::Key_End: return set_following(true);
    case Qt::Key_Escape:
      if (!current_ && !marked_) return event->ignore();
      current_.reset();
      return clear_highlight();
    default: event->ignore();
  }
}

void LadderView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (const auto row = row_at(static_cast<int>(event->position().y()))) make_current(*row);
}

bool LadderView::viewportEvent(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QAbstractScrollArea::viewportEvent(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  show_tip(help->pos(), help->globalPos());
  return true;
}

void LadderView::show_tip(const QPoint& at, const QPoint& global) {
  const auto row = row_at(at.y());
  if (!row) return QToolTip::hideText();
  // Escaped, because a tip that looks like markup would be taken for it.
  const QString words = LadderPainter::spoken(rows()[*row], is_marked(*row)).toHtmlEscaped();
  QToolTip::showText(global, QStringLiteral("<p style='white-space:pre-wrap'>%1</p>").arg(words),
                     viewport());
}

void LadderView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), look().base);
  if (layout_.count() == 0) return;
  const LadderPainter rows_painter(painter, layout_, palette());
  const std::int64_t scrolled = verticalScrollBar()->value();
  const auto chosen = current();
  for (std::size_t row = layout_.row_at(scrolled); row < layout_.count(); ++row) {
    const std::int64_t top = layout_.top(row) - scrolled;
    if (top >= viewport()->height()) break;
    const QRect area(0, static_cast<int>(top), viewport()->width(),
                     static_cast<int>(layout_.bottom(row) - layout_.top(row)));
    rows_painter.row(rows()[row], area, {chosen == row, hasFocus(), is_marked(row)});
  }
}

void LadderView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  const QRect place = viewport()->geometry();
  const int height = viewportMargins().top();
  header_->setGeometry(place.x(), place.y() - height, place.width(), height);
  // The row at the top stays there, however high those above it become.
  const bool has_top = layout_.count() != 0 && !following_;
  const std::size_t top = has_top ? layout_.row_at(verticalScrollBar()->value()) : 0;
  layout_.set_width(viewport()->width());
  lay_out();
  if (has_top && top < layout_.count()) {
    bar_is_ours_ = true;
    verticalScrollBar()->setValue(static_cast<int>(layout_.top(top)));
    bar_is_ours_ = false;
  }
}

void LadderView::look_changed() {
  layout_.set_font(font());
  setViewportMargins(0, LadderPainter::header_height(layout_), 0, 0);
  lay_out();
}

void LadderView::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  const QEvent::Type type = event->type();
  if (type == QEvent::FontChange || type == QEvent::PaletteChange || type == QEvent::StyleChange ||
      type == QEvent::LanguageChange) {
    look_changed();
  }
}

void LadderView::focusInEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusInEvent(event);
  viewport()->update();
}

void LadderView::focusOutEvent(QFocusEvent* event) {
  QAbstractScrollArea::focusOutEvent(event);
  viewport()->update();
}

}  // namespace parley::desk::widgets
