#include "desk/widgets/send_bar.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QTextCursor>
#include <algorithm>
#include <array>

#include "desk/widgets/send_edit.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/toggle_button.h"
#include "text/notation.h"

namespace parley::desk::widgets {

namespace {

// To count the octets of more with each key would be felt.
constexpr qsizetype counted_characters_max = 64 * 1024;

constexpr std::chrono::milliseconds typing_pause{600};

}  // namespace

/// What belongs to one conversation.
struct SendBar::Desk {
  models::SendHistory history;
  models::InputLine line;
  int cursor = 0;
  text::LineEnding ending = text::LineEnding::lf;
  Target target;
  QString interval = QStringLiteral("1s");
  Said said;
  std::unique_ptr<Sender> sender;      ///< null where there is no conversation
  std::unique_ptr<Repeater> repeater;  ///< the same; destroyed before its sender
};

SendBar::SendBar(QWidget* parent) : QWidget(parent) {
  parts_ = make_send_parts(*this);
  connect_box();
  connect_choices();
  show_conversation(nullptr);
}

SendBar::~SendBar() = default;

SendBar::Desk& SendBar::desk_of(models::Conversation* conversation) {
  auto& desk = desks_[conversation];
  if (desk) return *desk;
  desk = std::make_unique<Desk>();
  if (conversation) {
    desk->ending = conversation->asked().line_ending;
    make_speech(*desk, conversation);
    connect(conversation, &QObject::destroyed, this, &SendBar::forget);
  }
  return *desk;
}

void SendBar::make_speech(Desk& desk, models::Conversation* conversation) {
  desk.sender = std::make_unique<Sender>(*conversation);
  desk.repeater = std::make_unique<Repeater>(*desk.sender);
  connect(desk.repeater.get(), &Repeater::changed, this,
          [this, conversation, was_on = false]() mutable {
            on_repeater(conversation, was_on);
            was_on = desks_.at(conversation)->repeater->is_on();
          });
}

void SendBar::show_conversation(models::Conversation* conversation) {
  if (desk_ && conversation == conversation_) return;
  store();
  Desk* before = desk_ && !conversation_ ? desk_ : nullptr;
  const bool first = !desks_.contains(conversation);
  if (conversation_) disconnect(conversation_, &models::Conversation::changed, this, nullptr);
  conversation_ = conversation;
  desk_ = &desk_of(conversation);
  if (before && first && conversation) {
    desk_->line = std::exchange(before->line, {});
    desk_->cursor = std::exchange(before->cursor, 0);
  }
  if (conversation) {
    connect(conversation, &models::Conversation::changed, this, &SendBar::on_changed);
  }
  restore();
}

void SendBar::forget(QObject* conversation) {
  if (conversation == conversation_) {
    conversation_ = nullptr;
    desk_ = &desk_of(nullptr);
    restore();
  }
  desks_.erase(conversation);
}

void SendBar::store() {
  if (!desk_) return;
  desk_->line = line();
  desk_->cursor = parts_.edit->textCursor().position();
  desk_->interval = parts_.interval->text();
}

void SendBar::restore() {
  {
    const QScopedValueRollback showing(showing_, true);
    // Not `type`: what another conversation had in the box must not come back by undoing.
    parts_.edit->setPlainText(desk_->line.text);
    QTextCursor cursor = parts_.edit->textCursor();
    cursor.setPosition(desk_->cursor);
    parts_.edit->setTextCursor(cursor);
    parts_.mode->setCurrentIndex(static_cast<int>(desk_->line.mode));
    parts_.ending->setCurrentIndex(static_cast<int>(desk_->ending));
    parts_.interval->setText(desk_->interval);
  }
  parts_.target->show_peers(conversation_ ? conversation_->status() : session::Status{});
  parts_.target->set_target(desk_->target);
  show_mode();
  show_count();
  say(desk_->said);
  on_changed();
}

models::InputLine SendBar::line() const {
  return {parts_.edit->typed(), static_cast<models::InputMode>(parts_.mode->currentIndex())};
}

models::InputStyle SendBar::style() const {
  return {desk_->ending, conversation_ ? conversation_->asked().framing : text::Framing::none};
}

SendOrder SendBar::order() const {
  return {line(), style(), parts_.target->target().peer};
}

void SendBar::show_line(const models::InputLine& line) {
  {
    const QScopedValueRollback showing(showing_, true);
    parts_.edit->type(line.text);
    parts_.mode->setCurrentIndex(static_cast<int>(line.mode));
  }
  show_mode();
  on_edited();
}

void SendBar::send() {
  const SendOrder what = order();
  const SendOutcome outcome = desk_->sender ? desk_->sender->send(what) : nowhere();
  if (outcome.taken) show_line(desk_->history.sent(what.line));
  tell(outcome);
}

void SendBar::send_message(const session::SavedMessage& message) {
  SendOrder what = order();
  what.line = {QString::fromStdString(message.text), models::InputMode::notation};
  what.style.ending = message.line_ending.value_or(what.style.ending);
  SendOutcome outcome = desk_->sender ? desk_->sender->send(what) : nowhere();
  if (outcome.trouble) {
    // It does not stand in the box, where nothing is to be marked.
    outcome.trouble.reset();
    outcome.words = tr("%1: %2").arg(QString::fromStdString(message.name), outcome.words);
  }
  tell(outcome);
}

void SendBar::toggle_repeat() {
  if (desk_->repeater && desk_->repeater->is_on()) {
    desk_->repeater->stop();
    return;
  }
  const auto interval = parse_interval(parts_.interval->text());
  if (!interval) {
    say({Said::Why::other,
         tr("repeat: %1").arg(QString::fromStdString(interval.error().seen)),
         {}});
    parts_.interval->setFocus();
    parts_.interval->selectAll();
    return;
  }
  tell(desk_->repeater ? desk_->repeater->start(order(), *interval) : nowhere());
}

SendOutcome SendBar::nowhere() const {
  return {false, Sender::nothing_open(), {}};
}

QString SendBar::obstacle() const {
  return desk_->sender ? desk_->sender->obstacle(parts_.target->target().peer)
                       : Sender::nothing_open();
}

void SendBar::tell(const SendOutcome& outcome) {
  if (outcome.taken) {
    say({});
  } else if (outcome.trouble) {
    say({Said::Why::text, outcome.words, outcome.trouble});
  } else {
    say({outcome.words == obstacle() ? Said::Why::obstacle : Said::Why::other, outcome.words, {}});
  }
}

void SendBar::say(const Said& said) {
  live_.stop();
  desk_->said = said;
  parts_.sentence->say_wrong(said.words);
  parts_.edit->mark(said.place ? said.place->begin : 0, said.place ? said.place->length : 0);
}

// What is wrong while it is being typed may be right with the next key: it is said after a pause.
void SendBar::on_edited() {
  if (!showing_ && desk_->said.why != Said::Why::obstacle) say({});
  show_count();
  live_.start();
}

void SendBar::look_at_text() {
  const auto understood = models::Composition::make(line(), style());
  if (understood) return;
  say({Said::Why::text, understood.error().words, understood.error()});
}

void SendBar::show_count() {
  if (desk_->repeater && desk_->repeater->is_on()) {
    const auto sent = tr("%1 sent").arg(desk_->repeater->sent());
    const auto left_out = desk_->repeater->left_out();
    parts_.count->setText(left_out == 0 ? sent : tr("%1, %2 left out").arg(sent).arg(left_out));
    return;
  }
  QString words;
  const models::InputLine now = line();
  if (!now.text.isEmpty() && now.text.size() <= counted_characters_max) {
    if (const auto made = models::Composition::make(now, style())) {
      const QString octets = tr("%1 octets").arg(made->octets({}).size());
      words = made->is_constant() ? octets : tr("about %1").arg(octets);
    }
  }
  parts_.count->setText(words);
}

void SendBar::show_mode() {
  switch (static_cast<models::InputMode>(parts_.mode->currentIndex())) {
    case models::InputMode::text:
      parts_.edit->setPlaceholderText(tr("Enter sends, Shift+Enter breaks the line"));
      break;
    case models::InputMode::hex: parts_.edit->setPlaceholderText(tr("48 65 6c 6c 6f 0a")); break;
    case models::InputMode::notation:
      parts_.edit->setPlaceholderText(tr("Hello {{COUNTER}}\\tat {{TIME}}\\00"));
      break;
  }
  const bool hex = parts_.mode->currentIndex() == static_cast<int>(models::InputMode::hex);
  const bool counted = style().framing == text::Framing::length;
  parts_.ending->setEnabled(!hex && !counted);
  parts_.ending->setToolTip(
      hex       ? tr("Octets are sent as they are written, without a line end")
      : counted ? tr("Messages have their length in front and no line end")
                : tr("What is put behind what you send. A device that reads lines waits for LF."));
}

void SendBar::on_changed() {
  const bool several = !conversation_ || conversation_->status().peer_count > 1 ||
                       conversation_->kind() == models::Conversation::Kind::server;
  if (conversation_) parts_.target->show_peers(conversation_->status());
  const bool choose = several || parts_.target->target().peer;
  parts_.target->setVisible(choose);
  parts_.target_label->setVisible(choose);

  const bool left = parts_.target->is_left();
  const QString why = obstacle();
  if (left || desk_->said.why == Said::Why::obstacle) {
    if (why != desk_->said.words) {
      say({why.isEmpty() ? Said::Why::nothing : Said::Why::obstacle, why, {}});
    }
  }
  parts_.send->setEnabled(!left);
  parts_.send->setToolTip(left ? why : tr("Send what is in the box (Enter)"));
  show_repeat();
}

void SendBar::show_repeat() {
  const bool on = desk_->repeater && desk_->repeater->is_on();
  parts_.repeat->setChecked(on);
  parts_.repeat->setText(on ? tr("Stop &repeating") : tr("&Repeat every"));
  parts_.repeat->setEnabled(on || !parts_.target->is_left());
  parts_.interval->setEnabled(!on);
  parts_.count->setToolTip(on ? desk_->repeater->order().line.text : QString());
  show_count();
}

void SendBar::on_repeater(models::Conversation* conversation, bool was_on) {
  Desk& desk = *desks_.at(conversation);
  const bool on = desk.repeater->is_on();
  if (on != was_on) Q_EMIT repeating_changed(conversation, on);
  const QString& end = desk.repeater->end();
  if (!on && was_on && !end.isEmpty()) {
    const Said said{Said::Why::other, tr("the repeating has ended: %1").arg(end), {}};
    desk.said = said;
    if (&desk == desk_) say(said);
  }
  if (&desk == desk_) show_repeat();
}

std::optional<session::SavedMessage> SendBar::message_from_box() {
  const models::InputLine now = line();
  if (now.text.isEmpty()) {
    say({Said::Why::other, tr("type the message first, then save it"), {}});
    return std::nullopt;
  }
  // Its line end is kept beside it, and must not be in it.
  const models::InputStyle whole{desk_->ending, text::Framing::none};
  const auto understood = models::Composition::make(now, whole);
  if (!understood) {
    tell({false, understood.error().words, understood.error()});
    return std::nullopt;
  }
  const bool hex = now.mode == models::InputMode::hex;
  session::SavedMessage message;
  message.line_ending = hex ? text::LineEnding::none : desk_->ending;
  if (now.mode == models::InputMode::notation) {
    message.text = now.text.toStdString();
    return message;
  }
  std::string octets = understood->octets({});
  if (!hex) octets.resize(octets.size() - text::line_ending_bytes(desk_->ending).size());
  message.text = text::to_notation(octets);
  for (auto at = message.text.find("{{"); at != std::string::npos; at = message.text.find("{{"))
    message.text.replace(at, 1, "\\7B");
  return message;
}

void SendBar::choose_target(const Target& target) {
  parts_.target->set_target(target);
  desk_->target = target;
  on_changed();
}

void SendBar::focus_box() {
  parts_.edit->setFocus(Qt::ShortcutFocusReason);
}

void SendBar::connect_box() {
  connect(parts_.edit, &SendEdit::send_asked, this, &SendBar::send);
  connect(parts_.send, &QPushButton::clicked, this, [this] {
    send();
    parts_.edit->setFocus();
  });
  connect(parts_.edit, &QPlainTextEdit::textChanged, this, [this] {
    if (!showing_) on_edited();
  });
  const auto call_back = [this](const std::optional<models::InputLine>& line) {
    if (line) show_line(*line);
  };
  connect(parts_.edit, &SendEdit::older_asked, this,
          [this, call_back] { call_back(desk_->history.older(line())); });
  connect(parts_.edit, &SendEdit::newer_asked, this,
          [this, call_back] { call_back(desk_->history.newer(line())); });
  connect(parts_.edit, &SendEdit::draft_asked, this,
          [this, call_back] { call_back(desk_->history.draft()); });
  live_.setSingleShot(true);
  live_.setInterval(typing_pause);
  connect(&live_, &QTimer::timeout, this, &SendBar::look_at_text);
}

void SendBar::connect_choices() {
  connect(parts_.mode, &QComboBox::currentIndexChanged, this, [this] {
    if (showing_) return;
    show_mode();
    on_edited();
  });
  connect(parts_.ending, &QComboBox::currentIndexChanged, this, [this](int index) {
    if (showing_) return;
    desk_->ending = static_cast<text::LineEnding>(index);
    show_count();
    Q_EMIT line_ending_changed(conversation_, desk_->ending);
  });
  connect(parts_.target, &TargetChooser::target_changed, this, [this] {
    desk_->target = parts_.target->target();
    on_changed();
  });
  connect(parts_.repeat, &QPushButton::clicked, this, &SendBar::toggle_repeat);
  connect(parts_.interval, &QLineEdit::returnPressed, this, &SendBar::toggle_repeat);
}

}  // namespace parley::desk::widgets
