// What is at the window's right, on demand: the panels about the current conversation.
//
// A conversation without a capture of its own shows the packets of an interface, once somebody
// chose one. Thread rule: the window's thread.
#pragma once

#include <QPointer>
#include <functional>
#include <memory>

#include "desk/models/conversation.h"
#include "desk/widgets/board_panel.h"
#include "desk/widgets/board_shell.h"
#include "desk/widgets/ladder_panel.h"
#include "desk/widgets/peers_panel.h"
#include "desk/widgets/rules_panel.h"
#include "desk/window/side_panel.h"

namespace parley::desk::window {

class Side : public SidePanel {
  Q_OBJECT
 public:
  using MoreRows = std::function<std::shared_ptr<models::LogRows>(const models::Conversation&)>;

  /// `more_rows` gives a board's shell a reader of its own.
  explicit Side(MoreRows more_rows, QWidget* parent = nullptr);
  ~Side() override;

  /// Null: none is chosen.
  void show_conversation(models::Conversation* conversation);

  /// Of an interface, from now on.
  void show_live(std::shared_ptr<models::LadderRows> rows);

  /// Marks the segments of a message, where its packets are known.
  void show_message(const models::LogRow& row);

  widgets::PeersPanel& peers() { return *peers_; }
  widgets::LadderPanel& packets() { return *packets_; }
  widgets::RulesPanel& rules() { return *rules_; }
  widgets::BoardPanel& board() { return *board_; }

 private:
  void show_ladder();
  void show_shell();

  MoreRows more_rows_;
  QPointer<models::Conversation> conversation_;
  std::shared_ptr<models::LadderRows> live_;
  widgets::PeersPanel* peers_;
  widgets::LadderPanel* packets_;
  widgets::RulesPanel* rules_;
  widgets::BoardPanel* board_;
};

}  // namespace parley::desk::window
