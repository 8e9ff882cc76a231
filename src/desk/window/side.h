// What is at the window's right, on demand: the panels about the current conversation.
//
// Thread rule: the window's thread.
#pragma once

#include "desk/models/conversation.h"
#include "desk/widgets/peers_panel.h"
#include "desk/widgets/rules_panel.h"
#include "desk/window/side_panel.h"

namespace parley::desk::window {

class Side : public SidePanel {
  Q_OBJECT
 public:
  explicit Side(QWidget* parent = nullptr);
  ~Side() override;

  /// Null: none is chosen.
  void show_conversation(models::Conversation* conversation);

  widgets::PeersPanel& peers() { return *peers_; }
  widgets::RulesPanel& rules() { return *rules_; }

 private:
  widgets::PeersPanel* peers_;
  widgets::RulesPanel* rules_;
};

}  // namespace parley::desk::window
