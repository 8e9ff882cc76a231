#include "desk/widgets/rules_panel.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "desk/widgets/rule_list.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/small_file.h"
#include "session/workspace.h"

namespace parley::desk::widgets {

using models::RuleTable;

namespace {

constexpr std::chrono::milliseconds typing_pause{400};

QString json_files() {
  return RulesPanel::tr("JSON files (*.json);;All files (*)");
}

}  // namespace

RulesPanel::RulesPanel(QWidget* parent)
    : QWidget(parent), fields_(new QWidget(this)), sentence_(new Sentence(this)) {
  make_fields();
  auto* all = new QVBoxLayout(this);
  all->addWidget(fields_);
  all->addWidget(sentence_);
  all->addStretch(1);
  connect_fields();
  show_conversation(nullptr);
}

RulesPanel::~RulesPanel() = default;

void RulesPanel::make_fields() {
  echo_ = new QCheckBox(tr("Ec&ho: send back what comes"), fields_);
  greet_ = new QCheckBox(tr("&Greet who connects:"), fields_);
  greeting_ = new QLineEdit(fields_);
  greeting_->setAccessibleName(tr("Greeting"));
  greeting_->setPlaceholderText(tr("I am Server\\n"));
  greeting_->setToolTip(
      tr("\\n \\r \\t \\\\ and \\XX for any octet, {{PEER}} {{ADDRESS}} {{TIME}} "
         "{{COUNTER}} and others"));
  greeting_trouble_ = new Sentence(fields_);
  replies_ = new RuleList(RuleTable::Kind::replies, tr("Ans&wers"), fields_);
  repeats_ = new RuleList(RuleTable::Kind::repeats, tr("Re&peated"), fields_);

  auto* greet = new QHBoxLayout;
  greet->addWidget(greet_);
  greet->addWidget(greeting_, 1);
  auto* column = new QVBoxLayout(fields_);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(echo_);
  column->addLayout(greet);
  column->addWidget(greeting_trouble_);
  column->addWidget(replies_);
  column->addWidget(repeats_);
  column->addLayout(make_tools());
}

QHBoxLayout* RulesPanel::make_tools() {
  auto* tools = new QHBoxLayout;
  const auto add = [&](const QString& words, const QString& tip, auto action) {
    auto* button = new QPushButton(words, fields_);
    button->setToolTip(tip);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, action);
    tools->addWidget(button);
  };
  add(tr("&Import\u2026"), tr("Replace these rules by those of a file"), [this] {
    const QString path = QFileDialog::getOpenFileName(this, tr("Import rules"), {}, json_files());
    if (!path.isEmpty()) import_from(path);
  });
  add(tr("E&xport\u2026"), tr("Write these rules to a file"), [this] {
    const QString path = QFileDialog::getSaveFileName(this, tr("Export rules"),
                                                      QStringLiteral("rules.json"), json_files());
    if (!path.isEmpty()) export_to(path);
  });
  add(tr("Copy com&mand line"), tr("The same conversation as a command for a terminal"),
      [this] { copy_command_line(); });
  tools->addStretch(1);
  return tools;
}

void RulesPanel::connect_fields() {
  connect(echo_, &QCheckBox::clicked, this, &RulesPanel::apply);
  connect(greet_, &QCheckBox::clicked, this, [this](bool on) {
    on_greeting();
    apply();
    if (on) greeting_->setFocus();
  });
  connect(greeting_, &QLineEdit::textEdited, this, [this](const QString& text) {
    greet_->setChecked(!text.isEmpty());
    on_greeting();
    typing_.start();
  });
  connect(greeting_, &QLineEdit::editingFinished, this, [this] {
    if (typing_.isActive()) apply();
  });
  typing_.setSingleShot(true);
  typing_.setInterval(typing_pause);
  connect(&typing_, &QTimer::timeout, this, &RulesPanel::apply);
  for (RuleList* list : {replies_, repeats_})
    connect(&list->table(), &RuleTable::edited, this, &RulesPanel::apply);
}

void RulesPanel::show_conversation(models::Conversation* conversation) {
  if (typing_.isActive()) apply();  // to whom it was typed
  store();
  if (conversation_) disconnect(conversation_, &models::Conversation::changed, this, nullptr);
  conversation_ = conversation;
  sentence_->be_quiet();
  const bool answers = conversation && conversation->kind() != models::Conversation::Kind::file;
  fields_->setEnabled(answers);
  if (!conversation) {
    sentence_->say(tr("Choose a conversation: what it says by itself is set here."));
  } else if (!answers) {
    sentence_->say(tr("This is a recording: nobody is there to be answered."));
  }
  if (conversation) {
    if (!drafts_.contains(conversation)) {
      drafts_[conversation] = draft_of(conversation->asked().rules);
      connect(conversation, &QObject::destroyed, this, &RulesPanel::forget);
    }
    connect(conversation, &models::Conversation::changed, this, &RulesPanel::on_changed);
  }
  show_draft();
  if (conversation) on_changed();
}

void RulesPanel::forget(QObject* conversation) {
  drafts_.erase(conversation);
  if (conversation != conversation_) return;
  typing_.stop();
  conversation_ = nullptr;
  show_conversation(nullptr);
}

RulesPanel::Draft RulesPanel::draft_of(const talk::RuleSettings& rules) {
  RuleTable replies(RuleTable::Kind::replies);
  RuleTable repeats(RuleTable::Kind::repeats);
  replies.read(rules);
  repeats.read(rules);
  Draft draft;
  draft.echo = rules.echo;
  draft.greets = rules.greet.has_value();
  draft.greeting = QString::fromStdString(rules.greet.value_or(std::string()));
  draft.replies = replies.rows();
  draft.repeats = repeats.rows();
  draft.expect = rules.expect;
  draft.in_force = rules;
  return draft;
}

void RulesPanel::store() {
  if (!conversation_) return;
  Draft& draft = drafts_[conversation_];
  draft.echo = echo_->isChecked();
  draft.greets = greet_->isChecked();
  draft.greeting = greeting_->text();
  draft.replies = replies_->table().rows();
  draft.repeats = repeats_->table().rows();
}

void RulesPanel::show_draft() {
  const QScopedValueRollback showing(showing_, true);
  const Draft draft = conversation_ ? drafts_[conversation_] : Draft{};
  echo_->setChecked(draft.echo);
  greet_->setChecked(draft.greets);
  greeting_->setText(draft.greeting);
  replies_->table().set_rows(draft.replies);
  repeats_->table().set_rows(draft.repeats);
  on_greeting();
}

// Somebody else gave it other rules: a workspace, a command.
void RulesPanel::on_changed() {
  const talk::RuleSettings& now = conversation_->asked().rules;
  if (now == drafts_[conversation_].in_force) return;
  drafts_[conversation_] = draft_of(now);
  show_draft();
}

void RulesPanel::on_greeting() {
  const QString text = greeting_->text();
  greeting_trouble_->say_wrong(greet_->isChecked() ? models::rule_text_trouble(text) : QString());
}

talk::RuleSettings RulesPanel::rules() const {
  talk::RuleSettings rules;
  rules.echo = echo_->isChecked();
  const QString greeting = greeting_->text();
  if (greet_->isChecked() && !greeting.isEmpty() && models::rule_text_trouble(greeting).isEmpty()) {
    rules.greet = greeting.toStdString();
  }
  replies_->table().write(rules);
  repeats_->table().write(rules);
  if (conversation_) rules.expect = drafts_.at(conversation_).expect;
  return rules;
}

void RulesPanel::apply() {
  typing_.stop();
  if (showing_ || !conversation_) return;
  store();
  const talk::RuleSettings wanted = rules();
  Draft& draft = drafts_[conversation_];
  sentence_->be_quiet();
  if (wanted == draft.in_force) return;
  draft.in_force = wanted;  // before: being told of the change is not news
  if (const auto set = conversation_->set_rules(wanted); !set) {
    draft.in_force = conversation_->asked().rules;
    sentence_->say_wrong(
        tr("not in force: %1").arg(QString::fromStdString(to_string(set.error()))));
    return;
  }
  Q_EMIT rules_changed(conversation_);
}

void RulesPanel::import_from(const QString& path) {
  if (!conversation_) return;
  const auto json = read_small_file(path);
  const auto read = json ? session::rules_from_json(*json) : tl::unexpected(json.error());
  if (!read) {
    sentence_->say_wrong(QString::fromStdString(to_string(read.error())));
    return;
  }
  const talk::RuleSettings before = drafts_[conversation_].in_force;
  drafts_[conversation_] = draft_of(*read);
  drafts_[conversation_].in_force = before;
  show_draft();
  apply();
  if (!sentence_->is_wrong()) sentence_->say(tr("Imported: %1").arg(path));
}

void RulesPanel::export_to(const QString& path) {
  const auto written = write_small_file(path, session::rules_to_json(rules()));
  if (!written) {
    sentence_->say_wrong(QString::fromStdString(to_string(written.error())));
    return;
  }
  sentence_->say(tr("Exported: %1").arg(path));
}

void RulesPanel::copy_command_line() {
  if (!conversation_) return;
  if (typing_.isActive()) apply();
  const QString command = QString::fromStdString(session::command_line(conversation_->asked()));
  QGuiApplication::clipboard()->setText(command);
  sentence_->say(tr("Copied: %1").arg(command));
}

}  // namespace parley::desk::widgets
