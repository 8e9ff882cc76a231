#include "desk/widgets/ladder_painter.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPolygonF>
#include <algorithm>

namespace parley::desk::widgets {

namespace {

constexpr int bar_width = 3;
constexpr int mark_width = 4;

QString translated(const char* text) {
  return QCoreApplication::translate("Ladder", text);
}

QColor mixed(const QColor& a, const QColor& b, double part_of_b) {
  const auto mix = [part_of_b](int from, int to) {
    return static_cast<int>(from + (to - from) * part_of_b);
  };
  return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

bool begins(const QString& label, const char* with) {
  return label.startsWith(QLatin1String(with));
}

QColor arrow_colour(const models::LadderRow& row) {
  const Look& colours = look();
  if (row.lost || begins(row.label, "RST")) return colours.wrong;
  if (begins(row.label, "SYN")) return colours.connected;
  return row.bytes != 0 ? colours.accent : colours.dim;
}

}  // namespace

QString LadderPainter::since_text(double milliseconds) {
  if (milliseconds < 10'000) return QStringLiteral("+%1 ms").arg(milliseconds, 0, 'f', 3);
  return QStringLiteral("+%1 s").arg(milliseconds / 1000, 0, 'f', 3);
}

QString LadderPainter::spoken(const models::LadderRow& row, bool marked) {
  QStringList parts{
      since_text(row.since_ms),
      (row.by_client ? translated(QT_TRANSLATE_NOOP("Ladder", "client to server: %1"))
                     : translated(QT_TRANSLATE_NOOP("Ladder", "server to client: %1")))
          .arg(row.label)};
  if (!row.words.isEmpty()) parts += row.words;
  parts += row.findings;
  if (marked) parts += translated(QT_TRANSLATE_NOOP("Ladder", "It carried the chosen message."));
  return parts.join(QLatin1Char('\n'));
}

void LadderPainter::row(const models::LadderRow& row, const QRect& area, State state) const {
  const Look& colours = look();
  const QColor behind = state.marked ? mixed(colours.base, colours.accent, 0.14) : colours.base;
  painter_.setBackground(behind);
  if (state.marked) {
    painter_.fillRect(area, behind);
    painter_.fillRect(QRect(area.x(), area.y(), mark_width, area.height()), colours.accent);
  }
  for (const int bar : {layout_.client_bar(), layout_.server_bar()}) {
    painter_.fillRect(QRect(bar - bar_width / 2, area.y(), bar_width, area.height()), colours.line);
  }
  painter_.setFont(layout_.font());
  painter_.setPen(colours.dim);
  painter_.drawText(QRect(0, area.y(), layout_.time_end(), layout_.line_height()),
                    Qt::AlignRight | Qt::AlignVCenter, since_text(row.since_ms));
  arrow(row, area);
  words(row, area);
  if (state.current && state.focused) {
    painter_.setPen(palette_.color(QPalette::Highlight));
    painter_.setBrush(Qt::NoBrush);
    painter_.drawRect(area.adjusted(0, 0, -1, -1));
  }
}

void LadderPainter::arrow(const models::LadderRow& row, const QRect& area) const {
  const QColor colour = arrow_colour(row);
  const QFontMetrics metrics(layout_.font());
  const int y = area.y() + layout_.line_height() / 2;
  const int left = layout_.client_bar() + bar_width;
  const int right = layout_.server_bar() - bar_width;
  const int head = std::max(8, layout_.line_height() / 2);
  // One that was lost does not arrive.
  const int short_by = row.lost ? (right - left) / 6 : 0;
  const int to = row.by_client ? right - short_by : left + short_by;
  const int from = row.by_client ? left : right;
  const int inward = row.by_client ? -1 : 1;
  painter_.setRenderHint(QPainter::Antialiasing);
  painter_.setPen(QPen(colour, 1.4, row.lost ? Qt::DashLine : Qt::SolidLine));
  painter_.drawLine(QPointF(from, y), QPointF(to, y));
  painter_.setPen(QPen(colour, row.lost ? 2 : 1));
  if (row.lost) {
    const double half = head * 0.6;
    painter_.drawLine(QPointF(to - half, y - half), QPointF(to + half, y + half));
    painter_.drawLine(QPointF(to - half, y + half), QPointF(to + half, y - half));
  } else {
    painter_.setBrush(colour);
    painter_.drawPolygon(QPolygonF{{QPointF(to, y), QPointF(to + inward * head, y - head * 0.45),
                                    QPointF(to + inward * head, y + head * 0.45)}});
  }
  painter_.setRenderHint(QPainter::Antialiasing, false);
  const QString label = metrics.elidedText(row.label, Qt::ElideRight, right - left - 3 * head);
  const int width = metrics.horizontalAdvance(label) + 10;
  const QRect place((left + right - width) / 2, area.y(), width, layout_.line_height());
  // On the row's own background, so that the line does not run through the letters.
  painter_.fillRect(place, painter_.background());
  painter_.setPen(colour);
  painter_.drawText(place, Qt::AlignCenter, label);
}

/// Draws it from `y` on; where the next text begins.
int LadderPainter::lines(const QString& text, int x, int width, int y) const {
  const int height = layout_.line_height();
  for (const QString& line : layout_.wrap().split(text, width)) {
    painter_.drawText(QRect(x, y, width + height, height), Qt::AlignLeft | Qt::AlignVCenter, line);
    y += height;
  }
  return y;
}

void LadderPainter::words(const models::LadderRow& row, const QRect& area) const {
  const Look& colours = look();
  const int height = layout_.line_height();
  const int mark = 2 * height / 3;
  const int x = layout_.words_begin();
  const int width = layout_.words_width();
  int y = area.y() + (layout_.is_wide() ? 0 : height);
  painter_.setPen(palette_.color(QPalette::Text));
  if (!row.words.isEmpty()) y = lines(row.words, x, width, y);
  painter_.setPen(row.trouble ? colours.noted : colours.dim);
  for (const QString& finding : row.findings) {
    QFont bold = layout_.font();
    bold.setBold(true);
    painter_.setFont(bold);
    painter_.drawText(QRect(x, y, mark, height), Qt::AlignLeft | Qt::AlignVCenter,
                      QStringLiteral("!"));
    painter_.setFont(layout_.font());
    y = lines(finding, x + mark, width - mark, y);
  }
}

/// Each above its bar, as far as there is room; where there is not, both lose the same part.
void LadderPainter::names(const models::LadderFlow& flow, const QRect& area,
                          const QFontMetrics& metrics) const {
  const int gap = layout_.line_height();
  const int wanted_left = metrics.horizontalAdvance(flow.client) + 2;
  const int wanted_right = metrics.horizontalAdvance(flow.server) + 2;
  const int room = std::max(0, area.width() - gap);
  int left = wanted_left;
  int right = wanted_right;
  if (left + right > room) {
    left = std::clamp(room - wanted_right, room / 2, std::max(room / 2, wanted_left));
    right = room - left;
  }
  const auto put = [&](const QString& name, int width, int bar, int from, int to) {
    const int x = std::clamp(bar - width / 2, from, std::max(from, to - width));
    painter_.drawText(QRect(x, area.y(), width, area.height()), Qt::AlignLeft | Qt::AlignVCenter,
                      metrics.elidedText(name, Qt::ElideMiddle, width));
    return x + width;
  };
  const int end =
      put(flow.client, left, layout_.client_bar(), area.left(), area.right() + 1 - right - gap);
  put(flow.server, right, layout_.server_bar(), end + gap, area.right() + 1);
}

void LadderPainter::header(const models::LadderFlow& flow, const QRect& area) const {
  const Look& colours = look();
  const QFontMetrics metrics(layout_.font());
  painter_.fillRect(area, palette_.color(QPalette::Window));
  painter_.setPen(colours.line);
  painter_.drawLine(area.bottomLeft(), area.bottomRight());
  const int height = layout_.line_height();
  QFont bold = layout_.font();
  bold.setBold(true);
  painter_.setFont(bold);
  painter_.setPen(palette_.color(QPalette::WindowText));
  names(flow, QRect(area.x() + 4, area.y() + 2, area.width() - 8, height), QFontMetrics(bold));
  painter_.setFont(layout_.font());
  painter_.setPen(colours.dim);
  const auto role = [&](int bar, const QString& words) {
    const int width = metrics.horizontalAdvance(words) + 4;
    const int x = std::clamp(bar - width / 2, 0, std::max(0, area.width() - width));
    painter_.drawText(QRect(x, area.y() + height + 3, width, height), Qt::AlignCenter, words);
  };
  role(layout_.client_bar(), translated(QT_TRANSLATE_NOOP("Ladder", "client")));
  role(layout_.server_bar(), translated(QT_TRANSLATE_NOOP("Ladder", "server")));
}

}  // namespace parley::desk::widgets
