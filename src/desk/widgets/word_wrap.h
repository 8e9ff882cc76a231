// Text cut into lines between words, by widths of characters that are looked up: a thousand rows
// are laid out in a millisecond, where Qt's text layout needs a hundred.
//
// Kerning and ligatures are not counted, so a line may be a little shorter than it could be. A word
// that is longer than a line is cut.
//
// Thread rule: the window's thread.
#pragma once

#include <QFontMetricsF>
#include <QHash>
#include <QString>
#include <QStringList>
#include <array>

namespace parley::desk::widgets {

class WordWrap {
 public:
  explicit WordWrap(const QFont& font);

  /// How many lines of at most `width` pixels it takes; at least one.
  int lines(const QString& text, double width) const;
  QStringList split(const QString& text, double width) const;

 private:
  double advance(QChar character) const;

  /// Calls `line(begin, end)` for each; returns how many.
  template <typename Line>
  int walk(const QString& text, double width, Line line) const;

  QFontMetricsF metrics_;
  std::array<double, 128> ascii_;
  mutable QHash<char16_t, double> others_;
};

}  // namespace parley::desk::widgets
