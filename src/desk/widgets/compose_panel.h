// Saved messages above the send box, joined: a button sends to the target that is chosen there, and
// what stands there can be saved.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>

#include "desk/models/conversation.h"
#include "desk/widgets/message_bar.h"
#include "desk/widgets/send_bar.h"

namespace parley::desk::widgets {

class ComposePanel final : public QWidget {
  Q_OBJECT
 public:
  explicit ComposePanel(QWidget* parent = nullptr);
  ~ComposePanel() override;

  void show_conversation(models::Conversation* conversation) {
    send_bar_->show_conversation(conversation);
  }

  MessageBar& message_bar() { return *message_bar_; }
  SendBar& send_bar() { return *send_bar_; }

 private:
  MessageBar* message_bar_ = nullptr;
  SendBar* send_bar_ = nullptr;
};

}  // namespace parley::desk::widgets
