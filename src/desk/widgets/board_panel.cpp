#include "desk/widgets/board_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "desk/widgets/board_link.h"
#include "desk/widgets/board_shell.h"
#include "desk/widgets/sentence.h"

namespace parley::desk::widgets {

namespace {

QLabel* heading(QWidget* parent, const QString& text) {
  auto* label = new QLabel(text, parent);
  QFont bold = label->font();
  bold.setBold(true);
  label->setFont(bold);
  return label;
}

}  // namespace

BoardPanel::BoardPanel(QWidget* parent)
    : QWidget(parent),
      state_(new QLabel(this)),
      restart_(new QPushButton(tr("&Reset"), this)),
      answer_(new Sentence(this)),
      link_(new BoardLink(this)),
      shell_(new BoardShell(this)) {
  state_->setTextFormat(Qt::PlainText);
  state_->setWordWrap(true);
  restart_->setToolTip(tr("Press the board's reset button: its sketch begins anew"));
  restart_->setAutoDefault(false);
  auto* head = new QHBoxLayout;
  head->addWidget(state_, 1);
  head->addWidget(restart_, 0, Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->addLayout(head);
  column->addWidget(answer_);
  column->addSpacing(6);
  column->addWidget(heading(this, tr("Its link")));
  column->addWidget(link_);
  column->addSpacing(6);
  column->addWidget(heading(this, tr("Its serial line")));
  column->addWidget(shell_, 1);
  connect(restart_, &QPushButton::clicked, this, &BoardPanel::restart);
  setFocusProxy(shell_);
  show_state();
}

BoardPanel::~BoardPanel() = default;

void BoardPanel::show_conversation(models::Conversation* conversation) {
  if (conversation != nullptr && conversation->kind() != models::Conversation::Kind::board) {
    conversation = nullptr;
  }
  if (conversation_ != nullptr) conversation_->disconnect(this);
  conversation_ = conversation;
  if (conversation != nullptr) {
    connect(conversation, &models::Conversation::changed, this, &BoardPanel::show_state);
  }
  runs_ = conversation != nullptr && conversation->is_running();
  answer_->be_quiet();
  link_->show_conversation(conversation);
  shell_->show_conversation(conversation);
  show_state();
}

void BoardPanel::show_state() {
  using State = session::Status::State;
  const bool runs = conversation_ != nullptr && conversation_->is_running();
  // Another run has another router, which knows of no faults.
  if (runs && !runs_) link_->reset();
  runs_ = runs;
  const State state = runs ? conversation_->status().state : State::ended;
  const bool there = state == State::connecting || state == State::connected;
  link_->setEnabled(there);
  restart_->setEnabled(state == State::connected);
  if (!runs) {
    answer_->be_quiet();
    return state_->setText(
        tr("It does not run. When it does, its link can be broken here, and "
           "lines typed into its serial line."));
  }
  state_->setText(QString::fromStdString(conversation_->status().words));
}

void BoardPanel::restart() {
  if (conversation_ == nullptr) return;
  const QPointer<BoardPanel> self(this);
  conversation_->command(
      QStringLiteral("restart"), [self, asked = conversation_](const Result<std::string>& answer) {
        if (self == nullptr || self->conversation_ != asked) return;
        if (answer) return self->answer_->be_quiet();  // the log tells how it goes
        self->answer_->say_wrong(QString::fromStdString(to_string(answer.error())));
      });
}

}  // namespace parley::desk::widgets
