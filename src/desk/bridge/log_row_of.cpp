#include "desk/bridge/log_row_of.h"

#include <QDateTime>
#include <algorithm>
#include <chrono>
#include <fmt/format.h>

#include "text/safe_text.h"

namespace parley::desk::bridge {

namespace {

using event::Kind;

/// So many octets make more than `row_characters_max` characters, however many each of them takes.
constexpr std::size_t octets_for_row = 4 * models::row_characters_max;

constexpr std::string_view line_end = "\xE2\x8F\x8E";  // U+23CE RETURN SYMBOL
constexpr std::string_view tab = "\xE2\x87\xA5";       // U+21E5 RIGHTWARDS ARROW TO BAR

bool is_content(Kind kind) {
  return kind == Kind::received || kind == Kind::sent;
}

void append_line(Bytes content, std::string& out) {
  std::string safe;
  text::SafeText gate;
  gate.append(content, safe);
  gate.flush(safe);
  for (const char c : safe) {
    if (c == '\n') {
      out += line_end;
    } else if (c == '\t') {
      out += tab;
    } else {
      out += c;
    }
  }
}

void append_words(const event::Event& event, std::string& out) {
  text::append_safe_words(event::status_words(event, {}), out);
  if (event.kind != Kind::noted || event.message.empty()) return;
  out += ": ";
  append_line(event.message, out);
}

QString to_text(const std::string& utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString cut(QString text, qsizetype characters_max) {
  if (characters_max == 0 || text.size() <= characters_max) return text;
  qsizetype end = characters_max - 1;
  if (text.at(end - 1).isHighSurrogate()) --end;
  text.truncate(end);
  return text + QChar(0x2026);
}

std::string name_of(const event::Event& event) {
  std::string name;
  if (event.party != nullptr) text::append_safe_words(event.party->name(), name);
  return name;
}

}  // namespace

QString line_of(Bytes content, qsizetype characters_max) {
  const bool whole = characters_max == 0 || content.size() <= octets_for_row;
  std::string line;
  append_line(whole ? content : content.substr(0, octets_for_row), line);
  return cut(to_text(line), characters_max);
}

QString words_of(const event::Event& event) {
  std::string words;
  append_words(event, words);
  return to_text(words);
}

log::FilterSettings shown_rows(log::FilterSettings settings) {
  if (!settings.kinds.empty()) return settings;
  for (int kind = 0; kind <= static_cast<int>(Kind::recorded); ++kind)
    if (is_shown(static_cast<Kind>(kind))) settings.kinds.push_back(static_cast<Kind>(kind));
  return settings;
}

models::LogRow row_of(const event::Event& event) {
  models::LogRow row;
  row.number = event.number;
  row.time = event.time;
  row.kind = event.kind;
  row.mark = event::mark_of(event);
  row.peer = event.peer;
  row.connection = event.connection;
  row.who = to_text(name_of(event));
  if (!is_content(event.kind)) {
    row.text = cut(words_of(event), models::row_characters_max);
    return row;
  }
  row.bytes = event.bytes.size();
  row.text = line_of(event.bytes, models::row_characters_max);
  const Bytes front = event.bytes.substr(0, models::row_octets_max);
  row.octets = QByteArray(front.data(), static_cast<qsizetype>(front.size()));
  return row;
}

void append_copied(const event::Event& event, std::string& out) {
  const auto since = std::chrono::floor<std::chrono::milliseconds>(event.time.time_since_epoch());
  const QDateTime time = QDateTime::fromMSecsSinceEpoch(since.count());
  out += time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz")).toStdString();
  out += '\t';
  if (event.peer != event::PeerId{}) {
    out += fmt::format("#{} ", static_cast<std::uint32_t>(event.peer));
  }
  out += name_of(event);
  out.append("\t").append(event::kind_name(event.kind)).append("\t");
  if (is_content(event.kind)) {
    out += fmt::format("{}\t", event.bytes.size());
    append_line(event.bytes, out);
  } else {
    out += '\t';
    append_words(event, out);
  }
  out += '\n';
}

}  // namespace parley::desk::bridge
