// Everything with which a person speaks: the box, how it is read, how it ends, to whom it goes, and
// whether it is repeated.
//
// Each conversation has its own text, choices and history, which stay while others are shown; what
// was typed before there was any conversation goes to the first that is shown. What was not taken
// stays in the box, with a sentence.
//
// Limits: those of SendHistory for each conversation. Thread rule: the window's thread.
#pragma once

#include <QTimer>
#include <QWidget>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "desk/models/conversation.h"
#include "desk/models/send_history.h"
#include "desk/widgets/repeater.h"
#include "desk/widgets/send_parts.h"
#include "desk/widgets/sender.h"
#include "desk/widgets/target_chooser.h"
#include "session/workspace.h"

namespace parley::desk::widgets {

class SendBar final : public QWidget {
  Q_OBJECT
 public:
  explicit SendBar(QWidget* parent = nullptr);
  ~SendBar() override;

  /// Null: none is chosen.
  void show_conversation(models::Conversation* conversation);

  /// Sends it to the chosen target; the box stays as it is.
  void send_message(const session::SavedMessage& message);

  /// What stands in the box, as a message to be kept; nothing when it cannot be understood, which
  /// is said in place.
  std::optional<session::SavedMessage> message_from_box();

  /// To this peer from now on, as a list of peers asks for.
  void choose_target(const Target& target);

  void focus_box();

 Q_SIGNALS:
  /// Another line end was chosen: what is typed there ends with it from now on.
  void line_ending_changed(models::Conversation* conversation, text::LineEnding ending);

  /// Of the conversation that repeats, shown or not.
  void repeating_changed(models::Conversation* conversation, bool repeats);

 private:
  struct Desk;

  /// The sentence below the box.
  struct Said {
    enum class Why : std::uint8_t {
      nothing,
      text,      ///< the text cannot be understood, at `place`
      obstacle,  ///< nobody can be sent to: it goes when that passes
      other,
    };
    Why why = Why::nothing;
    QString words;
    std::optional<models::InputTrouble> place;
  };

  void connect_box();
  void connect_choices();
  Desk& desk_of(models::Conversation* conversation);
  void make_speech(Desk& desk, models::Conversation* conversation);
  void store();
  void restore();
  void forget(QObject* conversation);

  models::InputLine line() const;
  models::InputStyle style() const;
  SendOrder order() const;
  SendOutcome nowhere() const;
  QString obstacle() const;

  void send();
  void toggle_repeat();
  void tell(const SendOutcome& outcome);
  void say(const Said& said);
  void on_edited();
  void look_at_text();
  void on_changed();
  void on_repeater(models::Conversation* conversation, bool was_on);
  void show_line(const models::InputLine& line);
  void show_mode();
  void show_count();
  void show_repeat();

  SendParts parts_;

  models::Conversation* conversation_ = nullptr;
  std::map<QObject*, std::unique_ptr<Desk>> desks_;
  Desk* desk_ = nullptr;
  QTimer live_;           // since the last key
  bool showing_ = false;  // what changes in the box is not typed
};

}  // namespace parley::desk::widgets
