#include "desk/models/composition.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>

#include "text/hex.h"
#include "text/notation.h"

namespace parley::desk::models {

namespace {

// The rooms below name a position in their words, counted in octets from 1; that they do is part of
// their contract (text/hex.h, text/notation.h).
std::optional<std::size_t> position_of(const std::string& seen) {
  static const QRegularExpression pattern(QStringLiteral("at position (\\d+)"));
  const auto match = pattern.match(QString::fromStdString(seen));
  if (!match.hasMatch()) return std::nullopt;
  return match.captured(1).toULongLong() - 1;
}

// A macro that does not exist is named, not placed: it is the first that alone is none either.
std::optional<std::pair<std::size_t, std::size_t>> wrong_macro(std::string_view text) {
  for (std::size_t open = text.find("{{"); open != std::string_view::npos;
       open = text.find("{{", open + 2)) {
    while (text.substr(open + 2, 1) == "{")
      ++open;
    const std::size_t close = text.find("}}", open);
    if (close == std::string_view::npos) return std::nullopt;
    const std::size_t length = close + 2 - open;
    if (!text::Template::parse(text.substr(open, length))) return std::pair{open, length};
  }
  return std::nullopt;
}

qsizetype characters(std::string_view octets) {
  return QString::fromUtf8(octets.data(), static_cast<qsizetype>(octets.size())).size();
}

InputTrouble trouble_in(std::string_view text, const Error& error) {
  InputTrouble trouble;
  trouble.words = QString::fromStdString(error.seen);
  std::size_t begin = 0;
  std::size_t length = 1;
  if (const auto position = position_of(error.seen)) {
    begin = std::min(*position, text.size());
  } else if (const auto macro = wrong_macro(text)) {
    std::tie(begin, length) = *macro;
    trouble.words = QString::fromStdString(error.attempted + ": " + error.seen);
  } else {
    return trouble;
  }
  trouble.begin = characters(text.substr(0, begin));
  trouble.length = std::max<qsizetype>(1, characters(text.substr(begin, length)));
  return trouble;
}

std::string with_breaks(std::string_view text, text::LineEnding ending) {
  const Bytes octets =
      text::line_ending_bytes(ending == text::LineEnding::none ? text::LineEnding::lf : ending);
  std::string out;
  out.reserve(text.size());
  for (const char octet : text) {
    if (octet == '\n') {
      out += octets;
    } else {
      out += octet;
    }
  }
  return out;
}

}  // namespace

tl::expected<Composition, InputTrouble> Composition::make(const InputLine& line,
                                                          const InputStyle& style) {
  const std::string typed = line.text.toStdString();
  Composition made;
  made.style_ = style;
  if (line.mode == InputMode::hex) {
    made.framed_ = false;
    const auto octets = text::parse_hex(typed);
    if (!octets) return tl::unexpected(trouble_in(typed, octets.error()));
    made.literal_ = *octets;
  } else if (line.mode == InputMode::text) {
    made.literal_ = with_breaks(typed, style.ending);
  } else {
    if (const auto checked = text::Template::parse(typed); !checked) {
      return tl::unexpected(trouble_in(typed, checked.error()));
    }
    made.text_ = *text::Template::parse(with_breaks(typed, style.ending));
  }
  return made;
}

bool Composition::differs_by_peer() const {
  if (!text_) return false;
  text::TemplateContext one;
  text::TemplateContext other;
  other.peer = 1;
  other.address = "x";
  return text_->expand(one) != text_->expand(other);
}

std::string Composition::octets(const text::TemplateContext& context) const {
  std::string body = text_ ? text_->expand(context) : literal_;
  if (!framed_) return body;
  if (style_.framing == text::Framing::line && body.ends_with('\n')) return body;
  return text::frame_message(style_.framing, body, style_.ending);
}

text::TemplateContext MacroValues::next(const InputLine& line, WallTime now) {
  const auto known = std::find_if(counters_.begin(), counters_.end(),
                                  [&](const Counter& counter) { return counter.line == line; });
  Counter counter{line, 0};
  if (known != counters_.end()) {
    counter = *known;
    counters_.erase(known);
  } else if (counters_.size() == counters_max) {
    counters_.erase(counters_.begin());
  }
  ++counter.count;
  counters_.push_back(counter);
  text::TemplateContext context;
  context.time = now;
  context.counter = counter.count;
  context.random = static_cast<std::uint16_t>(random_());
  return context;
}

void MacroValues::take_back(const InputLine& line) {
  if (!counters_.empty() && counters_.back().line == line) --counters_.back().count;
}

}  // namespace parley::desk::models
