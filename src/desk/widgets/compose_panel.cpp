#include "desk/widgets/compose_panel.h"

#include <QVBoxLayout>

namespace parley::desk::widgets {

ComposePanel::ComposePanel(QWidget* parent) : QWidget(parent) {
  message_bar_ = new MessageBar(this);
  send_bar_ = new SendBar(this);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(message_bar_);
  all->addWidget(send_bar_);
  connect(message_bar_, &MessageBar::send_wanted, send_bar_, &SendBar::send_message);
  connect(message_bar_, &MessageBar::add_wanted, this, [this] {
    if (const auto message = send_bar_->message_from_box()) message_bar_->add(*message);
  });
}

ComposePanel::~ComposePanel() = default;

QList<ComposePanel::KeyWords> ComposePanel::keys() {
  const auto native = [](const QKeySequence& key) {
    return key.toString(QKeySequence::NativeText);
  };
  std::size_t last = 0;
  while (!message_key(last + 1).isEmpty())
    ++last;
  return {
      {native(Qt::Key_Return), tr("Send what is in the box")},
      {native(QKeySequence(Qt::SHIFT | Qt::Key_Return)), tr("Break the line")},
      {tr("Up, Down"), tr("Call back what was sent")},
      {native(Qt::Key_Escape), tr("Back to what was being written")},
      {tr("%1 to %2").arg(native(message_key(0)), native(message_key(last))),
       tr("Send a saved message")},
  };
}

}  // namespace parley::desk::widgets
