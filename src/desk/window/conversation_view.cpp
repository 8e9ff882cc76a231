#include "desk/window/conversation_view.h"

#include <QVBoxLayout>

namespace parley::desk::window {

ConversationView::ConversationView(models::Conversation& conversation, QWidget* parent)
    : QWidget(parent),
      conversation_(conversation),
      explanation_(new widgets::ExplanationBar(this)),
      question_(new widgets::TrustQuestion(this)),
      log_(new widgets::LogPane(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(explanation_);
  column->addWidget(question_);
  column->addWidget(log_, 1);
  log_->show(conversation.log());
  connect(&conversation, &models::Conversation::changed, this, &ConversationView::show_status);
  connect(&conversation, &models::Conversation::sources_changed, this,
          [this] { log_->show(conversation_.log()); });
  show_status();
}

ConversationView::~ConversationView() = default;

void ConversationView::show_status() {
  explanation_->show_status(conversation_.status());
}

}  // namespace parley::desk::window
