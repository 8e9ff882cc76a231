// What one conversation has in the middle of the window: its explanation and its log. Each has its
// own, so that going to another and back loses neither the place nor the filter.
//
// Thread rule: the window's thread.
#pragma once

#include <QWidget>

#include "desk/models/conversation.h"
#include "desk/widgets/explanation_bar.h"
#include "desk/widgets/log_pane.h"
#include "desk/widgets/trust_question.h"

namespace parley::desk::window {

class ConversationView : public QWidget {
  Q_OBJECT
 public:
  /// The conversation outlives this.
  explicit ConversationView(models::Conversation& conversation, QWidget* parent = nullptr);
  ~ConversationView() override;

  models::Conversation& conversation() { return conversation_; }
  widgets::LogPane& log() { return *log_; }
  widgets::TrustQuestion& question() { return *question_; }
  widgets::ExplanationBar& explanation() { return *explanation_; }

 private:
  void show_status();
  QString empty_words() const;

  models::Conversation& conversation_;
  widgets::ExplanationBar* explanation_;
  widgets::TrustQuestion* question_;
  widgets::LogPane* log_;
};

}  // namespace parley::desk::window
