#include "desk/window/seen.h"

#include <QJsonArray>

#include "event/event.h"

namespace parley::desk::window {

namespace {

QString in(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonObject row_seen(const models::LogRow& row) {
  return {{QStringLiteral("n"), static_cast<qint64>(row.number)},
          {QStringLiteral("event"), in(event::kind_name(row.kind))},
          {QStringLiteral("peer"), static_cast<qint64>(row.peer)},
          {QStringLiteral("who"), row.who},
          {QStringLiteral("bytes"), static_cast<qint64>(row.bytes)},
          {QStringLiteral("text"), row.text}};
}

QJsonArray rows_seen(const widgets::LogView& view) {
  const widgets::LogScroll& scroll = view.scroll();
  QJsonArray rows;
  for (int y = 0; y < view.viewport()->height(); y += scroll.row_pixels()) {
    const auto line = scroll.line_at(y);
    if (!line) break;
    rows.push_back(row_seen(scroll.lines()[*line].row));
  }
  return rows;
}

QJsonArray list_seen(const models::ConversationListModel& model) {
  QJsonArray list;
  for (const models::Conversation* each : model.conversations())
    list.push_back(QJsonObject{
        {QStringLiteral("title"), each->title()},
        {QStringLiteral("standing"), models::standing_words(models::standing_of(*each))},
        {QStringLiteral("line"), models::standing_line(*each)},
        {QStringLiteral("words"), in(each->status().words)},
        {QStringLiteral("recording"), in(each->status().recording.native())}});
  return list;
}

}  // namespace

QJsonObject what_is_seen(MainWindow& window) {
  QJsonObject seen{{QStringLiteral("title"), window.windowTitle()},
                   {QStringLiteral("conversations"), list_seen(window.conversations())}};
  if (const auto tab = window.side().shown()) seen[QStringLiteral("side")] = side_tab_name(*tab);
  ConversationView* shown = window.middle().view();
  if (shown == nullptr) return seen;
  const widgets::LogView& log = shown->log().view();
  const QJsonArray rows = rows_seen(log);
  seen[QStringLiteral("rows")] = rows;
  seen[QStringLiteral("last_event")] = static_cast<qint64>(log.last_event());
  // Behind the last row there may be events that are no rows.
  const qint64 last_row =
      rows.isEmpty() ? 0 : rows.last().toObject()[QStringLiteral("n")].toInteger();
  seen[QStringLiteral("last_shown")] =
      log.scroll().is_at_end() ? static_cast<qint64>(log.last_event()) : last_row;
  if (shown->explanation().isVisible())
    seen[QStringLiteral("explanation")] = shown->explanation().text();
  return seen;
}

}  // namespace parley::desk::window
