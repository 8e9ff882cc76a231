#include "desk/widgets/board_shell.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <string>

#include "desk/widgets/look.h"
#include "desk/widgets/sentence.h"
#include "text/line_ending.h"
#include "text/safe_text.h"

namespace parley::desk::widgets {

namespace {

constexpr int look_ms = 100;
constexpr int line_characters_max = 100'000;

}  // namespace

BoardShell::BoardShell(QWidget* parent)
    : QWidget(parent),
      output_(new QPlainTextEdit(this)),
      line_(new QLineEdit(this)),
      button_(new QPushButton(tr("&Send"), this)),
      trouble_(new Sentence(this)) {
  output_->setReadOnly(true);
  output_->setFont(content_font());
  output_->setAccessibleName(tr("Serial output"));
  output_->setLineWrapMode(QPlainTextEdit::WidgetWidth);
  output_->setPlaceholderText(tr("What the board prints on its serial line appears here."));
  output_->setTabChangesFocus(true);
  output_->setUndoRedoEnabled(false);
  line_->setFont(content_font());
  line_->setMaxLength(line_characters_max);
  line_->setAccessibleName(tr("Line to the board's serial input"));
  line_->setPlaceholderText(tr("A line for Serial.read(); Enter sends it"));
  line_->setToolTip(tr("Enter sends the line, Up and Down call back earlier ones"));
  line_->installEventFilter(this);
  setFocusProxy(line_);
  button_->setAutoDefault(false);
  button_->setToolTip(tr("Send the line to the board (Enter)"));
  auto* typed = new QHBoxLayout;
  typed->addWidget(line_, 1);
  typed->addWidget(button_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(output_, 1);
  column->addLayout(typed);
  column->addWidget(trouble_);
  look_.setSingleShot(true);
  look_.setInterval(look_ms);
  connect(&look_, &QTimer::timeout, this, [this] {
    if (grown_) ask();
  });
  connect(line_, &QLineEdit::returnPressed, this, &BoardShell::send);
  connect(button_, &QPushButton::clicked, this, &BoardShell::send);
  show_state();
}

BoardShell::~BoardShell() = default;

void BoardShell::show_conversation(models::Conversation* conversation) {
  if (conversation_ != nullptr) conversation_->disconnect(this);
  conversation_ = conversation;
  trouble_->be_quiet();
  if (conversation != nullptr) {
    connect(conversation, &models::Conversation::changed, this, &BoardShell::show_state);
  }
  show_state();
}

void BoardShell::show_state() {
  using State = session::Status::State;
  const bool there = conversation_ != nullptr && conversation_->is_running() &&
                     conversation_->status().state == State::connected;
  button_->setEnabled(there);
  if (there) trouble_->be_quiet();
}

void BoardShell::show_log(std::shared_ptr<models::LogRows> rows) {
  if (rows_ != nullptr) rows_->disconnect(this);
  rows_ = std::move(rows);
  output_->clear();
  look_.stop();
  grown_ = false;
  if (rows_ == nullptr) return;
  log::FilterSettings said;
  said.kinds = {event::Kind::received, event::Kind::sent};
  // Kinds alone are always understood.
  [[maybe_unused]] const auto set = rows_->set_filter(said);
  connect(rows_.get(), &models::LogRows::page_ready, this, &BoardShell::page_ready);
  connect(rows_.get(), &models::LogRows::grown, this, [this] {
    grown_ = true;
    if (!look_.isActive()) ask();
  });
  ask();
}

/// Nobody reads what is not on screen.
void BoardShell::ask() {
  if (rows_ == nullptr || !isVisible()) return;
  grown_ = false;
  look_.start();
  rows_->want({rows_->last_event(), true, rows_max});
}

void BoardShell::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  ask();
}

void BoardShell::page_ready(const models::LogPage& page) {
  std::string said;
  text::SafeText gate;
  for (const models::LogRow& row : page.rows) {
    if (row.kind != event::Kind::received) {
      // What was typed stands where it was said, on a line of its own.
      gate.flush(said);
      if (!said.empty() && !said.ends_with('\n')) said += '\n';
      said += "> ";
    }
    gate.append({row.octets.constData(), static_cast<std::size_t>(row.octets.size())}, said);
    if (static_cast<std::size_t>(row.octets.size()) < row.bytes) {
      gate.flush(said);
      said += "\u2026";
    }
    if (row.kind != event::Kind::received) {
      gate.flush(said);
      if (!said.ends_with('\n')) said += '\n';
    }
  }
  gate.flush(said);
  QString text = QString::fromStdString(said);
  if (text.endsWith(QLatin1Char('\n'))) text.chop(1);
  if (text == output_->toPlainText()) return;
  QScrollBar* bar = output_->verticalScrollBar();
  const bool at_end = bar->value() >= bar->maximum();
  const int place = bar->value();
  output_->setPlainText(text);
  bar->setValue(at_end ? bar->maximum() : place);
}

QString BoardShell::text() const {
  return output_->toPlainText();
}

void BoardShell::send() {
  if (conversation_ == nullptr) return;
  const auto ending = text::line_ending_bytes(conversation_->asked().line_ending);
  QByteArray octets = line_->text().toUtf8();
  octets.append(ending.data(), static_cast<qsizetype>(ending.size()));
  if (!button_->isEnabled() || !conversation_->send(octets, std::nullopt)) {
    return trouble_->say_wrong(tr("The board does not run: the line stays here."));
  }
  trouble_->be_quiet();
  line_->setText(history_.sent({line_->text()}).text);
}

void BoardShell::recall(std::optional<models::InputLine> line) {
  if (line) line_->setText(line->text);
}

bool BoardShell::eventFilter(QObject* watched, QEvent* event) {
  if (watched != line_ || event->type() != QEvent::KeyPress) {
    return QWidget::eventFilter(watched, event);
  }
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Up: recall(history_.older({line_->text()})); return true;
    case Qt::Key_Down: recall(history_.newer({line_->text()})); return true;
    case Qt::Key_Escape: recall(history_.draft()); return true;
    default: return false;
  }
}

}  // namespace parley::desk::widgets
