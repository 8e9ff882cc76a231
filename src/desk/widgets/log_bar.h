// Above a log: which rows are shown, how, and what is done with them. Below that, when asked for,
// the line for finding, and one for what is to be said.
//
// Thread rule: the window's thread.
#pragma once

#include <QComboBox>
#include <QPushButton>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "desk/widgets/log_actions.h"
#include "desk/widgets/log_notice.h"
#include "desk/widgets/log_search.h"
#include "desk/widgets/sentence.h"
#include "log/filter.h"

namespace parley::desk::widgets {

class LogBar : public QWidget {
  Q_OBJECT
 public:
  /// Peers to choose from; more are found with the action "only this peer".
  static constexpr std::size_t peers_max = 1000;

  explicit LogBar(LogActions& actions, QWidget* parent = nullptr);
  ~LogBar() override;

  /// Nothing: all rows.
  std::optional<log::FilterSettings> filter() const;
  log::FilterSettings sought() const;

  /// Shows all rows again, at once.
  void clear_filter();

  /// Below the field; empty: it is right.
  void show_filter_error(const QString& words) { filter_error_->say_wrong(words); }
  void show_find_error(const QString& words) { find_error_->say_wrong(words); }

  /// Somebody who has rows.
  void add_peer(event::PeerId peer, const QString& who);
  void choose_peer(event::PeerId peer);
  void forget_peers();

  void open_find();
  bool finds() const { return find_line_->isVisibleTo(this); }
  LogNotice& notice() { return *notice_; }

 Q_SIGNALS:
  void filter_changed();
  void find(bool backwards);
  void find_closed();

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  QWidget* make_filter_line(LogActions& actions);
  QWidget* make_find_line(LogActions& actions);
  QToolButton* make_button(QAction* action);
  QPushButton* make_menu_button(LogActions& actions);
  void close_find();

  LogSearch* filter_;
  QComboBox* direction_;
  QComboBox* peer_;
  Sentence* filter_error_;
  LogSearch* find_;
  QWidget* find_line_;
  Sentence* find_error_;
  LogNotice* notice_;
  QTimer typing_;
};

}  // namespace parley::desk::widgets
