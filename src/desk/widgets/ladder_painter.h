// Draws the rows of a ladder that are on screen, and its header.
//
// What a colour tells is also told by a mark: lost segments end in a cross before the other bar,
// findings stand behind "!", the segments of a chosen message have a bar at the left.
//
// Thread rule: the window's thread, during a paint.
#pragma once

#include <QFontMetrics>
#include <QPainter>
#include <QPalette>

#include "desk/models/ladder_rows.h"
#include "desk/widgets/ladder_layout.h"
#include "desk/widgets/look.h"

namespace parley::desk::widgets {

class LadderPainter {
 public:
  struct State {
    bool current = false;
    bool focused = false;
    bool marked = false;  ///< of the chosen message
  };

  LadderPainter(QPainter& painter, const LadderLayout& layout, const QPalette& palette)
      : painter_(painter), layout_(layout), palette_(palette) {}

  void row(const models::LadderRow& row, const QRect& area, State state) const;
  void header(const models::LadderFlow& flow, const QRect& area) const;

  static int header_height(const LadderLayout& layout) { return 2 * layout.line_height() + 8; }

  /// "+0.212 ms", and from ten seconds on in seconds.
  static QString since_text(double milliseconds);

  /// Everything of a row, for whoever cannot see it, or wants to keep it.
  static QString spoken(const models::LadderRow& row, bool marked);

 private:
  void names(const models::LadderFlow& flow, const QRect& area, const QFontMetrics& metrics) const;
  void arrow(const models::LadderRow& row, const QRect& area) const;
  void words(const models::LadderRow& row, const QRect& area) const;
  int lines(const QString& text, int x, int width, int y) const;

  QPainter& painter_;
  const LadderLayout& layout_;
  const QPalette& palette_;
};

}  // namespace parley::desk::widgets
