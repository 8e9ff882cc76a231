// The rows of a log on a scroll area of its own: only what is on screen is painted, only a few
// screens of rows are in memory, and the scroll bar counts events. A table view would keep state
// for each row.
//
// It follows the end of a log that grows until somebody scrolls up, and again from the end on. It
// asks for pages once a frame at most.
//
// Memory: log_scroll.h. Thread rule: the window's thread.
#pragma once

#include <QAbstractScrollArea>
#include <QBasicTimer>
#include <QPointer>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <optional>

#include "desk/models/log_rows.h"
#include "desk/widgets/log_keys.h"
#include "desk/widgets/log_painter.h"
#include "desk/widgets/log_scroll.h"
#include "desk/widgets/log_selection.h"

namespace parley::desk::widgets {

class LogView : public QAbstractScrollArea {
  Q_OBJECT
 public:
  explicit LogView(QWidget* parent = nullptr);
  ~LogView() override;

  /// Null: no rows. A log that grows is followed, another is shown from its beginning.
  void show(std::shared_ptr<models::LogRows> rows);
  using QWidget::show;

  void set_content(LogContent content);
  void set_time(LogTime time);
  LogContent content() const { return painter_.content(); }
  LogTime time() const { return painter_.time(); }

  /// After the log's filter was changed: stays where it is, as far as rows there are let through.
  void reload();

  /// Rows before this event are not shown; 0: all are. The recording is not touched.
  void hide_before(std::uint64_t event);
  std::uint64_t hidden_before() const { return hidden_before_; }

  bool is_following() const { return scroll_.following(); }
  void set_following(bool follow);

  /// Makes it the current row and brings it on screen.
  void go_to(std::uint64_t event);

  /// 0: none.
  std::uint64_t current() const { return current_; }
  std::uint64_t first_event() const { return scroll_.first_event(); }
  std::uint64_t last_event() const { return scroll_.last_event(); }
  const LogSelection& selection() const { return selection_; }
  void select_all();

  /// Puts the selected rows, or the current one, on the clipboard. False: there are none.
  bool copy();

  /// No row is shown, and none is on its way.
  bool is_empty() const;

  // For tests: what is in memory and where.
  const LogScroll& scroll() const { return scroll_; }

 Q_SIGNALS:
  void following(bool follows);
  void row_chosen(const models::LogRow& row);  ///< the current row is another
  void row_opened(const models::LogRow& row);  ///< by Enter or a double click
  void copying();                              ///< the log's answer puts rows on the clipboard
  void selection_changed();
  void empty_changed();
  void waiting(double part);  ///< for a page, 0 to 1; below 0: no more
  void trouble(const QString& words);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void timerEvent(QTimerEvent* event) override;
  void scrollContentsBy(int, int) override {}
  bool viewportEvent(QEvent* event) override;

 private:
  class Header;

  void connect_rows();
  void page_ready(const models::LogPage& page);
  void grown();
  void want_frame();
  void frame();
  void moved();
  void update_bar();
  void bar_used(int action);
  void look_changed();

  void paint_rows(QPainter& painter);
  void do_key(const LogKey& key);
  void move_rows(int by, bool extends);
  void make_current(std::size_t line, bool extends);
  void drag_to(int y);
  std::optional<std::size_t> line_on_screen(int height) const;
  std::optional<std::size_t> current_line() const { return line_on_screen(viewport()->height()); }

  std::shared_ptr<models::LogRows> rows_;
  LogScroll scroll_;
  LogPainter painter_;
  LogSelection selection_;
  std::unique_ptr<Header> header_;
  std::uint64_t current_ = 0;
  std::uint64_t hidden_before_ = 0;
  std::uint64_t events_a_step_ = 1;  // of the scroll bar
  bool told_following_ = true;
  bool told_empty_ = true;
  bool told_waiting_ = false;
  QString told_trouble_;
  bool bar_is_ours_ = false;
  bool dragging_ = false;
  int drag_y_ = 0;
  double wheel_rest_ = 0;
  QBasicTimer drag_timer_;
  QTimer frame_timer_;
  bool frame_due_ = false;
};

}  // namespace parley::desk::widgets
