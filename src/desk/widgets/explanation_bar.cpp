#include "desk/widgets/explanation_bar.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QToolButton>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

namespace {

QLabel* words(QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setTextFormat(Qt::PlainText);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
  return label;
}

/// A compiler says a lot; what it says first is what counts.
QString first_lines(const QString& text) {
  constexpr int lines_max = 12;
  const QStringList lines = text.trimmed().split(QLatin1Char('\n'));
  return lines.mid(0, lines_max).join(QLatin1Char('\n'));
}

}  // namespace

ExplanationBar::ExplanationBar(QWidget* parent)
    : QFrame(parent),
      mark_(new QLabel(this)),
      what_(words(this)),
      rest_(words(this)),
      said_(words(this)),
      close_(new QToolButton(this)) {
  setObjectName(QStringLiteral("explanation"));
  setAccessibleName(tr("Explanation"));
  setAutoFillBackground(true);
  mark_->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
  QFont bold = font();
  bold.setBold(true);
  what_->setFont(bold);
  mark_->setFont(bold);
  said_->setFont(content_font());

  close_->setText(QStringLiteral("✕"));
  close_->setAutoRaise(true);
  close_->setToolTip(tr("Dismiss this (it comes back with another failure)"));
  close_->setAccessibleName(tr("Dismiss"));
  connect(close_, &QToolButton::clicked, this, &ExplanationBar::dismiss);

  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(12, 8, 8, 8);
  grid->setHorizontalSpacing(10);
  grid->setVerticalSpacing(3);
  grid->setColumnStretch(1, 1);
  grid->addWidget(mark_, 0, 0);
  grid->addWidget(what_, 0, 1);
  grid->addWidget(close_, 0, 2, Qt::AlignTop);
  grid->addWidget(rest_, 1, 1, 1, 2);
  grid->addWidget(said_, 2, 1, 1, 2);
  dress();
  hide();
}

ExplanationBar::~ExplanationBar() = default;

ExplanationBar::Shown ExplanationBar::worth_showing(const session::Status& status) {
  Shown shown;
  if (status.trouble) {
    shown.failure = true;
    shown.event = status.trouble->event;
  } else if (!status.hint) {
    return shown;
  }
  const explain::Explanation& words = status.trouble ? status.trouble->explanation : *status.hint;
  shown.what = QString::fromStdString(words.what);
  shown.why = QString::fromStdString(words.why);
  shown.next = QString::fromStdString(words.next);
  // Of a board that runs it is what was said while it was built, which is nobody's trouble.
  if (status.state == session::Status::State::failed)
    shown.said = first_lines(QString::fromStdString(status.said));
  return shown;
}

void ExplanationBar::show_status(const session::Status& status) {
  Shown shown = worth_showing(status);
  if (shown == shown_) return;
  shown_ = std::move(shown);
  dismissed_ = false;
  show_words();
}

void ExplanationBar::show_words() {
  const bool any = !shown_.what.isEmpty() || !shown_.why.isEmpty() || !shown_.next.isEmpty();
  if (any) {
    dress();
    mark_->setText(shown_.failure ? QStringLiteral("!") : QStringLiteral("i"));
    what_->setText(shown_.what);
    QString rest = shown_.why;
    if (!rest.isEmpty() && !shown_.next.isEmpty()) rest += QLatin1Char('\n');
    rest += shown_.next;
    rest_->setText(rest);
    rest_->setVisible(!rest.isEmpty());
    said_->setText(shown_.said);
    said_->setVisible(!shown_.said.isEmpty());
    setAccessibleDescription(text());
  }
  setVisible(any && !dismissed_);
}

QString ExplanationBar::text() const {
  QStringList parts;
  for (const QString& part : {shown_.what, shown_.why, shown_.next, shown_.said})
    if (!part.isEmpty()) parts += part;
  return parts.join(QLatin1Char('\n'));
}

void ExplanationBar::dismiss() {
  dismissed_ = true;
  hide();
}

void ExplanationBar::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::ApplicationPaletteChange) dress();
}

void ExplanationBar::dress() {
  QPalette ground = palette();
  ground.setColor(QPalette::Window, shown_.failure ? look().wrong_wash : look().noted_wash);
  setPalette(ground);
  QPalette mark = ground;
  mark.setColor(QPalette::WindowText, shown_.failure ? look().wrong : look().noted);
  mark_->setPalette(mark);
}

}  // namespace parley::desk::widgets
