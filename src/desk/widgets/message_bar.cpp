#include "desk/widgets/message_bar.h"

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "desk/widgets/message_editor.h"
#include "desk/widgets/sentence.h"
#include "desk/widgets/small_file.h"

namespace parley::desk::widgets {

namespace {

constexpr std::size_t keys_max = 7;
constexpr qsizetype name_characters_max = 20;
constexpr int button_characters = 24;

// "&" in a button's text is a mnemonic.
QString as_label(const QString& name) {
  QString label = name;
  return label.replace(QLatin1Char('&'), QLatin1String("&&"));
}

QString name_from(const std::string& text) {
  QString name = QString::fromStdString(text).simplified();
  if (name.size() > name_characters_max) {
    name.truncate(name_characters_max - 1);
    if (name.back().isHighSurrogate()) name.chop(1);
    name += QChar(0x2026);
  }
  return name.isEmpty() ? MessageBar::tr("empty line") : name;
}

QString json_files() {
  return MessageBar::tr("JSON files (*.json);;All files (*)");
}

}  // namespace

QKeySequence message_key(std::size_t place) {
  if (place >= keys_max) return {};
  return static_cast<Qt::Key>(Qt::Key_F6 + static_cast<int>(place));
}

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent),
      row_(new QWidget(this)),
      layout_(new QHBoxLayout(row_)),
      undo_(new QPushButton(tr("&Undo"), this)),
      sentence_(new Sentence(this)) {
  layout_->setContentsMargins(0, 0, 0, 0);
  make_tools();
  // Many messages must not make the window wide: what has no room goes into the menu.
  row_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  undo_->hide();

  auto* below = new QHBoxLayout;
  below->addWidget(sentence_, 1);
  below->addWidget(undo_);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(row_);
  all->addLayout(below);
  connect(undo_, &QPushButton::clicked, this, [this] { become(before_); });
  rebuild();
}

MessageBar::~MessageBar() = default;

void MessageBar::make_tools() {
  overflow_ = new QToolButton(row_);
  overflow_->setText(QStringLiteral("\u00bb"));
  overflow_->setAccessibleName(tr("More saved messages"));
  overflow_->setPopupMode(QToolButton::InstantPopup);
  overflow_->setMenu(new QMenu(overflow_));
  overflow_->setFocusPolicy(Qt::StrongFocus);

  add_ = new QPushButton(tr("S&ave"), row_);
  add_->setToolTip(tr("Make a button of what is in the box below"));
  connect(add_, &QPushButton::clicked, this, &MessageBar::add_wanted);

  tools_ = new QToolButton(row_);
  tools_->setText(QStringLiteral("\u22ef"));
  tools_->setAccessibleName(tr("Saved messages"));
  tools_->setToolTip(tr("Edit, import and export saved messages"));
  tools_->setPopupMode(QToolButton::InstantPopup);
  tools_->setFocusPolicy(Qt::StrongFocus);
  auto* menu = new QMenu(tools_);
  menu->addAction(tr("&Edit messages\u2026"), this, [this] { edit(0); });
  menu->addAction(tr("&Import\u2026"), this, [this] {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Import messages"), {}, json_files());
    if (!path.isEmpty()) import_from(path);
  });
  menu->addAction(tr("E&xport\u2026"), this, [this] {
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Export messages"), QStringLiteral("messages.json"), json_files());
    if (!path.isEmpty()) export_to(path);
  });
  tools_->setMenu(menu);
}

void MessageBar::set_messages(Messages messages) {
  messages_ = std::move(messages);
  rebuild();
}

// What a person did; it can be undone once.
void MessageBar::become(Messages messages) {
  before_ = std::exchange(messages_, std::move(messages));
  undo_->hide();
  sentence_->be_quiet();
  rebuild();
  Q_EMIT messages_changed();
}

void MessageBar::rebuild() {
  for (QPushButton* button : buttons_)
    delete button;
  buttons_.clear();
  while (QLayoutItem* item = layout_->takeAt(0))
    delete item;
  for (std::size_t place = 0; place < messages_.size(); ++place) {
    buttons_.push_back(make_button(place));
    layout_->addWidget(buttons_.back());
  }
  layout_->addWidget(overflow_);
  layout_->addWidget(add_);
  layout_->addWidget(tools_);
  layout_->addStretch(1);
  // Tab goes through them as they stand.
  QWidget* last = nullptr;
  for (int i = 0; i + 1 < layout_->count(); ++i) {
    QWidget* widget = layout_->itemAt(i)->widget();
    if (last) QWidget::setTabOrder(last, widget);
    last = widget;
  }
  QWidget::setTabOrder(last, undo_);
  fit();
}

QPushButton* MessageBar::make_button(std::size_t place) {
  const session::SavedMessage& message = messages_[place];
  const QString name = QString::fromStdString(message.name);
  auto* button = new QPushButton(row_);
  const int width = button->fontMetrics().averageCharWidth() * button_characters;
  button->setText(as_label(button->fontMetrics().elidedText(name, Qt::ElideRight, width)));
  button->setAccessibleName(tr("Send %1").arg(name));
  const QKeySequence key = message_key(place);
  if (!key.isEmpty()) {
    // Not the button's own: that has none while there is no room for it.
    auto* shortcut = new QShortcut(key, button->parentWidget());
    connect(shortcut, &QShortcut::activated, button, [this, place] { send(place); });
    connect(button, &QObject::destroyed, shortcut, &QObject::deleteLater);
  }
  QString tip = tr("Send: %1").arg(QString::fromStdString(message.text));
  if (!key.isEmpty()) tip += QStringLiteral(" (%1)").arg(key.toString(QKeySequence::NativeText));
  // A tip that might be markup is shown as markup: this one never is.
  button->setToolTip(QStringLiteral("<qt>%1</qt>").arg(tip.toHtmlEscaped()));
  button->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(button, &QPushButton::clicked, this, [this, place] { send(place); });
  connect(button, &QWidget::customContextMenuRequested, this,
          [this, place, button](const QPoint& at) { show_menu(place, button->mapToGlobal(at)); });
  return button;
}

void MessageBar::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  fit();
}

void MessageBar::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) fit();
}

void MessageBar::fit() {
  const int gap = layout_->spacing();
  const auto width_of = [gap](const QWidget* widget) { return widget->sizeHint().width() + gap; };
  row_->setMinimumWidth(width_of(add_) + width_of(tools_) + width_of(overflow_));
  int room = width() - width_of(add_) - width_of(tools_);
  int needed = 0;
  for (const QPushButton* button : buttons_)
    needed += width_of(button);
  const bool overflows = needed > room;
  if (overflows) room -= width_of(overflow_);
  bool fits = true;
  for (QPushButton* button : buttons_) {
    room -= width_of(button);
    fits = fits && (!overflows || room >= 0);
    button->setVisible(fits);
  }
  overflow_->setVisible(overflows);
  if (overflows) fill_overflow();
}

void MessageBar::fill_overflow() {
  QMenu* menu = overflow_->menu();
  menu->clear();
  for (std::size_t place = 0; place < buttons_.size(); ++place) {
    if (!buttons_[place]->isHidden()) continue;
    const QString name = QString::fromStdString(messages_[place].name);
    menu->addAction(as_label(name), this, [this, place] { send(place); });
  }
}

void MessageBar::send(std::size_t place) {
  const session::SavedMessage message = messages_[place];  // who hears of it may change them
  Q_EMIT send_wanted(message);
}

void MessageBar::show_menu(std::size_t place, const QPoint& where) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(tr("&Edit\u2026"), this, [this, place] { edit(place); });
  menu->addAction(tr("Move &left"), this, [this, place] { move(place, place - 1); })
      ->setEnabled(place > 0);
  menu->addAction(tr("Move &right"), this, [this, place] { move(place, place + 1); })
      ->setEnabled(place + 1 < messages_.size());
  menu->addAction(tr("&Delete"), this, [this, place] { remove(place); });
  menu->popup(where);
}

void MessageBar::add(session::SavedMessage message) {
  if (message.name.empty()) message.name = name_from(message.text).toStdString();
  const QString name = QString::fromStdString(message.name);
  Messages messages = messages_;
  messages.push_back(std::move(message));
  become(std::move(messages));
  sentence_->say(tr("Saved: %1. Right-click it to change it.").arg(name));
}

void MessageBar::move(std::size_t place, std::size_t to) {
  Messages messages = messages_;
  std::swap(messages[place], messages[to]);
  become(std::move(messages));
}

void MessageBar::remove(std::size_t place) {
  const QString name = QString::fromStdString(messages_[place].name);
  Messages messages = messages_;
  messages.erase(messages.begin() + static_cast<std::ptrdiff_t>(place));
  become(std::move(messages));
  sentence_->say(tr("Deleted: %1").arg(name));
  undo_->show();
}

void MessageBar::edit(std::size_t place) {
  auto* editor = new MessageEditor(messages_, place, this);
  editor->setAttribute(Qt::WA_DeleteOnClose);
  connect(editor, &QDialog::accepted, this, [this, editor] {
    if (editor->messages() != messages_) become(editor->messages());
  });
  editor->open();
}

void MessageBar::import_from(const QString& path) {
  const auto json = read_small_file(path);
  const auto read = json ? session::messages_from_json(*json) : tl::unexpected(json.error());
  if (!read) {
    sentence_->say_wrong(QString::fromStdString(to_string(read.error())));
    return;
  }
  Messages messages = messages_;
  for (const session::SavedMessage& message : *read) {
    if (std::find(messages.begin(), messages.end(), message) == messages.end()) {
      messages.push_back(message);
    }
  }
  const auto added = messages.size() - messages_.size();
  become(std::move(messages));
  sentence_->say(tr("Imported: %1 new of %2 messages").arg(added).arg(read->size()));
  Q_EMIT imported(path);
}

void MessageBar::export_to(const QString& path) {
  const auto written = write_small_file(path, session::messages_to_json(messages_));
  if (!written) {
    sentence_->say_wrong(QString::fromStdString(to_string(written.error())));
    return;
  }
  sentence_->say(tr("Exported: %1 messages to %2").arg(messages_.size()).arg(path));
  Q_EMIT exported(path);
}

}  // namespace parley::desk::widgets
