#include "desk/widgets/sentence.h"

#include <QAccessible>
#include <QEvent>
#include <QScopedValueRollback>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

Sentence::Sentence(QWidget* parent) : QLabel(parent) {
  setTextFormat(Qt::PlainText);
  setWordWrap(true);
  setTextInteractionFlags(Qt::TextSelectableByMouse);
  setFocusPolicy(Qt::NoFocus);
  hide();
}

void Sentence::say(const QString& words) {
  show_words(words, false);
}

void Sentence::say_wrong(const QString& words) {
  show_words(words, true);
}

void Sentence::show_words(const QString& words, bool wrong) {
  if (words == words_ && wrong == wrong_) return;
  words_ = words;
  wrong_ = wrong;
  // The mark is for whoever cannot see the colour.
  setText(wrong && !words.isEmpty() ? QStringLiteral("\u26a0 ") + words : words);
  color();
  setVisible(!words.isEmpty());
  keep_height();
  if (words.isEmpty()) return;
  QAccessibleEvent alert(this, QAccessible::Alert);
  QAccessible::updateAccessibility(&alert);
}

/// Layouts within layouts forget that a text needs another line where it is narrow.
void Sentence::keep_height() {
  setMinimumHeight(words_.isEmpty() ? 0 : heightForWidth(width()));
}

void Sentence::resizeEvent(QResizeEvent* event) {
  QLabel::resizeEvent(event);
  keep_height();
}

void Sentence::color() {
  QPalette own;  // of one colour: all others stay those of the window
  if (wrong_) own.setColor(QPalette::WindowText, look().wrong);
  const QScopedValueRollback coloring(coloring_, true);  // it is a change of the palette itself
  setPalette(own);
}

void Sentence::changeEvent(QEvent* event) {
  QLabel::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && !coloring_) color();
}

}  // namespace parley::desk::widgets
