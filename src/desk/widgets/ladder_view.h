// The packets of one conversation: its two ends as two bars, an arrow for each segment, and what it
// says in words. Follows the end until somebody scrolls up.
//
//   arrows, Page Up/Down, Home, End   move; End follows again
//   Ctrl+C                            the current row as text, or all that are kept
//
// Only what is on screen is painted. Thread rule: the window's thread.
#pragma once

#include <QAbstractScrollArea>
#include <memory>
#include <optional>

#include "desk/models/ladder_rows.h"
#include "desk/widgets/ladder_layout.h"

namespace parley::desk::widgets {

class LadderView : public QAbstractScrollArea {
  Q_OBJECT
 public:
  explicit LadderView(QWidget* parent = nullptr);
  ~LadderView() override;

  /// Null: none. `flow`: the number of one that it has, or will have; 0: none.
  void show(std::shared_ptr<models::LadderRows> rows, std::uint32_t flow);
  std::uint32_t flow() const { return flow_; }

  /// Marks the segments that carried these octets of one direction, from 1, also where they were
  /// sent again, and scrolls to the first of them. False: none is kept.
  bool highlight(bool by_client, std::uint64_t first_octet, std::uint64_t last_octet);

  /// The same for datagrams and where places are not known: what was captured at that moment.
  bool highlight(WallTime time, std::uint32_t bytes);
  void clear_highlight();
  bool is_marked(std::size_t row) const;

  bool is_following() const { return following_; }
  void set_following(bool follow);

  /// A row by its index among those that are kept; nothing: none is current.
  std::optional<std::size_t> current() const;
  void make_current(std::size_t row);

  /// The current row, or all, as lines of text.
  QString as_text() const;

  const LadderLayout& layout_of_rows() const { return layout_; }

 Q_SIGNALS:
  void following(bool follows);
  void row_chosen(const models::LadderRow& row);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void changeEvent(QEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  bool viewportEvent(QEvent* event) override;

 private:
  class Header;
  struct Marked {
    bool by_client = true;
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<WallTime> time{};  ///< instead of places
  };

  const models::LadderFlow* find_flow() const;
  const std::vector<models::LadderRow>& rows() const;
  std::uint64_t first_kept() const;
  void lay_out();
  void look_changed();
  void update_bar();
  void reveal(std::size_t row);
  bool reveal_marked();
  void move(int by);
  std::optional<std::size_t> row_at(int y) const;
  void show_tip(const QPoint& at, const QPoint& global);

  std::shared_ptr<models::LadderRows> rows_;
  std::uint32_t flow_ = 0;
  LadderLayout layout_;
  std::unique_ptr<Header> header_;
  std::optional<std::uint64_t> current_;  // counted from the first of all
  std::optional<Marked> marked_;
  bool following_ = true;
  bool bar_is_ours_ = false;
};

}  // namespace parley::desk::widgets
