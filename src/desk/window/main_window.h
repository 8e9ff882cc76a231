// The window: conversations at the left, the current one in the middle, more about it at the right.
//
// It holds the conversations, and says what each action does to them. What they are made of it does
// not know: `Makers` are given by the program, and by tests. Thread rule: the window's thread.
#pragma once

#include <QMainWindow>
#include <functional>
#include <memory>

#include "desk/models/conversation_list_model.h"
#include "desk/widgets/conversation_list.h"
#include "desk/window/actions.h"
#include "desk/window/arrangement.h"
#include "session/workspace.h"

class QSplitter;

namespace parley::desk::window {

class Middle;
class Side;

struct Makers {
  std::function<std::unique_ptr<models::Conversation>(session::Asked)> live;
  std::function<std::unique_ptr<models::Conversation>(const QString& file)> file;
};

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(Makers makers, QWidget* parent = nullptr);
  ~MainWindow() override;

  /// Adds what a workspace has; starts nothing. An empty one becomes "Server, port 8888".
  void restore(const session::Workspace& workspace);

  /// What is to be kept. Files that were opened are in it, conversations as they were asked for.
  session::Workspace workspace() const;

  /// Adds one and shows it.
  models::Conversation* open(session::Asked asked);
  models::Conversation* open_file(const QString& path);

  models::ConversationListModel& conversations() { return model_; }
  models::Conversation* current() const;
  Middle& middle() { return *middle_; }
  Actions& actions() { return actions_; }

 Q_SIGNALS:
  /// Something that `workspace` has is another.
  void workspace_changed();

 private:
  void lay_out();
  void connect_file_actions();
  void connect_conversation_actions();
  void connect_view_actions();
  void show_conversation(models::Conversation* conversation);
  void update_title();
  void remove_current();

  Makers makers_;
  models::ConversationListModel model_;
  Actions actions_;
  session::Workspace kept_;  // messages and trust; the rest is asked for
  QSplitter* columns_;
  widgets::ConversationList* list_;
  Middle* middle_;
};

}  // namespace parley::desk::window
