// How one row of a log looks: its cells as text, where they stand, in which colours.
//
// What a peer said is drawn from left to right, each cell by itself and clipped to it: text of
// other scripts reorders itself only, never the cells beside it. Nothing is markup.
//
// Speed: the texts of a row are made once, when it is painted first; a row of printable ASCII then
// costs one call of the painter a cell. Thread rule: the window's thread.
#pragma once

#include <QColor>
#include <QDate>
#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>
#include <QRect>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "desk/widgets/log_scroll.h"

namespace parley::desk::widgets {

enum class LogContent : std::uint8_t { text, hex, both };
enum class LogTime : std::uint8_t {
  absolute,  ///< local, with the date where rows are of other days than today
  relative,  ///< since the log began
  delta,     ///< since the row before
};

class LogPainter {
 public:
  struct Surroundings {
    std::optional<WallTime> origin{};  ///< of the log
    std::optional<WallTime> before{};  ///< the row before
    bool selected = false;
    bool current = false;
    bool focused = false;
  };

  /// All of what rows look like but their size changes with these.
  void set_font(const QFont& font);
  void set_palette(const QPalette& palette);
  void set_content(LogContent content);
  void set_time(LogTime time);
  void set_width(int width);

  /// Makes room for a row's time and peer. Columns only grow, lest they jump, until
  /// `forget_widths`. True: they did.
  bool make_room(const LogLine& line);
  void forget_widths();

  void begin(QPainter& painter) const;
  void paint(QPainter& painter, const QRect& area, LogLine& line, const Surroundings& around);
  void paint_header(QPainter& painter, const QRect& area) const;

  int row_height() const { return row_height_; }
  LogContent content() const { return content_; }
  LogTime time() const { return time_; }

  /// A row read aloud.
  static QString spoken(const models::LogRow& row);

 private:
  struct Span {
    int x = 0;
    int width = 0;
  };

  void lay_out();
  void make_cells(LogLine& line, const Surroundings& around) const;
  QString time_text(const models::LogRow& row, const Surroundings& around) const;
  QString hex_text(const models::LogRow& row, int width) const;
  QString fitted(const QString& text, int width, bool plain) const;
  void draw(QPainter& painter, const QRect& area, Span span, const QString& text, bool clipped,
            Qt::Alignment align = Qt::AlignLeft) const;
  static const QColor& color_of(event::Mark mark);
  static QString peer_text(const models::LogRow& row);

  QFont font_;
  QFontMetricsF metrics_{QFont()};
  double character_ = 8;  // the width of one
  int row_height_ = 18;
  double baseline_ = 12;
  QPalette palette_;
  LogContent content_ = LogContent::text;
  LogTime time_ = LogTime::absolute;
  int width_ = 0;
  std::uint32_t look_ = 1;
  bool dated_ = false;
  QDate today_;
  int peer_characters_ = 8;
  Span time_span_, peer_span_, mark_span_, bytes_span_, text_span_, hex_span_;
};

}  // namespace parley::desk::widgets
