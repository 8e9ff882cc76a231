#include "desk/widgets/log_painter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <chrono>
#include <cmath>

#include "desk/widgets/look.h"
#include "desk/widgets/marks.h"

namespace parley::desk::widgets {

namespace {

using event::Mark;

constexpr int time_characters = 12;   // 10:00:00.123
constexpr int dated_characters = 23;  // 2026-11-22 10:00:00.123
constexpr int peer_characters_max = 28;
constexpr int bytes_characters = 7;
constexpr int gap_characters = 2;
constexpr int octets_a_row = 16;

QString tr(const char* words) {
  return QCoreApplication::translate("parley::desk::widgets::LogPainter", words);
}

qint64 milliseconds(WallTime time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

/// "+1.234567"; "+1:02:03.456" from a minute on.
QString since_text(Duration passed) {
  const double seconds = std::chrono::duration<double>(passed).count();
  const QString sign = seconds < 0 ? QStringLiteral("-") : QStringLiteral("+");
  const double size = std::abs(seconds);
  if (size < 60) return sign + QString::number(size, 'f', 6);
  const auto whole = static_cast<qint64>(size);
  const auto rest = static_cast<int>((size - static_cast<double>(whole)) * 1000);
  return QStringLiteral("%1%2:%3:%4.%5")
      .arg(sign)
      .arg(whole / 3600)
      .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
      .arg(whole % 60, 2, 10, QLatin1Char('0'))
      .arg(rest, 3, 10, QLatin1Char('0'));
}

bool is_plain(const QString& text) {
  return std::all_of(text.begin(), text.end(),
                     [](QChar c) { return c.unicode() >= ' ' && c.unicode() <= '~'; });
}

}  // namespace

void LogPainter::set_font(const QFont& font) {
  font_ = font;
  metrics_ = QFontMetricsF(font_);
  character_ = metrics_.horizontalAdvance(QLatin1Char('0'));
  row_height_ = static_cast<int>(std::ceil(metrics_.height())) + 4;
  baseline_ = 2 + metrics_.ascent();
  lay_out();
}

void LogPainter::set_palette(const QPalette& palette) {
  palette_ = palette;
}

void LogPainter::set_content(LogContent content) {
  content_ = content;
  lay_out();
}

void LogPainter::set_time(LogTime time) {
  time_ = time;
  lay_out();
}

void LogPainter::set_width(int width) {
  if (width == width_) return;
  width_ = width;
  lay_out();
}

void LogPainter::forget_widths() {
  peer_characters_ = 8;
  dated_ = false;
  today_ = QDate::currentDate();
  lay_out();
}

bool LogPainter::make_room(const LogLine& line) {
  const int before = peer_characters_;
  const bool dated_before = dated_;
  const auto characters = static_cast<int>(peer_text(line.row).size());
  peer_characters_ = std::clamp(characters, before, std::max(before, peer_characters_max));
  if (!dated_ && time_ == LogTime::absolute) {
    dated_ = QDateTime::fromMSecsSinceEpoch(milliseconds(line.row.time)).date() != today_;
  }
  if (peer_characters_ == before && dated_ == dated_before) return false;
  lay_out();
  return true;
}

void LogPainter::lay_out() {
  ++look_;
  const auto pixels = [this](double characters) {
    return static_cast<int>(std::ceil(characters * character_));
  };
  const int gap = pixels(gap_characters);
  int x = pixels(1);
  const auto next = [&x, gap](int width) {
    const Span span{x, width};
    x += width + gap;
    return span;
  };
  const bool dated = dated_ && time_ == LogTime::absolute;
  time_span_ = next(pixels(dated ? dated_characters : time_characters));
  // A narrow window has a narrow column of peers before it has no content.
  const int peers = std::min(pixels(peer_characters_), std::max(pixels(6), width_ / 4));
  peer_span_ = next(peers);
  mark_span_ = next(pixels(1.5));
  bytes_span_ = next(pixels(bytes_characters));
  const int rest = std::max(0, width_ - x - pixels(1));
  text_span_ = hex_span_ = {x, rest};
  if (content_ != LogContent::both) return;
  const int hex = std::min(pixels(3 * octets_a_row - 1), (rest - gap) * 3 / 5);
  text_span_.width = std::max(0, rest - hex - gap);
  hex_span_ = {x + text_span_.width + gap, std::max(0, hex)};
}

// Cells

QString LogPainter::peer_text(const models::LogRow& row) {
  if (row.peer == event::PeerId{}) return row.is_content() ? row.who : QString();
  return QStringLiteral("#%1 %2").arg(static_cast<std::uint32_t>(row.peer)).arg(row.who);
}

QString LogPainter::time_text(const models::LogRow& row, const Surroundings& around) const {
  switch (time_) {
    case LogTime::absolute: {
      const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds(row.time));
      return time.toString(dated_ ? QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")
                                  : QStringLiteral("HH:mm:ss.zzz"));
    }
    case LogTime::relative:
      return around.origin ? since_text(row.time - *around.origin) : QString();
    case LogTime::delta: return around.before ? since_text(row.time - *around.before) : QString();
  }
  return {};
}

QString LogPainter::hex_text(const models::LogRow& row, int width) const {
  constexpr char digits[] = "0123456789abcdef";
  const auto fitting = std::max<qsizetype>(1, static_cast<qsizetype>((width / character_ + 1) / 3));
  const bool cut = static_cast<std::size_t>(fitting) < row.bytes || row.octets.size() > fitting;
  const qsizetype shown = std::min(row.octets.size(), cut ? fitting - 1 : fitting);
  QString text;
  text.reserve(3 * shown + 1);
  for (qsizetype i = 0; i < shown; ++i) {
    const auto octet = static_cast<unsigned char>(row.octets.at(i));
    text += QLatin1Char(digits[octet >> 4]);
    text += QLatin1Char(digits[octet & 15]);
    text += QLatin1Char(' ');
  }
  if (cut) text += QChar(0x2026);
  return text;
}

QString LogPainter::fitted(const QString& text, int width, bool plain) const {
  if (!plain) return metrics_.elidedText(text, Qt::ElideRight, width);
  const auto fitting = static_cast<qsizetype>(width / character_);
  if (text.size() <= fitting) return text;
  return text.left(std::max<qsizetype>(0, fitting - 1)) + QChar(0x2026);
}

void LogPainter::make_cells(LogLine& line, const Surroundings& around) const {
  const models::LogRow& row = line.row;
  // The row before, or the first of all, may not have been known.
  if (line.look != look_ || line.time.isEmpty()) line.time = time_text(row, around);
  if (line.look == look_) return;
  line.look = look_;
  line.plain = is_plain(row.text);
  const QString peer = peer_text(row);
  line.peer = is_plain(peer) && static_cast<double>(peer.size()) * character_ <= peer_span_.width
                  ? peer
                  : metrics_.elidedText(peer, Qt::ElideMiddle, peer_span_.width);
  line.bytes = row.is_content() ? QString::number(row.bytes) : QString();
  const bool words = !row.is_content();
  if (content_ != LogContent::hex || words) {
    const int width = words ? width_ - text_span_.x - 4 : text_span_.width;
    line.text = fitted(row.text, width, line.plain);
  } else {
    line.text.clear();
  }
  line.hex = words || content_ == LogContent::text ? QString() : hex_text(row, hex_span_.width);
}

QString LogPainter::spoken(const models::LogRow& row) {
  QString words = QDateTime::fromMSecsSinceEpoch(milliseconds(row.time))
                      .toString(QStringLiteral("HH:mm:ss.zzz"));
  if (row.kind == event::Kind::received) words += tr(", received from ");
  if (row.kind == event::Kind::sent) words += tr(", sent to ");
  if (row.is_content()) words += peer_text(row) + QStringLiteral(": ");
  if (!row.is_content()) words += QStringLiteral(", ");
  return words + row.text;
}

// Drawing

const QColor& LogPainter::color_of(Mark mark) {
  switch (mark) {
    case Mark::received: return look().received;
    case Mark::sent: return look().sent;
    case Mark::wrong: return look().wrong;
    case Mark::connected: return look().connected;
    case Mark::noted: return look().noted;
    case Mark::closed: break;
  }
  return look().dim;
}

void LogPainter::begin(QPainter& painter) const {
  painter.setFont(font_);
  painter.setLayoutDirection(Qt::LeftToRight);
}

void LogPainter::draw(QPainter& painter, const QRect& area, Span span, const QString& text,
                      bool clipped, Qt::Alignment align) const {
  if (text.isEmpty() || span.width <= 0) return;
  double x = area.x() + span.x;
  if ((align & Qt::AlignRight) != 0) {
    x += span.width - metrics_.horizontalAdvance(text);
  }
  if (clipped) {
    painter.save();
    painter.setClipRect(QRect(area.x() + span.x, area.y(), span.width, area.height()));
  }
  painter.drawText(QPointF(x, area.y() + baseline_), text);
  if (clipped) painter.restore();
}

void LogPainter::paint(QPainter& painter, const QRect& area, LogLine& line,
                       const Surroundings& around) {
  make_cells(line, around);
  const models::LogRow& row = line.row;
  const auto group = around.focused ? QPalette::Active : QPalette::Inactive;
  if (around.selected) {
    painter.fillRect(area, palette_.color(group, QPalette::Highlight));
  } else if (line.shaded) {
    painter.fillRect(area, look().row_alternate);
  }
  const QColor plain = palette_.color(QPalette::Text);
  const QColor selected = palette_.color(group, QPalette::HighlightedText);
  const QColor& dim = around.selected ? selected : look().dim;
  const QColor& mark = around.selected ? selected : color_of(row.mark);
  painter.setPen(dim);
  draw(painter, area, time_span_, line.time, false);
  draw(painter, area, bytes_span_, line.bytes, false, Qt::AlignRight);
  painter.setPen(mark);
  draw(painter, area, peer_span_, line.peer, !is_plain(line.peer));
  draw(painter, area, mark_span_, mark_text(row.mark), false);
  const bool ordinary = row.is_content();
  painter.setPen(around.selected ? selected : ordinary ? plain : mark);
  const Span whole{text_span_.x, area.width() - text_span_.x};
  draw(painter, area, ordinary ? text_span_ : whole, line.text, !line.plain);
  draw(painter, area, hex_span_, line.hex, false);
  if (around.current && around.focused) {
    painter.setPen(around.selected ? selected : palette_.color(QPalette::Highlight));
    painter.drawRect(area.adjusted(0, 0, -1, -1));
  }
}

void LogPainter::paint_header(QPainter& painter, const QRect& area) const {
  painter.fillRect(area, look().base);
  painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look().line);
  painter.setPen(look().dim);
  const QString time = time_ == LogTime::absolute   ? tr("Time")
                       : time_ == LogTime::relative ? tr("Since start (s)")
                                                    : tr("Since row (s)");
  const auto put = [&](Span span, const QString& words, Qt::Alignment align = Qt::AlignLeft) {
    painter.drawText(QRect(area.x() + span.x, area.y(), span.width, area.height()),
                     static_cast<int>(align | Qt::AlignVCenter), words);
  };
  put(time_span_, time);
  put(peer_span_, tr("Peer"));
  put(bytes_span_, tr("Bytes"), Qt::AlignRight);
  put(text_span_, content_ == LogContent::hex ? tr("Content, hexadecimal") : tr("Content"));
  if (content_ == LogContent::both) put(hex_span_, tr("Hexadecimal"));
}

}  // namespace parley::desk::widgets
