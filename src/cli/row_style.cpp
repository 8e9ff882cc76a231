#include "cli/row_style.h"

#include <algorithm>
#include <cassert>
#include <ctime>
#include <fmt/format.h>
#include <iterator>

#include "text/hex.h"
#include "text/notation.h"
#include "text/utf8.h"

namespace parley::cli {

namespace {

constexpr std::size_t dump_column = 2;
constexpr std::size_t dump_row_octets = 16;

constexpr std::string_view dim = "\x1b[2m";
constexpr std::string_view plain = "\x1b[0m";

std::string_view colour_of(Mark mark) {
  switch (mark) {
    case Mark::received: return "\x1b[1;36m";
    case Mark::sent: return "\x1b[1;32m";
    case Mark::wrong: return "\x1b[1;31m";
    case Mark::connected:
    case Mark::closed: return "\x1b[1;33m";
    case Mark::noted: return "\x1b[1m";
  }
  return plain;
}

/// The octets that one character or escape of a SafeText line has, as text and as what the peer
/// sent.
struct Step {
  std::size_t shown;
  std::size_t sent;
};

Step step_of(std::string_view line) {
  if (line[0] != '\\') {
    const std::size_t octets = text::utf8_front(line).bytes;
    return {octets, octets};
  }
  const bool letter = line.size() < 3 || line[1] == '\\' || line[1] == 'r';
  return {std::min<std::size_t>(letter ? 2 : 3, line.size()), 1};
}

void append_line(std::string_view line, bool cut, std::string& out) {
  if (!cut || line.size() <= row_bytes_max) {
    out += line;
    return;
  }
  std::size_t shown = 0;
  while (shown + step_of(line.substr(shown)).shown <= row_bytes_max)
    shown += step_of(line.substr(shown)).shown;
  out += line.substr(0, shown);
  std::size_t rest = 0;
  for (std::size_t at = shown; at < line.size(); at += step_of(line.substr(at)).shown)
    rest += step_of(line.substr(at)).sent;
  fmt::format_to(std::back_inserter(out), "... ({} more bytes)", rest);
}

}  // namespace

void RowFronts::append_time(WallTime time, std::string& out) {
  using namespace std::chrono;
  const auto second = floor<seconds>(time);
  if (second != second_) {
    const std::time_t calendar = system_clock::to_time_t(second);
    std::tm parts{};
    style_.utc ? gmtime_r(&calendar, &parts) : localtime_r(&calendar, &parts);
    second_text_ = fmt::format("{:02}:{:02}:{:02}", parts.tm_hour, parts.tm_min, parts.tm_sec);
    second_ = second;
  }
  const auto milliseconds = floor<std::chrono::milliseconds>(time - second).count();
  fmt::format_to(std::back_inserter(out), "{}.{:03}", second_text_, milliseconds);
}

void RowFronts::append(const event::Event& event, Mark mark, std::string& out) {
  if (style_.colour) out += dim;
  append_time(event.time, out);
  if (style_.colour) out += plain;
  if (event.peer == event::PeerId{}) {
    out += "     ";
  } else {
    fmt::format_to(std::back_inserter(out), "{:5}", static_cast<unsigned>(event.peer));
  }
  out += "  ";
  if (style_.colour) out += colour_of(mark);
  out += static_cast<char>(mark);
  if (style_.colour) out += plain;
  out += "  ";
}

void RowFronts::append(const event::Event& event, Mark mark, std::size_t octets, std::string& out) {
  append(event, mark, out);
  if (style_.colour) out += dim;
  fmt::format_to(std::back_inserter(out), "{:5} B", octets);
  if (style_.colour) out += plain;
}

void append_words(std::string_view words, std::size_t column, std::string& out) {
  while (!words.empty()) {
    const text::Utf8Front front = text::utf8_front(words);
    const std::string_view octets = words.substr(0, front.bytes);
    const bool shown =
        front.status == text::Utf8Front::Status::valid && text::is_shown(front.code_point);
    if (octets == "\n") {
      out += octets;
      out.append(column, ' ');
    } else if (shown) {
      out += octets;
    } else {
      for (const char octet : octets)
        text::append_escaped_octet(octet, out);
    }
    words.remove_prefix(front.bytes);
  }
}

void append_text(std::string_view safe, bool cut, std::string& out) {
  if (safe.ends_with('\n')) safe.remove_suffix(1);
  if (!safe.empty() && safe[0] != '\n') out += "  ";
  for (;;) {
    const auto end = safe.find('\n');
    append_line(safe.substr(0, end), cut, out);
    out += '\n';
    if (end == std::string_view::npos) return;
    safe.remove_prefix(end + 1);
    // An empty line is left empty: a peer that sends line ends alone fills no screen with spaces.
    if (!safe.empty() && safe[0] != '\n') out.append(text_column, ' ');
  }
}

void append_dump(Bytes octets, std::uint64_t offset, bool cut, std::string& out) {
  static_assert(row_bytes_max % dump_row_octets == 0);
  const std::size_t shown = cut ? std::min(octets.size(), row_bytes_max) : octets.size();
  std::string dump = text::hex_dump(octets.substr(0, shown), offset);
  for (std::string_view rows = dump; !rows.empty();) {
    const auto end = rows.find('\n') + 1;
    out.append(dump_column, ' ').append(rows.substr(0, end));
    rows.remove_prefix(end);
  }
  if (shown < octets.size()) {
    out.append(dump_column, ' ');
    fmt::format_to(std::back_inserter(out), "... ({} more bytes)\n", octets.size() - shown);
  }
}

}  // namespace parley::cli
