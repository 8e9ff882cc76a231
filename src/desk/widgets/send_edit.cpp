#include "desk/widgets/send_edit.h"

#include <QKeyEvent>
#include <QTextBlock>
#include <QTextLayout>
#include <algorithm>
#include <cmath>

#include "desk/widgets/look.h"

namespace parley::desk::widgets {

namespace {

constexpr int margin = 6;  // one line is as high as a button then

}  // namespace

QString exact_text(const QTextDocument& document) {
  QString text = document.toRawText();
  text.replace(QChar::ParagraphSeparator, QLatin1Char('\n'));
  return text;
}

SendEdit::SendEdit(QWidget* parent) : QPlainTextEdit(parent) {
  setTabChangesFocus(true);
  setProperty("field", true);
  viewport()->setAutoFillBackground(false);
  document()->setDocumentMargin(margin);
  setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(document()->documentLayout(), &QAbstractTextDocumentLayout::documentSizeChanged, this,
          &SendEdit::fit_height);
  fit_height();
}

SendEdit::~SendEdit() = default;

void SendEdit::type(const QString& text) {
  QTextCursor cursor = textCursor();
  cursor.beginEditBlock();
  cursor.select(QTextCursor::Document);
  cursor.insertText(text);
  cursor.endEditBlock();
  setTextCursor(cursor);
}

void SendEdit::mark(qsizetype begin, qsizetype length) {
  QList<QTextEdit::ExtraSelection> marks;
  if (length > 0 && !document()->isEmpty()) {
    const int last = document()->characterCount() - 1;
    const int from = std::min(static_cast<int>(begin), last - 1);
    QTextEdit::ExtraSelection wrong;
    wrong.cursor = QTextCursor(document());
    wrong.cursor.setPosition(from);
    wrong.cursor.setPosition(std::min(from + static_cast<int>(length), last),
                             QTextCursor::KeepAnchor);
    const QColor color = look().wrong;
    wrong.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wrong.format.setUnderlineColor(color);
    wrong.format.setForeground(color);
    wrong.format.setFontWeight(QFont::Bold);
    marks.append(wrong);
  }
  setExtraSelections(marks);
}

// A shortcut of the window may have one of these keys; in the box they are the box's.
bool SendEdit::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
      case Qt::Key_Return:
      case Qt::Key_Enter:
      case Qt::Key_Escape:
      case Qt::Key_Up:
      case Qt::Key_Down:
        if ((key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0) event->accept();
        break;
      default: break;
    }
    if (event->isAccepted()) return true;
  }
  return QPlainTextEdit::event(event);
}

void SendEdit::keyPressEvent(QKeyEvent* event) {
  if (!take_key(*event)) QPlainTextEdit::keyPressEvent(event);
}

bool SendEdit::take_key(const QKeyEvent& event) {
  const Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
  const bool enter = event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
  if (enter && modifiers == Qt::ShiftModifier) {
    textCursor().insertBlock();
    ensureCursorVisible();
    return true;
  }
  if (modifiers != Qt::NoModifier) return false;
  if (enter) {
    Q_EMIT send_asked();
  } else if (event.key() == Qt::Key_Escape) {
    Q_EMIT draft_asked();
  } else if (event.key() == Qt::Key_Up && is_at_edge(true)) {
    Q_EMIT older_asked();
  } else if (event.key() == Qt::Key_Down && is_at_edge(false)) {
    Q_EMIT newer_asked();
  } else {
    return false;
  }
  return true;
}

// Lines as they are seen: a long one is several.
bool SendEdit::is_at_edge(bool top) const {
  const QTextCursor cursor = textCursor();
  const QTextBlock block = cursor.block();
  if ((top ? block.previous() : block.next()).isValid()) return false;
  const QTextLayout* layout = block.layout();
  const QTextLine line = layout->lineForTextPosition(cursor.positionInBlock());
  if (!line.isValid()) return true;
  return line.lineNumber() == (top ? 0 : layout->lineCount() - 1);
}

void SendEdit::fit_height() {
  // The layout of plain text counts in lines.
  const int lines =
      std::clamp(static_cast<int>(std::lround(document()->size().height())), 1, lines_max);
  const double text = lines * fontMetrics().lineSpacing() + 2 * document()->documentMargin();
  setFixedHeight(static_cast<int>(std::ceil(text)) + 2 * frameWidth() + 2);
}

void SendEdit::resizeEvent(QResizeEvent* event) {
  QPlainTextEdit::resizeEvent(event);
  fit_height();
}

void SendEdit::changeEvent(QEvent* event) {
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::FontChange) fit_height();
}

}  // namespace parley::desk::widgets
