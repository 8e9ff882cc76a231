#include "desk/window/side.h"

#include <utility>

namespace parley::desk::window {

using models::Conversation;

Side::Side(MoreRows more_rows, QWidget* parent)
    : SidePanel(parent),
      more_rows_(std::move(more_rows)),
      peers_(new widgets::PeersPanel),
      packets_(new widgets::LadderPanel),
      rules_(new widgets::RulesPanel),
      board_(new widgets::BoardPanel) {
  add(SideTab::peers, peers_);
  add(SideTab::packets, packets_);
  add(SideTab::rules, rules_);
  add(SideTab::board, board_);
}

Side::~Side() = default;

void Side::show_conversation(Conversation* conversation) {
  using Kind = Conversation::Kind;
  if (conversation_ != nullptr) conversation_->disconnect(this);
  conversation_ = conversation;
  if (conversation != nullptr)
    connect(conversation, &Conversation::sources_changed, this, [this] {
      show_ladder();
      show_shell();
    });
  const bool file = conversation != nullptr && conversation->kind() == Kind::file;
  const bool board = conversation != nullptr && conversation->kind() == Kind::board;
  peers_->show_conversation(file ? nullptr : conversation);
  rules_->show_conversation(file ? nullptr : conversation);
  board_->show_conversation(board ? conversation : nullptr);
  set_offered(SideTab::peers, !file);
  set_offered(SideTab::rules, !file);
  set_offered(SideTab::board, board);
  show_ladder();
  show_shell();
}

void Side::show_shell() {
  const bool board = conversation_ != nullptr && conversation_->kind() == Conversation::Kind::board;
  board_->shell().show_log(board && more_rows_ ? more_rows_(*conversation_) : nullptr);
}

void Side::show_live(std::shared_ptr<models::LadderRows> rows) {
  live_ = std::move(rows);
  show_ladder();
}

void Side::show_ladder() {
  const auto own = conversation_ == nullptr ? nullptr : conversation_->ladder();
  packets_->show_rows(own == nullptr ? live_ : own);
}

void Side::show_message(const models::LogRow& row) {
  if (row.is_content()) packets_->show_message(row.time, static_cast<std::uint32_t>(row.bytes));
}

}  // namespace parley::desk::window
