#include "text/template.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "text/notation.h"
#include "text/timestamp.h"

namespace parley::text {

namespace {

Failure template_failure(std::string_view notation, std::string seen) {
  return failure({ErrorClass::bad_input, 0, fmt::format("read the text \"{}\"", excerpt(notation)),
                  std::move(seen)});
}

/// Where the next `{{` begins. Of more braces in a row the last two count: JSON is written `{{{0}}:
/// 1}`.
std::size_t find_macro(std::string_view notation, std::size_t begin) {
  std::size_t open = notation.find("{{", begin);
  while (open != std::string_view::npos && notation.substr(open + 2, 1) == "{")
    ++open;
  return open;
}

std::optional<std::size_t> parse_group(std::string_view text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::span<const Template::Name> Template::names() {
  static constexpr std::array table{
      Name{"DATE", Macro::date},          Name{"TIME", Macro::time},
      Name{"UNIXTIME", Macro::unix_time}, Name{"COUNTER", Macro::counter},
      Name{"RANDOM", Macro::random},      Name{"PEER", Macro::peer},
      Name{"ADDRESS", Macro::address},
  };
  return table;
}

std::string Template::known_macros(const CaptureSet& captures) {
  std::string known;
  for (const Name& name : names())
    known += fmt::format("{{{{{}}}}} ", name.text);
  for (std::size_t group = 0; group < captures.count; ++group) {
    known += fmt::format("{{{{{}}}}} ", group);
  }
  for (const auto& [name, group] : captures.names)
    known += fmt::format("{{{{{}}}}} ", name);
  known.pop_back();
  return known;
}

Result<Template::Part> Template::part_of(std::string_view name, const CaptureSet& captures) {
  const auto shown = fmt::format("{{{{{}}}}}", excerpt(name));
  const auto group = captures.names.find(std::string(name));
  const auto macro = std::find_if(names().begin(), names().end(),
                                  [name](const Name& candidate) { return candidate.text == name; });
  if (macro != names().end() && group != captures.names.end()) {
    return template_failure(shown, "it is a macro and a group of the expression; rename the group");
  }
  if (macro != names().end()) return Part{macro->macro, {}, 0};
  if (group != captures.names.end()) {
    assert(static_cast<std::size_t>(group->second) < captures.count);
    return Part{Macro::capture, {}, static_cast<std::size_t>(group->second)};
  }
  const auto number = parse_group(name);
  if (number && *number < captures.count) return Part{Macro::capture, {}, *number};
  if (number && captures.count == 0) {
    return template_failure(shown, "groups exist only where an expression is matched");
  }
  return template_failure(shown, fmt::format("there is no such macro; there are {}. To write two "
                                             "braces, write \\7B{{",
                                             known_macros(captures)));
}

Result<Template> Template::parse(std::string_view notation, const CaptureSet& captures) {
  Template made;
  std::size_t begin = 0;
  while (begin < notation.size()) {
    const std::size_t open = find_macro(notation, begin);
    const auto literal = parse_notation(notation, begin, std::min(open, notation.size()));
    if (!literal) return tl::unexpected(literal.error());
    if (!literal->empty()) made.parts_.push_back({Macro::literal, *literal, 0});
    if (open == std::string_view::npos) break;
    const std::size_t close = notation.find("}}", open + 2);
    if (close == std::string_view::npos) {
      return template_failure(notation, fmt::format("the {{{{ at position {} has no }}}}; to write "
                                                    "two braces, write \\7B{{",
                                                    open + 1));
    }
    auto part = part_of(notation.substr(open + 2, close - open - 2), captures);
    if (!part) return tl::unexpected(part.error());
    made.parts_.push_back(std::move(*part));
    begin = close + 2;
  }
  return made;
}

std::string Template::expand(const TemplateContext& context) const {
  std::string out;
  for (const Part& part : parts_) {
    switch (part.macro) {
      case Macro::literal: out += part.literal; break;
      case Macro::date: out += date_text(context.time); break;
      case Macro::time: out += time_of_day_text(context.time); break;
      case Macro::unix_time:
        out += std::to_string(
            std::chrono::floor<std::chrono::seconds>(context.time).time_since_epoch().count());
        break;
      case Macro::counter: out += std::to_string(context.counter); break;
      case Macro::random: out += std::to_string(context.random); break;
      case Macro::peer: out += std::to_string(context.peer); break;
      case Macro::address: out += context.address; break;
      case Macro::capture:
        assert(part.capture < context.captures.size());
        out += context.captures[part.capture];
        break;
    }
  }
  return out;
}

bool Template::uses_captures() const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.macro == Macro::capture; });
}

bool Template::is_constant() const {
  return std::all_of(parts_.begin(), parts_.end(),
                     [](const Part& part) { return part.macro == Macro::literal; });
}

}  // namespace parley::text
