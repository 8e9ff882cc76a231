#include "desk/widgets/log_view.h"

#include <QPaintEvent>
#include <QScrollBar>
#include <algorithm>
#include <utility>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

namespace {

constexpr int frame_ms = 16;
constexpr std::uint64_t bar_steps_max = 1U << 30;  // QScrollBar counts in int

}  // namespace

/// Above the rows; a widget of its own, so that rows scroll under nothing.
class LogView::Header final : public QWidget {
 public:
  Header(LogView* parent, const LogPainter& rows) : QWidget(parent), rows_(rows) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setFont(font());
    rows_.paint_header(painter, rect());
  }

 private:
  const LogPainter& rows_;
};

LogView::LogView(QWidget* parent)
    : QAbstractScrollArea(parent),
      scroll_([this](const models::LogRequest& request) {
        if (rows_ != nullptr) rows_->want(request);
      }),
      header_(std::make_unique<Header>(this, painter_)) {
  setAccessibleName(tr("Log"));
  setFocusPolicy(Qt::StrongFocus);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
  setFrameShape(QFrame::NoFrame);
  viewport()->setBackgroundRole(QPalette::Base);
  viewport()->setAttribute(Qt::WA_OpaquePaintEvent);
  frame_timer_.setSingleShot(true);
  frame_timer_.setTimerType(Qt::PreciseTimer);
  frame_timer_.setInterval(frame_ms);
  connect(&frame_timer_, &QTimer::timeout, this, [this] {
    if (frame_due_) frame();
  });
  connect(verticalScrollBar(), &QScrollBar::actionTriggered, this, &LogView::bar_used);
  look_changed();
}

LogView::~LogView() = default;

// The log

void LogView::show(std::shared_ptr<models::LogRows> rows) {
  if (rows_ != nullptr) rows_->disconnect(this);
  rows_ = std::move(rows);
  scroll_ = LogScroll([this](const models::LogRequest& request) {
    if (rows_ != nullptr) rows_->want(request);
  });
  hidden_before_ = 0;
  current_ = 0;
  selection_.clear();
  painter_.forget_widths();
  scroll_.set_size(viewport()->height(), painter_.row_height());
  if (rows_ != nullptr) {
    connect_rows();
    const auto from = rows_->grows() ? std::nullopt : std::optional<std::uint64_t>(1);
    scroll_.restart(rows_->first_event(), rows_->last_event(), from);
  }
  moved();
}

void LogView::connect_rows() {
  using models::LogRows;
  LogRows* rows = rows_.get();
  connect(rows, &LogRows::page_ready, this, &LogView::page_ready);
  connect(rows, &LogRows::grown, this, &LogView::grown);
  connect(rows, &LogRows::page_progress, this, [this](double part) {
    told_waiting_ = true;
    Q_EMIT waiting(part);
  });
}

void LogView::reload() {
  if (rows_ == nullptr) return;
  painter_.forget_widths();
  const bool follows = scroll_.following();
  const std::uint64_t top = scroll_.top_event();
  scroll_.restart(rows_->first_event(), rows_->last_event(),
                  follows ? std::nullopt : std::optional(top));
  moved();
}

void LogView::page_ready(const models::LogPage& page) {
  if (std::exchange(told_waiting_, false)) Q_EMIT waiting(-1);
  scroll_.page_ready(page);
  if (scroll_.is_behind()) want_frame();
  moved();
}

void LogView::grown() {
  scroll_.grown(rows_->first_event(), rows_->last_event());
  want_frame();
}

void LogView::want_frame() {
  frame_due_ = true;
  if (!frame_timer_.isActive()) frame();
}

/// Once in `frame_ms` at most: asks for what has come, and shows it.
void LogView::frame() {
  frame_due_ = false;
  frame_timer_.start();
  // What is being selected stays where it is.
  if (!dragging_) scroll_.ask();
  update_bar();
}

/// After anything that may change what is on screen.
void LogView::moved() {
  update_bar();
  viewport()->update();
  if (scroll_.following() != told_following_) {
    told_following_ = scroll_.following();
    Q_EMIT following(told_following_);
  }
  if (is_empty() != told_empty_) {
    told_empty_ = is_empty();
    Q_EMIT empty_changed();
  }
  if (scroll_.trouble() != told_trouble_) {
    told_trouble_ = scroll_.trouble();
    Q_EMIT trouble(told_trouble_);
  }
}

bool LogView::is_empty() const {
  return scroll_.lines().empty();
}

void LogView::hide_before(std::uint64_t event) {
  hidden_before_ = event;
  if (selection_.first() < event) selection_.clear();
  if (current_ < event) current_ = 0;
  scroll_.set_floor(event);
  moved();
}

void LogView::set_following(bool follow) {
  scroll_.set_following(follow);
  moved();
}

void LogView::go_to(std::uint64_t event) {
  current_ = event;
  selection_.start(event);
  const auto line = scroll_.line_of(event);
  if (line) {
    scroll_.set_following(false);
    scroll_.reveal(*line);
    make_current(*line, false);
  } else {
    scroll_.to_event(event, viewport()->height() / 3);
  }
  moved();
}

// Looks

void LogView::set_content(LogContent content) {
  painter_.set_content(content);
  header_->update();
  viewport()->update();
}

void LogView::set_time(LogTime time) {
  painter_.set_time(time);
  header_->update();
  viewport()->update();
}

void LogView::look_changed() {
  QFont fixed = content_font();
  fixed.setPointSizeF(font().pointSizeF());
  painter_.set_font(fixed);
  painter_.set_palette(palette());
  const int height = fontMetrics().height() + 6;
  setViewportMargins(0, height, 0, 0);
  verticalScrollBar()->setSingleStep(1);
  viewport()->update();
  header_->update();
}

void LogView::changeEvent(QEvent* event) {
  QAbstractScrollArea::changeEvent(event);
  const QEvent::Type type = event->type();
  if (type == QEvent::FontChange || type == QEvent::PaletteChange || type == QEvent::StyleChange ||
      type == QEvent::LanguageChange) {
    look_changed();
    scroll_.set_size(viewport()->height(), painter_.row_height());
    moved();
  }
}

void LogView::resizeEvent(QResizeEvent* event) {
  QAbstractScrollArea::resizeEvent(event);
  const QRect rows = viewport()->geometry();
  header_->setGeometry(rows.x(), rows.y() - viewportMargins().top(), rows.width(),
                       viewportMargins().top());
  painter_.set_width(viewport()->width());
  const auto current = line_on_screen(event->oldSize().height());
  scroll_.set_size(viewport()->height(), painter_.row_height());
  // The details of a row that open below it do not cover it.
  if (current && !scroll_.following()) scroll_.reveal(*current);
  moved();
}

void LogView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  paint_rows(painter);
}

void LogView::paint_rows(QPainter& painter) {
  auto& lines = scroll_.lines();
  const int height = painter_.row_height();
  const auto top = static_cast<std::size_t>(scroll_.position() / height);
  int y = -static_cast<int>(scroll_.position() % height);
  const std::size_t end = std::min(lines.size(), top + scroll_.rows_shown() + 2);
  bool wider = false;
  for (std::size_t i = top; i < end; ++i)
    wider |= painter_.make_room(lines[i]);
  if (wider) header_->update();
  painter_.begin(painter);
  LogPainter::Surroundings around;
  around.focused = hasFocus();
  if (painter_.time() == LogTime::relative) around.origin = scroll_.origin();
  const int width = viewport()->width();
  painter.fillRect(viewport()->rect(), look().base);
  for (std::size_t i = top; i < end; ++i, y += height) {
    LogLine& line = lines[i];
    around.before = i > 0 ? std::optional(lines[i - 1].row.time) : std::nullopt;
    around.selected = selection_.contains(line.row.number);
    around.current = current_ != 0 && line.row.number == current_;
    painter_.paint(painter, QRect(0, y, width, height), line, around);
  }
}

// The scroll bar

void LogView::update_bar() {
  QScrollBar* bar = verticalScrollBar();
  const std::uint64_t first = scroll_.first_event();
  const std::uint64_t last = scroll_.last_event();
  const std::uint64_t shown = scroll_.rows_shown();
  const std::uint64_t all = last >= first && last != 0 ? last - first + 1 : 0;
  events_a_step_ = all / bar_steps_max + 1;
  const auto to_steps = [this](std::uint64_t events) {
    return static_cast<int>(events / events_a_step_);
  };
  int maximum = to_steps(all > shown ? all - shown : 0);
  if (scroll_.shows_everything()) maximum = 0;
  bar_is_ours_ = true;
  bar->setRange(0, maximum);
  bar->setPageStep(std::max(1, to_steps(shown)));
  if (!bar->isSliderDown()) {
    const std::uint64_t top = scroll_.top_event();
    const int value = to_steps(top > first ? top - first : 0);
    const bool end = scroll_.is_at_end() || scroll_.following();
    bar->setValue(end ? maximum : std::min(value, std::max(0, maximum - 1)));
  }
  bar_is_ours_ = false;
}

void LogView::bar_used(int action) {
  QScrollBar* bar = verticalScrollBar();
  const int wanted = bar->sliderPosition();
  const auto rows = static_cast<std::int64_t>(painter_.row_height());
  const auto screen = static_cast<std::int64_t>(std::max(1, viewport()->height()));
  const auto by = [&](std::int64_t pixels) {
    bar->setSliderPosition(bar->value());
    scroll_.by_pixels(pixels);
  };
  switch (action) {
    case QAbstractSlider::SliderSingleStepAdd: by(rows); break;
    case QAbstractSlider::SliderSingleStepSub: by(-rows); break;
    case QAbstractSlider::SliderPageStepAdd: by(screen - rows); break;
    case QAbstractSlider::SliderPageStepSub: by(rows - screen); break;
    default:
      if (wanted >= bar->maximum()) {
        scroll_.to_end();
      } else {
        scroll_.to_event(scroll_.first_event() +
                         static_cast<std::uint64_t>(wanted) * events_a_step_);
      }
      break;
  }
  moved();
}

}  // namespace parley::desk::widgets
