// Sends what was typed into a conversation, or says in a sentence why it was not.
//
// Nothing is sent into the void: where nobody is, nobody is told so. Owner: whoever has a box to
// type in, one for each conversation, so that {{COUNTER}} goes on. Thread rule: the window's
// thread.
#pragma once

#include <QCoreApplication>
#include <QString>
#include <optional>

#include "desk/models/composition.h"
#include "desk/models/conversation.h"

namespace parley::desk::widgets {

struct SendOrder {
  models::InputLine line;
  models::InputStyle style;
  std::optional<event::PeerId> to;  ///< nothing: all
};

struct SendOutcome {
  bool taken = false;
  QString words;                                ///< not taken, or not by all: why
  std::optional<models::InputTrouble> trouble;  ///< not taken: because of the text itself
};

/// True when it is known that a peer is not there any more. With more peers than a status shows,
/// one that is not shown may be there.
bool has_left(const session::Status& status, event::PeerId peer);

class Sender {
  Q_DECLARE_TR_FUNCTIONS(parley::desk::widgets::Sender)

 public:
  explicit Sender(models::Conversation& conversation);

  SendOutcome send(const SendOrder& order);

  /// Why nothing at all can be sent there now; empty: it can.
  QString obstacle(std::optional<event::PeerId> to) const;

  /// What is an obstacle now may pass by itself: it runs, and somebody may come.
  bool may_come() const { return conversation_.is_running(); }

  /// `obstacle` of no conversation.
  static QString nothing_open();

 private:
  SendOutcome send_to_each(const models::Composition& composition, text::TemplateContext& context);

  models::Conversation& conversation_;
  models::MacroValues values_;
};

}  // namespace parley::desk::widgets
