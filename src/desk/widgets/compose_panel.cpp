#include "desk/widgets/compose_panel.h"

#include <QVBoxLayout>

namespace parley::desk::widgets {

ComposePanel::ComposePanel(QWidget* parent)
    : QWidget(parent), message_bar_(new MessageBar(this)), send_bar_(new SendBar(this)) {
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

}  // namespace parley::desk::widgets
