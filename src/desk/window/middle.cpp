#include "desk/window/middle.h"

#include <QLabel>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace parley::desk::window {

using models::Conversation;

namespace {

/// What stands where the log will be, before anything was started.
QWidget* make_empty(QWidget* parent) {
  auto* frame = new QFrame(parent);
  frame->setFrameShape(QFrame::StyledPanel);
  frame->setAutoFillBackground(true);
  frame->setBackgroundRole(QPalette::Base);
  auto* title = new QLabel(Middle::tr("What is said appears here"), frame);
  QFont large = title->font();
  large.setPointSizeF(large.pointSizeF() * 1.5);
  title->setFont(large);
  auto* words =
      new QLabel(Middle::tr("Every message with its time and its sender, recorded as it comes.\n"
                            "Press Listen above, and tell the device where to connect.\n"
                            "No device at hand? The tab Board runs one on this computer."),
                 frame);
  words->setForegroundRole(QPalette::PlaceholderText);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(24, 24, 24, 24);
  column->addStretch();
  for (QLabel* label : {title, words}) {
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    column->addWidget(label);
  }
  column->addStretch();
  return frame;
}

}  // namespace

Middle::Middle(QWidget* parent)
    : QWidget(parent),
      form_(new widgets::StartForm(this)),
      views_(new QStackedWidget(this)),
      empty_(make_empty(views_)),
      compose_(new widgets::ComposePanel(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 4, 8, 8);
  column->addWidget(form_);
  column->addWidget(views_, 1);
  column->addWidget(compose_);
  views_->addWidget(empty_);
  show_conversation(nullptr);
}

Middle::~Middle() = default;

void Middle::show_conversation(Conversation* conversation) {
  views_->setCurrentWidget(conversation == nullptr ? empty_
                                                   : static_cast<QWidget*>(view_of(*conversation)));
  const bool file = conversation != nullptr && conversation->kind() == Conversation::Kind::file;
  form_->show_conversation(file ? nullptr : conversation);
  form_->setVisible(!file);
  compose_->show_conversation(file ? nullptr : conversation);
  compose_->setVisible(!file);
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
    connect(&view->log(), &widgets::LogPane::row_chosen, this, &Middle::row_chosen);
  }
  return view;
}

}  // namespace parley::desk::window
