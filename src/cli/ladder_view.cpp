#include "cli/ladder_view.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/page.h"
#include "text/duration.h"
#include "text/hex.h"
#include "text/safe_text.h"
#include "text/timestamp.h"
#include "wire/ladder_words.h"
#include "wire/words.h"

namespace parley::cli {

namespace {

constexpr std::size_t time_columns = 13;
constexpr std::size_t arrow_columns = 23;  // between the bars
constexpr std::size_t words_begin = time_columns + 2 + 1 + arrow_columns + 1 + 2;
constexpr std::size_t words_columns_min = 30;
constexpr std::size_t content_indent = 4;

constexpr std::string_view red = "31", yellow = "33", bold = "1";

/// "|------- SYN ------->|"; one that was lost does not arrive.
std::string arrow(const wire::Row& row) {
  constexpr std::size_t lost_short = 4;
  const bool lost = row.has(wire::Finding::Kind::lost);
  std::string line(arrow_columns, '-');
  if (lost) {
    const std::size_t from = row.by_client ? arrow_columns - lost_short : 0;
    line.replace(from, lost_short, lost_short, ' ');
    line[row.by_client ? from : lost_short - 1] = 'x';
  } else {
    line[row.by_client ? arrow_columns - 1 : 0] = row.by_client ? '>' : '<';
  }
  const std::string label = " " + wire::row_label(row) + " ";
  line.replace((arrow_columns - label.size()) / 2, label.size(), label);
  return "|" + line + "|";
}

std::string ends_of(const wire::Flow& flow) {
  return fmt::format("{} > {}", flow.client.to_string(), flow.server.to_string());
}

}  // namespace

LadderView::LadderView(LadderStyle style, std::function<void(std::string_view)> write)
    : style_(std::move(style)), write_(std::move(write)) {
  if (!style_.brief) return;
  write_(coloured(fmt::format("{:>4}  {:<43} {:>9} {:>9} {:>9} {:>5}  end", "#", "client > server",
                              "handshake", "client B", "server B", "again"),
                  bold) +
         "\n");
}

bool LadderView::chosen(const wire::Flow& flow) const {
  if (style_.number != 0 && flow.number != style_.number) return false;
  if (style_.host && flow.client.address != *style_.host && flow.server.address != *style_.host) {
    return false;
  }
  return !style_.port || flow.client.port == *style_.port || flow.server.port == *style_.port;
}

std::string LadderView::coloured(std::string_view text, std::string_view colour) const {
  return style_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", colour, text) : std::string(text);
}

std::string LadderView::heading(const wire::Flow& flow) const {
  std::string time;
  text::append_timestamp(flow.begun, time);
  std::string link;
  if (!flow.link.empty()) {
    text::SafeText gate;
    gate.append(flow.link, link);
    gate.flush(link);
    std::replace(link.begin(), link.end(), '\n', ' ');
    link = ", on the link of " + link;
  }
  const std::string first = fmt::format("Conversation {}, {}: {}{}", flow.number,
                                        flow.datagrams ? "UDP" : "TCP", ends_of(flow), link);
  std::string lines;
  for (const auto& line : wrapped_words(first, style_.columns))
    lines += coloured(line, bold) + "\n";
  const std::string since = fmt::format("since {}", time);
  return lines + fmt::format("{:>{}}client{:>{}}  {}\n", "", time_columns - 1, "server",
                             arrow_columns + 1, since);
}

void LadderView::append_content(const wire::Row& row, std::string& out) const {
  const std::string indent(content_indent, ' ');
  std::string lines;
  if (style_.hex) {
    lines = text::hex_dump(row.payload, row.first_octet == 0 ? 0 : row.first_octet - 1);
  } else {
    text::SafeText gate;
    gate.append(row.payload, lines);
    gate.flush(lines);
    if (!lines.ends_with('\n')) lines += '\n';
  }
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    out += indent + lines.substr(at, end - at) + "\n";
    at = end + 1;
  }
}

void LadderView::append_row(const wire::Row& row, std::string& out) const {
  const std::size_t columns = style_.columns < words_begin + words_columns_min
                                  ? words_columns_min
                                  : style_.columns - words_begin;
  const bool below = (style_.text || style_.hex) && !row.payload.empty();
  const std::string content =
      below || row.payload.empty() ? "" : wire::excerpt(row.payload, columns * 2 / 3);
  const bool alarming = row.kind == wire::Row::Kind::rst || row.kind == wire::Row::Kind::refused ||
                        row.has(wire::Finding::Kind::lost);
  out += fmt::format("{:>{}}  {}", wire::since_words(row.since), time_columns,
                     alarming ? coloured(arrow(row), red) : arrow(row));
  const std::string bars =
      fmt::format("{:>{}}|{:>{}}", "", time_columns + 2, "|", arrow_columns + 1);
  bool first = true;
  const auto append = [&](const std::string& words, std::string_view mark,
                          std::string_view colour) {
    const std::size_t indent = mark.size();
    for (const auto& line : wrapped_words(words, columns - indent)) {
      if (!first) out += bars;
      const std::string shown = std::string(mark) + line;
      out += line.empty() ? "\n" : "  " + (colour.empty() ? shown : coloured(shown, colour)) + "\n";
      first = false;
      mark = mark.empty() ? mark : "  ";
    }
  };
  append(wire::row_words(row, content), "", "");
  for (const auto& words : wire::finding_words(row))
    append(words, "! ", yellow);
  if (below) append_content(row, out);
}

void LadderView::write_held(std::uint32_t number, Held& held) {
  if (held.rows.empty()) return;
  if (last_ != number) {
    if (last_ != 0) write_("\n");
    write_(held.heading);
    if (held.begun) write_("  (continued)\n");
  }
  held.begun = true;
  last_ = number;
  write_(held.rows);
  held_bytes_ -= held.rows.size();
  held.rows.clear();
}

void LadderView::show(const wire::Flow& flow, const wire::Summary& summary, const wire::Row& row) {
  if (!chosen(flow)) return;
  Held& held = held_[flow.number];
  if (style_.brief) {
    if (style_.live && wire::has_ended(summary) && !held.told) {
      brief(flow, summary);
      held.told = true;
    }
    return;
  }
  if (held.heading.empty()) {
    held.heading = heading(flow);
    ++shown_;
  }
  const std::size_t before = held.rows.size();
  append_row(row, held.rows);
  held_bytes_ += held.rows.size() - before;
  // One that is shown alone needs no waiting, whatever its size.
  if (style_.live || style_.number != 0) return write_held(flow.number, held);
  if (held_bytes_ < held_bytes_max) return;
  for (auto& [number, one] : held_)
    write_held(number, one);
}

void LadderView::gone(const wire::Flow& flow, const wire::Summary& summary) {
  if (!chosen(flow)) return;
  const auto found = held_.find(flow.number);
  if (style_.brief) {
    if (found == held_.end() || !found->second.told) brief(flow, summary);
  } else if (found != held_.end()) {
    const std::size_t before = found->second.rows.size();
    for (const auto& sentence : wire::summary_words(flow, summary)) {
      for (const auto& line : wrapped_words(sentence, style_.columns - 2))
        found->second.rows += "  " + line + "\n";
    }
    held_bytes_ += found->second.rows.size() - before;
    write_held(flow.number, found->second);
  }
  if (found != held_.end()) held_.erase(found);
}

void LadderView::brief(const wire::Flow& flow, const wire::Summary& summary) {
  ++shown_;
  const std::string handshake =
      summary.handshake ? text::format_duration(*summary.handshake) : std::string("-");
  const std::string again = summary.rebuilt || flow.datagrams ? "-" : fmt::to_string(summary.again);
  write_(fmt::format("{:>4}  {:<43} {:>9} {:>9} {:>9} {:>5}  {}\n", flow.number, ends_of(flow),
                     handshake, summary.octets[0], summary.octets[1], again,
                     wire::end_words(flow, summary)));
}

}  // namespace parley::cli
