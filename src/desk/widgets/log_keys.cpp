#include "desk/widgets/log_keys.h"

#include <QKeySequence>

namespace parley::desk::widgets {

std::optional<LogKey> log_key(const QKeyEvent& key) {
  using Verb = LogKey::Verb;
  if (key.matches(QKeySequence::Copy)) return LogKey{Verb::copy};
  if (key.matches(QKeySequence::SelectAll)) return LogKey{Verb::select_all};
  const Qt::KeyboardModifiers modifiers = key.modifiers() & ~Qt::KeypadModifier;
  const bool shift = modifiers == Qt::ShiftModifier;
  const bool control = modifiers == Qt::ControlModifier;
  if (!shift && !control && modifiers != Qt::NoModifier) return std::nullopt;
  switch (key.key()) {
    case Qt::Key_Up: return LogKey{control ? Verb::scroll_rows : Verb::rows, -1, shift};
    case Qt::Key_Down: return LogKey{control ? Verb::scroll_rows : Verb::rows, 1, shift};
    case Qt::Key_PageUp: return LogKey{Verb::screens, -1, shift};
    case Qt::Key_PageDown: return LogKey{Verb::screens, 1, shift};
    case Qt::Key_Home: return LogKey{Verb::start, 0, shift};
    case Qt::Key_End: return LogKey{Verb::end, 0, shift};
    default: break;
  }
  if (modifiers != Qt::NoModifier) return std::nullopt;
  switch (key.key()) {
    case Qt::Key_Enter:
    case Qt::Key_Return: return LogKey{Verb::choose};
    case Qt::Key_Escape: return LogKey{Verb::select_none};
    default: return std::nullopt;
  }
}

}  // namespace parley::desk::widgets
