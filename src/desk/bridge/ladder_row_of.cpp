#include "desk/bridge/ladder_row_of.h"

#include <QCoreApplication>
#include <chrono>
#include <string>

#include "wire/ladder_words.h"

namespace parley::desk::bridge {

namespace {

/// Of a payload, in a row.
constexpr std::size_t excerpt_columns = 80;

QString to_text(const std::string& utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString translated(const char* text) {
  return QCoreApplication::translate("Ladder", text);
}

bool is_trouble(const wire::Row& row) {
  using Kind = wire::Finding::Kind;
  if (row.kind == wire::Row::Kind::refused || row.kind == wire::Row::Kind::rst) return true;
  for (const wire::Finding& finding : row.findings)
    if (finding.kind != Kind::unfinished) return true;
  return false;
}

/// An end on the link of a board of ours (board/router/nat.h): the router at 10.0.2.2 speaks for
/// this computer, and who speaks with it, or with the world outside, is the board itself.
QString name_of(const wire::Flow& flow, const Endpoint& end, const Endpoint& other) {
  constexpr std::string_view link_prefix = "board ";
  static const auto this_computer = IpAddress::parse("10.0.2.2");
  static const auto boards = Cidr::parse("10.0.2.0/24");
  const QString address = to_text(end.to_string());
  if (!flow.link.starts_with(link_prefix)) return address;
  const QString form = QStringLiteral("%1 (%2)");
  if (end.address == *this_computer) {
    return form.arg(translated(QT_TRANSLATE_NOOP("Ladder", "this PC")), address);
  }
  const bool outside = !boards->contains(other.address);
  if (!boards->contains(end.address) || !(outside || other.address == *this_computer)) {
    return address;
  }
  return form.arg(to_text(flow.link.substr(link_prefix.size())), address);
}

}  // namespace

models::LadderRow ladder_row_of(const wire::Flow& flow, const wire::Row& row) {
  models::LadderRow made;
  made.time = flow.begun + row.since;
  made.since_ms = std::chrono::duration<double, std::milli>(row.since).count();
  made.by_client = row.by_client;
  made.trouble = is_trouble(row);
  made.lost = row.has(wire::Finding::Kind::lost);
  made.label = to_text(wire::row_label(row));
  made.words = to_text(wire::row_words(row, wire::excerpt(row.payload, excerpt_columns)));
  for (const std::string& words : wire::finding_words(row))
    made.findings += to_text(words);
  made.first_octet = row.first_octet;
  made.bytes = row.bytes;
  return made;
}

models::LadderFlow ladder_flow_of(const wire::Flow& flow, const wire::Summary& summary,
                                  std::uint64_t rows, bool over) {
  models::LadderFlow made;
  made.number = flow.number;
  made.datagrams = flow.datagrams;
  made.client = name_of(flow, flow.client, flow.server);
  made.server = name_of(flow, flow.server, flow.client);
  made.rows = rows;
  // A SYN that nobody answers yet may be answered in a moment.
  const bool waits = summary.asked != 0 && !summary.answered && !summary.refused && !over;
  const bool ends = !flow.datagrams && !summary.rebuilt && !waits;
  if (ends && (wire::has_ended(summary) || summary.finished[0] || summary.finished[1] || over)) {
    const std::string words = wire::end_words(flow, summary);
    if (words != "open") made.end = to_text(words);
  }
  if (waits) return made;
  for (const std::string& words : wire::summary_words(flow, summary))
    made.summary += to_text(words);
  return made;
}

}  // namespace parley::desk::bridge
