// The middle of the window: how the current conversation is started, what went wrong, its log, and
// what is said in it.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>
#include <map>

#include "desk/widgets/compose_panel.h"
#include "desk/widgets/start_form.h"
#include "desk/window/conversation_view.h"

class QStackedWidget;

namespace parley::desk::window {

class Middle : public QWidget {
  Q_OBJECT
 public:
  explicit Middle(QWidget* parent = nullptr);
  ~Middle() override;

  /// Null: a new one is to be started.
  void show_conversation(models::Conversation* conversation);

  /// Before it is destroyed.
  void forget(models::Conversation* conversation);

  /// Null as long as no conversation is shown.
  ConversationView* view();
  ConversationView* view_of(models::Conversation& conversation);
  widgets::StartForm& form() { return *form_; }
  widgets::ComposePanel& compose() { return *compose_; }

 Q_SIGNALS:
  /// A row of the current conversation's log was made current.
  void row_chosen(const models::LogRow& row);

 private:
  widgets::StartForm* form_;
  QStackedWidget* views_;
  QWidget* empty_;
  widgets::ComposePanel* compose_;
  std::map<models::Conversation*, ConversationView*> view_of_;
};

}  // namespace parley::desk::window
