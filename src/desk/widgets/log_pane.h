// The log of one conversation or file, whole: bar, rows, and the details of the row that was
// chosen.
//
// Thread rule: the window's thread.
#pragma once

#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QWidget>
#include <memory>
#include <set>

#include "desk/models/log_rows.h"
#include "desk/widgets/log_actions.h"
#include "desk/widgets/log_bar.h"
#include "desk/widgets/log_detail.h"
#include "desk/widgets/log_view.h"

namespace parley::desk::widgets {

class LogPane : public QWidget {
  Q_OBJECT
 public:
  explicit LogPane(QWidget* parent = nullptr);
  ~LogPane() override;

  /// Null: the empty state.
  void show(std::shared_ptr<models::LogRows> rows);
  using QWidget::show;

  /// What to read where no row is: one plain sentence, in large type.
  void set_empty_text(const QString& text);

  /// Filters by one peer, as somebody asks who sees it elsewhere.
  void show_only(event::PeerId peer, const QString& who);

  /// For menus. They work while the pane is in sight.
  LogActions& actions() { return *actions_; }
  LogView& view() { return *view_; }

  /// As the action does, without asking for a name.
  void export_to(const QString& file, const QString& format);

 Q_SIGNALS:
  /// The current row; not damage alone.
  void row_chosen(const models::LogRow& row);

 private:
  enum class Job : std::uint8_t { none, find, copy, export_rows };

  void connect_actions();
  void connect_view();
  void connect_rows();

  void filter_changed();
  void find(bool backwards, bool again);
  void found(std::optional<std::uint64_t> number);
  void copied(const QString& text);
  void done(const QString& trouble);
  void progress(double part);
  void waiting(double part);
  void cancel();
  void ask_for_export();
  void choose_only_this_peer();
  void clear_rows();
  void open_details(const models::LogRow& row);
  void set_details(bool shown);
  void learn_peers(const models::LogPage& page);
  void update_empty();

  std::shared_ptr<models::LogRows> rows_;
  LogActions* actions_;
  LogBar* bar_;
  QSplitter* splitter_;
  LogView* view_;
  LogDetail* detail_;
  QWidget* empty_;
  QLabel* empty_words_;
  QPushButton* empty_button_;
  QString empty_text_;
  std::set<event::PeerId> peers_;
  models::LogRow chosen_;
  bool filtered_ = false;
  bool waits_for_page_ = false;
  Job job_ = Job::none;
  bool found_backwards_ = false;
  bool wrapped_ = false;
  QString exported_;  // to this file
};

}  // namespace parley::desk::widgets
