#include "desk/widgets/message_editor.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>
#include <algorithm>

#include "desk/widgets/look.h"
#include "desk/widgets/send_edit.h"
#include "desk/widgets/sentence.h"
#include "text/template.h"

namespace parley::desk::widgets {

namespace {

constexpr int box_ending = -1;  // that of the send box

QString trouble_of(const session::SavedMessage& message) {
  if (message.name.empty()) return MessageEditor::tr("it needs a name");
  const auto understood = text::Template::parse(message.text);
  if (understood) return {};
  const Error& error = understood.error();
  return QString::fromStdString(error.seen);
}

}  // namespace

MessageEditor::MessageEditor(Messages messages, std::size_t place, QWidget* parent)
    : QDialog(parent), messages_(std::move(messages)), sentence_(new Sentence(this)) {
  setWindowTitle(tr("Saved messages"));
  auto* columns = new QHBoxLayout;
  columns->addWidget(make_list(), 1);
  columns->addWidget(make_fields(), 2);
  make_buttons();
  auto* all = new QVBoxLayout(this);
  all->addLayout(columns, 1);
  all->addWidget(sentence_);
  all->addWidget(buttons_);
  connect_parts();
  fill_list(place);
}

MessageEditor::~MessageEditor() = default;

QWidget* MessageEditor::make_list() {
  auto* column = new QWidget(this);
  list_ = new QListWidget(column);
  list_->setAccessibleName(tr("Messages"));
  add_ = new QPushButton(tr("&Add"), column);
  remove_ = new QPushButton(tr("De&lete"), column);
  up_ = new QPushButton(tr("&Up"), column);
  down_ = new QPushButton(tr("&Down"), column);
  auto* tools = new QGridLayout;
  tools->addWidget(add_, 0, 0);
  tools->addWidget(remove_, 0, 1);
  tools->addWidget(up_, 1, 0);
  tools->addWidget(down_, 1, 1);
  for (QPushButton* button : {add_, remove_, up_, down_})
    button->setAutoDefault(false);
  auto* layout = new QVBoxLayout(column);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addWidget(list_);
  layout->addLayout(tools);
  return column;
}

QWidget* MessageEditor::make_fields() {
  fields_ = new QWidget(this);
  name_ = new QLineEdit(fields_);
  text_ = new QPlainTextEdit(fields_);
  text_->setTabChangesFocus(true);
  text_->setFont(content_font());
  text_->setAccessibleName(tr("Text"));
  text_->setToolTip(
      tr("\\n \\r \\t \\\\ and \\XX for any octet, {{COUNTER}} {{TIME}} {{DATE}} "
         "{{RANDOM}} {{PEER}} and others"));
  ending_ = new QComboBox(fields_);
  ending_->addItem(tr("that of the send box"), box_ending);
  ending_->addItem(tr("None"), static_cast<int>(text::LineEnding::none));
  ending_->addItem(QStringLiteral("LF"), static_cast<int>(text::LineEnding::lf));
  ending_->addItem(QStringLiteral("CR"), static_cast<int>(text::LineEnding::cr));
  ending_->addItem(QStringLiteral("CRLF"), static_cast<int>(text::LineEnding::crlf));
  ending_->setAccessibleName(tr("Line end"));
  name_->setAccessibleName(tr("Name"));
  auto* layout = new QFormLayout(fields_);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->addRow(tr("&Name:"), name_);
  layout->addRow(tr("&Text:"), text_);
  layout->addRow(tr("Line &end:"), ending_);
  return fields_;
}

void MessageEditor::make_buttons() {
  buttons_ = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this);
}

void MessageEditor::connect_parts() {
  connect(list_, &QListWidget::currentRowChanged, this, &MessageEditor::show_message);
  connect(add_, &QPushButton::clicked, this, &MessageEditor::add);
  connect(remove_, &QPushButton::clicked, this, &MessageEditor::remove);
  connect(up_, &QPushButton::clicked, this, [this] { move(-1); });
  connect(down_, &QPushButton::clicked, this, [this] { move(1); });
  connect(name_, &QLineEdit::textEdited, this, &MessageEditor::take_message);
  connect(text_, &QPlainTextEdit::textChanged, this, &MessageEditor::take_message);
  connect(ending_, &QComboBox::activated, this, &MessageEditor::take_message);
  connect(buttons_, &QDialogButtonBox::accepted, this, &QDialog::accept);
  connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void MessageEditor::fill_list(std::size_t place) {
  {
    const QScopedValueRollback showing(showing_, true);
    list_->clear();
    for (const session::SavedMessage& message : messages_)
      list_->addItem(QString::fromStdString(message.name));
    const auto last = static_cast<int>(messages_.size()) - 1;
    list_->setCurrentRow(std::min(static_cast<int>(place), last));
  }
  show_message();
}

std::optional<std::size_t> MessageEditor::place() const {
  const int row = list_->currentRow();
  if (row < 0 || static_cast<std::size_t>(row) >= messages_.size()) return std::nullopt;
  return static_cast<std::size_t>(row);
}

void MessageEditor::show_message() {
  if (showing_) return;
  const auto now = place();
  const session::SavedMessage message = now ? messages_[*now] : session::SavedMessage{};
  {
    const QScopedValueRollback showing(showing_, true);
    name_->setText(QString::fromStdString(message.name));
    text_->setPlainText(QString::fromStdString(message.text));
    const int ending = message.line_ending ? static_cast<int>(*message.line_ending) : box_ending;
    ending_->setCurrentIndex(ending_->findData(ending));
  }
  fields_->setEnabled(now.has_value());
  remove_->setEnabled(now.has_value());
  up_->setEnabled(now && *now > 0);
  down_->setEnabled(now && *now + 1 < messages_.size());
  check();
}

void MessageEditor::take_message() {
  const auto now = place();
  if (showing_ || !now) return;
  session::SavedMessage& message = messages_[*now];
  message.name = name_->text().trimmed().toStdString();
  message.text = exact_text(*text_->document()).toStdString();
  const int ending = ending_->currentData().toInt();
  message.line_ending.reset();
  if (ending != box_ending) message.line_ending = static_cast<text::LineEnding>(ending);
  list_->currentItem()->setText(QString::fromStdString(message.name));
  check();
}

// The first that is wrong is said, whether or not it is shown: it keeps all from being saved.
void MessageEditor::check() {
  QString words;
  for (const session::SavedMessage& message : messages_) {
    const QString trouble = trouble_of(message);
    if (trouble.isEmpty()) continue;
    const QString name =
        message.name.empty() ? tr("a message") : QString::fromStdString(message.name);
    words = tr("%1: %2").arg(name, trouble);
    break;
  }
  sentence_->say_wrong(words);
  buttons_->button(QDialogButtonBox::Ok)->setEnabled(words.isEmpty());
}

void MessageEditor::add() {
  messages_.push_back({tr("new").toStdString(), {}, {}});
  fill_list(messages_.size() - 1);
  name_->setFocus();
  name_->selectAll();
}

void MessageEditor::remove() {
  const auto now = place();
  if (!now) return;
  messages_.erase(messages_.begin() + static_cast<std::ptrdiff_t>(*now));
  fill_list(*now);
}

void MessageEditor::move(int by) {
  const auto now = place();
  if (!now) return;
  const auto to = *now + static_cast<std::size_t>(by);  // before the first: beyond the last
  if (to >= messages_.size()) return;
  std::swap(messages_[*now], messages_[to]);
  fill_list(to);
}

}  // namespace parley::desk::widgets
