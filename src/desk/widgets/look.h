// What the window looks like: its colours, in a light and a dark form, and the letters of content.
//
// Every colour of text has a contrast of 4.5:1 at least on `base` and on `row_alternate` (WCAG 2.1,
// 1.4.3); a test says so. Colours only help: what they tell is told by a mark or a word as well.
//
// Thread rule: the window's thread. `look()` may be kept for the length of a paint, no longer.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

namespace parley::desk::widgets {

struct Look {
  bool dark = false;
  QColor accent;     ///< what is chosen, and the one button that matters
  QColor on_accent;  ///< letters on it
  QColor received;
  QColor sent;
  QColor wrong;
  QColor noted;
  QColor connected;
  QColor dim;            ///< text that stands back: times, counts
  QColor base;           ///< behind content
  QColor row_alternate;  ///< behind every other row
  QColor line;           ///< between things; no text has it
  QColor wrong_wash;     ///< behind a failure, and
  QColor noted_wash;     ///< behind a hint; `QPalette::Text` can be read on both
};

enum class LookChoice { system, light, dark };

/// "system", "light" or "dark"; what is none of these is system.
LookChoice look_choice(const QString& name);
QString look_name(LookChoice choice);

/// The one that the window has now.
const Look& look();

/// Colours and style of the whole application. Widgets hear of it as QEvent::PaletteChange.
void apply_look(bool dark);

/// Whether what the system gave this program before `apply_look` is dark, as far as a palette and
/// the environment tell.
bool system_is_dark(const QPalette& given, const QString& gtk_theme);

/// For content: every character equally wide, with Chinese, Japanese and Korean ones beside it.
QFont content_font();

/// For tests: the look of either kind, and WCAG's contrast ratio, 1 to 21.
const Look& look_of(bool dark);
double contrast(const QColor& a, const QColor& b);

}  // namespace parley::desk::widgets
