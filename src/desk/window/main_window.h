// The window: conversations at the left, the current one in the middle, more about it at the right.
//
// It holds the conversations, and says what each action does to them. What they are made of it does
// not know: `Makers` are given by the program, and by tests. Thread rule: the window's thread.
#pragma once

#include <QMainWindow>
#include <QSplitter>
#include <functional>
#include <memory>

#include "desk/models/conversation_list_model.h"
#include "desk/widgets/conversation_list.h"
#include "desk/window/actions.h"
#include "desk/window/arrangement.h"
#include "desk/window/middle.h"
#include "desk/window/side.h"
#include "session/workspace.h"

namespace parley::desk::window {

struct Makers {
  std::function<std::unique_ptr<models::Conversation>(session::Asked)> live;
  std::function<std::unique_ptr<models::Conversation>(const QString& file)> file;

  /// Another reader of a conversation's log, for who asks for pages of its own. Null: none yet.
  std::function<std::shared_ptr<models::LogRows>(const models::Conversation&)> more_rows;
};

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(Makers makers, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Adds what a workspace has; starts nothing. An empty one leaves the form for a first server.
  void restore(const session::Workspace& workspace);

  /// What is to be kept: also files that were opened, and how the window is arranged.
  session::Workspace workspace() const;

  /// Adds one and shows it; it does not run.
  models::Conversation* open(session::Asked asked);

  /// The one that has this file open already, or another.
  models::Conversation* open_file(const QString& path);

  /// As the button of the form: in the current conversation where that can be, else in a new one.
  void start(const session::Asked& asked);

  /// In one that was kept and asks for the same, else in a new one; of sketches nobody is asked.
  void start_like(const session::Asked& asked);

  models::ConversationListModel& conversations() { return model_; }
  models::Conversation* current() const { return list_->current(); }
  Middle& middle() { return *middle_; }
  Side& side() { return *side_; }
  Actions& actions() { return actions_; }

  /// Of sketches, by their digests.
  bool trusts(const std::string& digest) const;
  void trust(const std::string& digest);

  QString look() const { return arrangement_.look; }
  QString language() const { return arrangement_.language; }

  /// Below everything else, until something else is said.
  void say(const QString& words);

  /// From now on `close` closes it.
  void let_close() { may_close_ = true; }

 Q_SIGNALS:
  /// Something that `workspace` has is another.
  void workspace_changed();
  void look_chosen(const QString& look);

  /// It was asked to close: what runs is to be ended first, and then `let_close`.
  void close_wanted();
  void recordings_wanted();

  /// A sketch is to run, if it may.
  void board_wanted(models::Conversation* board);

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void moveEvent(QMoveEvent* event) override;

 private:
  void lay_out();
  void make_menus();
  void connect_parts();
  void connect_panels();
  void connect_file_actions();
  void connect_conversation_actions();
  void connect_view_actions();
  void connect_choices();

  void show_conversation(models::Conversation* conversation);
  void update_actions();
  models::Conversation* prepare(const session::Asked& asked);
  void begin_new(session::Asked::Kind kind);
  void remove_current();
  void ask_for_file();
  void toggle_side(SideTab tab);
  void apply_arrangement(const Arrangement& arrangement);

  Makers makers_;
  models::ConversationListModel model_;
  Actions actions_;
  session::Workspace kept_;  // messages and trust; the rest is asked for
  Arrangement arrangement_;  // what was chosen; sizes are asked for
  QSplitter* columns_;
  widgets::ConversationList* list_;
  Middle* middle_;
  Side* side_;
  QString last_folder_;
  bool may_close_ = false;
};

}  // namespace parley::desk::window
