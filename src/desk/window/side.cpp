#include "desk/window/side.h"

namespace parley::desk::window {

using models::Conversation;

Side::Side(QWidget* parent)
    : SidePanel(parent), peers_(new widgets::PeersPanel), rules_(new widgets::RulesPanel) {
  add(SideTab::peers, peers_);
  add(SideTab::rules, rules_);
}

Side::~Side() = default;

void Side::show_conversation(Conversation* conversation) {
  using Kind = Conversation::Kind;
  const bool file = conversation != nullptr && conversation->kind() == Kind::file;
  peers_->show_conversation(file ? nullptr : conversation);
  rules_->show_conversation(file ? nullptr : conversation);
  set_offered(SideTab::peers, !file);
  set_offered(SideTab::rules, !file);
}

}  // namespace parley::desk::window
