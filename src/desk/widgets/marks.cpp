#include "desk/widgets/marks.h"

namespace parley::desk::widgets {

QString mark_text(event::Mark mark) {
  switch (mark) {
    case event::Mark::received: return QStringLiteral("\u2190");  // LEFTWARDS ARROW
    case event::Mark::sent: return QStringLiteral("\u2192");      // RIGHTWARDS ARROW
    default: return QString(QLatin1Char(static_cast<char>(mark)));
  }
}

}  // namespace parley::desk::widgets
