// The panel of a board: how it stands, its reset button, its link, its serial line.
//
// Thread rule: the window's thread.
#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "desk/models/conversation.h"

class QLabel;
class QPushButton;

namespace parley::desk::widgets {

class BoardLink;
class BoardShell;
class Sentence;

class BoardPanel : public QWidget {
  Q_OBJECT
 public:
  explicit BoardPanel(QWidget* parent = nullptr);
  ~BoardPanel() override;

  /// Null: none, or one that is no board.
  void show_conversation(models::Conversation* conversation);

  BoardShell& shell() { return *shell_; }

 private:
  void show_state();
  void restart();

  QPointer<models::Conversation> conversation_;
  QLabel* state_;
  QPushButton* restart_;
  Sentence* answer_;
  BoardLink* link_;
  BoardShell* shell_;
  bool runs_ = false;
};

}  // namespace parley::desk::widgets
