#include "desk/window/middle.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace parley::desk::window {

using models::Conversation;

namespace {

QWidget* make_empty(QWidget* parent) {
  auto* label = new QLabel(
      Middle::tr("No conversation is open.\n\nCtrl+N listens on a port, Ctrl+O opens a recording."),
      parent);
  label->setAlignment(Qt::AlignCenter);
  label->setWordWrap(true);
  return label;
}

}  // namespace

Middle::Middle(QWidget* parent)
    : QWidget(parent),
      views_(new QStackedWidget(this)),
      empty_(make_empty(views_)),
      send_(new widgets::SendBar(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(views_, 1);
  column->addWidget(send_);
  views_->addWidget(empty_);
  show_conversation(nullptr);
}

Middle::~Middle() = default;

void Middle::show_conversation(Conversation* conversation) {
  views_->setCurrentWidget(conversation == nullptr ? empty_
                                                   : static_cast<QWidget*>(view_of(*conversation)));
  const bool speaks = conversation != nullptr && conversation->kind() != Conversation::Kind::file;
  send_->show_conversation(speaks ? conversation : nullptr);
  send_->setVisible(speaks);
}

void Middle::forget(Conversation* conversation) {
  const auto found = view_of_.find(conversation);
  if (found == view_of_.end()) return;
  delete found->second;
  view_of_.erase(found);
}

ConversationView* Middle::view() {
  return qobject_cast<ConversationView*>(views_->currentWidget());
}

ConversationView* Middle::view_of(Conversation& conversation) {
  ConversationView*& view = view_of_[&conversation];
  if (view == nullptr) {
    view = new ConversationView(conversation, views_);
    views_->addWidget(view);
    connect(&view->log(), &widgets::LogView::row_chosen, this, &Middle::row_chosen);
  }
  return view;
}

}  // namespace parley::desk::window
