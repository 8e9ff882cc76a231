#include "cli/diagnosis_printer.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/page.h"
#include "cli/row_style.h"
#include "event/jsonl.h"
#include "text/timestamp.h"

namespace parley::cli {

namespace {

constexpr std::size_t check_column = 25;
constexpr std::size_t verdict_column = 11;
constexpr std::size_t columns_min = 40;

std::string safe(std::string_view words) {
  std::string out;
  append_words(words, 0, out);
  return out;
}

/// `front` and, behind it and below it from `column` on, the words.
std::string hanging(const std::string& front, std::size_t column, const std::string& words,
                    std::size_t columns) {
  std::string text = front;
  const std::size_t room = std::max(columns, columns_min) - column;
  bool first = true;
  for (const std::string& line : wrapped_words(safe(words), room)) {
    text += (first ? "" : std::string(column, ' ')) + line + "\n";
    first = false;
  }
  return text;
}

std::string coloured(std::string_view text, std::string_view colour, const PageStyle& style) {
  return style.colour ? fmt::format("\x1b[{}m{}\x1b[0m", colour, text) : std::string(text);
}

std::string_view colour_of(explain::Mark mark) {
  switch (mark) {
    case explain::Mark::ok: return "32";
    case explain::Mark::bad: return "1;31";
    case explain::Mark::unsure: return "1;33";
    case explain::Mark::none: return "2";
  }
  return "0";
}

void append_field(std::string_view name, std::string_view value, std::string& line) {
  line += fmt::format("{}\"{}\":", line.size() > 1 ? "," : "", name);
  event::append_json_string(value, line);
}

std::string line_begun(std::string_view event, WallTime time) {
  std::string stamp;
  text::append_timestamp(time, stamp);
  std::string line = "{";
  append_field("time", stamp, line);
  append_field("event", event, line);
  return line;
}

}  // namespace

std::string check_text(const explain::Check& check, const PageStyle& style) {
  const std::string front = fmt::format(
      "  {}  {:<19}", coloured(mark_text(check.mark), colour_of(check.mark), style), check.name);
  return hanging(front, check_column, check.words, style.columns);
}

std::string verdict_text(const explain::Verdict& verdict, const PageStyle& style) {
  std::string text = "\n";
  std::string last;
  for (const auto& [label, words] : paragraphs_of(verdict)) {
    const std::string padded = fmt::format("{:<{}}", label == last ? "" : label, verdict_column);
    text += hanging(coloured(padded, "1", style), verdict_column, words, style.columns);
    last = label;
  }
  return text;
}

std::string check_jsonl(const explain::Check& check, WallTime time) {
  std::string line = line_begun("check", time);
  append_field("check", check.name, line);
  append_field("mark", mark_name(check.mark), line);
  append_field("text", check.words, line);
  return line + "}\n";
}

std::string verdict_jsonl(const explain::Verdict& verdict, WallTime time) {
  std::string line = line_begun("verdict", time);
  append_field("verdict", verdict.explanation.verdict, line);
  line += fmt::format(",\"usable\":{}", verdict.usable);
  append_field("what", verdict.explanation.what, line);
  line += ",\"evidence\":[";
  for (const std::string& evidence : verdict.evidence) {
    if (line.back() != '[') line += ',';
    event::append_json_string(evidence, line);
  }
  line += "]";
  append_field("why", verdict.explanation.why, line);
  append_field("undecided", verdict.explanation.undecided, line);
  append_field("next", verdict.explanation.next, line);
  return line + "}\n";
}

}  // namespace parley::cli
