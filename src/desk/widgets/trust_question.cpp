#include "desk/widgets/trust_question.h"

#include <QAccessible>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScopedValueRollback>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

TrustQuestion::TrustQuestion(QWidget* parent)
    : QFrame(parent),
      mark_(new QLabel(QStringLiteral("?"), this)),
      question_(new QLabel(this)),
      words_(new QLabel(this)),
      once_(button(tr("&Run once"), tr("Run it now, and ask again next time"), Answer::once)),
      always_(button(tr("&Always for this sketch"),
                     tr("Run it, and ask again only when its text has changed"), Answer::always)),
      no_(button(tr("&No"), tr("Do not run it (Esc)"), Answer::no)) {
  setAccessibleName(tr("May this sketch run?"));
  setAutoFillBackground(true);
  QFont bold = font();
  bold.setBold(true);
  mark_->setFont(bold);
  question_->setFont(bold);
  for (QLabel* label : {question_, words_}) {
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
  }
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(8);
  buttons->addWidget(once_);
  buttons->addWidget(always_);
  buttons->addWidget(no_);
  buttons->addStretch(1);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(12, 8, 8, 8);
  grid->setHorizontalSpacing(10);
  grid->setColumnStretch(1, 1);
  grid->addWidget(mark_, 0, 0, Qt::AlignTop);
  grid->addWidget(question_, 0, 1);
  grid->addWidget(words_, 1, 1);
  grid->addLayout(buttons, 2, 1);
  dress();
  hide();
}

TrustQuestion::~TrustQuestion() = default;

QPushButton* TrustQuestion::button(const QString& text, const QString& tip, Answer answer) {
  auto* made = new QPushButton(text, this);
  made->setToolTip(tip);
  made->setAutoDefault(false);
  connect(made, &QPushButton::clicked, this, [this, answer] {
    hide();
    Q_EMIT answered(answer);
  });
  return made;
}

void TrustQuestion::ask(const QString& sketch, const QString& rights) {
  sketch_ = sketch;
  rights_ = rights;
  say();
  show();
  // Not on a button that runs it: Enter may have been meant for what was there before.
  no_->setFocus();
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

void TrustQuestion::set_rights(const QString& rights) {
  rights_ = rights;
  say();
}

void TrustQuestion::withdraw() {
  hide();
}

void TrustQuestion::say() {
  question_->setText(tr("Run %1?").arg(sketch_));
  words_->setText(rights_.isEmpty()
                      ? tr("A sketch is code, which runs on this computer.")
                      : tr("A sketch is code. It runs on this computer %1.").arg(rights_));
  setAccessibleDescription(text());
}

QString TrustQuestion::text() const {
  return question_->text() + QLatin1Char('\n') + words_->text();
}

void TrustQuestion::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape) return no_->click();
  QFrame::keyPressEvent(event);
}

void TrustQuestion::changeEvent(QEvent* event) {
  QFrame::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !dressing_) dress();
}

void TrustQuestion::dress() {
  const QScopedValueRollback dressing(dressing_, true);  // it is a change of the palette itself
  QPalette ground;  // of one colour: all others stay those of the window
  ground.setColor(QPalette::Window, look().noted_wash);
  setPalette(ground);
  QPalette mark;
  mark.setColor(QPalette::WindowText, look().noted);
  mark_->setPalette(mark);
}

}  // namespace parley::desk::widgets
