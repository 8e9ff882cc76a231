#include "log/filter.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "text/notation.h"

namespace parley::log {

using event::Kind;

namespace {

bool contains(Bytes octets, std::string_view text) {
  // memmem(3) is several times faster than std::string_view::find.
  return ::memmem(octets.data(), octets.size(), text.data(), text.size()) != nullptr;
}

/// JSON writes these as they are.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

bool is_content(Kind kind) {
  return kind == Kind::received || kind == Kind::sent;
}

bool is_quantifier(char c) {
  return c == '?' || c == '*' || c == '+' || c == '{';
}

/// Where the "]" is; npos where that is not plain to see.
std::size_t end_of_class(std::string_view pattern, std::size_t begin) {
  std::size_t at = begin + 1;
  if (pattern.substr(at, 1) == "^") ++at;
  if (pattern.substr(at, 1) == "]") ++at;  // stands for itself
  for (; at < pattern.size(); ++at) {
    if (pattern[at] == ']') return at;
    if (pattern[at] == '[') break;
    if (pattern[at] == '\\') ++at;
  }
  return std::string_view::npos;
}

}  // namespace

std::string required_text(std::string_view pattern) {
  // Alternatives and groups may make any part optional: then nothing is required for certain.
  if (pattern.find_first_of("|()") != std::string_view::npos) return {};
  std::string longest;
  std::string run;
  const auto end_run = [&] {
    if (run.size() > longest.size()) longest = run;
    run.clear();
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    char c = pattern[i];
    bool literal = std::strchr(".^$[]{}?*+", c) == nullptr;
    if (c == '\\') {
      if (i + 1 == pattern.size()) return {};
      c = pattern[++i];
      literal = std::ispunct(static_cast<unsigned char>(c)) != 0;
      if (!literal && std::strchr("dDwWsSbBntrfvAz", c) == nullptr) return {};
    } else if (c == '[') {
      const std::size_t close = end_of_class(pattern, i);
      if (close == std::string_view::npos) return {};
      i = close;
    } else if (c == '{') {
      return {};
    }
    const char behind = i + 1 < pattern.size() ? pattern[i + 1] : '\0';
    if (!literal || (is_quantifier(behind) && behind != '+')) {
      end_run();
      continue;
    }
    run += c;
    if (behind == '+') end_run();
  }
  end_run();
  return longest;
}

Filter::Filter(FilterSettings settings) : settings_(std::move(settings)) {
  content_only_ = !settings_.kinds.empty() &&
                  std::all_of(settings_.kinds.begin(), settings_.kinds.end(), is_content);
}

Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

Result<Filter> Filter::make(FilterSettings settings) {
  Filter made(std::move(settings));
  const std::string& text = made.settings_.text;
  if (made.settings_.pattern || made.settings_.ignore_case) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_encoding(re2::RE2::Options::EncodingLatin1);
    options.set_literal(!made.settings_.pattern);
    options.set_case_sensitive(!made.settings_.ignore_case);
    made.pattern_ = std::make_unique<re2::RE2>(text, options);
    if (!made.pattern_->ok()) {
      return failure({ErrorClass::bad_input, 0, "read the pattern " + text::excerpt(text),
                      made.pattern_->error()});
    }
    if (!made.settings_.ignore_case) made.required_ = required_text(text);
  } else {
    made.required_ = text;
  }
  made.required_in_json_ = is_plain(made.required_);
  return made;
}

bool Filter::wants(event::PeerId peer, WallTime time) const {
  const auto& peers = settings_.peers;
  if (!peers.empty() && std::find(peers.begin(), peers.end(), peer) == peers.end()) return false;
  if (settings_.since && time < *settings_.since) return false;
  return !settings_.until || time < *settings_.until;
}

bool Filter::wants(Kind kind) const {
  const auto& kinds = settings_.kinds;
  return kinds.empty() || std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

bool Filter::is_in(Bytes octets) const {
  if (pattern_ == nullptr) return contains(octets, settings_.text);
  if (!required_.empty() && !contains(octets, required_)) return false;
  return re2::RE2::PartialMatch({octets.data(), octets.size()}, *pattern_);
}

bool Filter::matches(const event::Event& event) const {
  if (event.number == 0 || !wants(event.peer, event.time) || !wants(event.kind)) return false;
  if (settings_.text.empty()) return true;
  if (is_content(event.kind)) return is_in(event.bytes);
  if (is_in(event::kind_name(event.kind)) || is_in(event.reason)) return true;
  if (event.error != nullptr && is_in(to_string(*event.error))) return true;
  if (!event.message.empty() && is_in(event.message)) return true;
  return event.party != nullptr && event.kind != Kind::listening && is_in(event.party->name());
}

bool Filter::in_segment(Bytes whole_segment) const {
  if (required_.empty() || contains(whole_segment, required_)) return true;
  if (content_only_) return false;
  // Other events hold it as JSON does, a message that is no text in hex.
  return !required_in_json_ || contains(whole_segment, ",\"hex\":\"");
}

bool Filter::in_block(const record::Block& block) const {
  if (!wants(block.peer, block.time)) return false;
  if (block.kind == record::Block::Kind::payload) {
    if (!wants(block.way == record::Way::sent ? Kind::sent : Kind::received)) return false;
    return required_.empty() || contains(block.data, required_);
  }
  if (content_only_) {
    // Content that belongs to no connection is stored as JSON, too.
    const auto kind = record::kind_in_json(block.data);
    return kind && is_content(*kind) && wants(*kind);
  }
  if (required_.empty() || !required_in_json_) return true;
  return contains(block.data, required_) || contains(block.data, ",\"hex\":\"");
}

}  // namespace parley::log
