#include "log/filter.h"

#include <algorithm>
#include <cctype>
#include <cstring>

#include "record/rebuilt.h"
#include "text/notation.h"

namespace parley::log {

using event::Kind;

namespace {

bool contains(Bytes octets, std::string_view text) {
  if (octets.size() < text.size()) return false;
  if (text.empty()) return true;
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

bool contains_all(Bytes octets, const std::vector<std::string>& texts) {
  return std::all_of(texts.begin(), texts.end(),
                     [octets](const std::string& text) { return contains(octets, text); });
}

/// Finds what a pattern requires. Where it is not plain to see, nothing is.
class Requirements {
 public:
  explicit Requirements(std::string_view pattern) : pattern_(pattern) {}

  /// False: nothing is certain.
  bool find() {
    while (at_ < pattern_.size()) {
      bool literal = true;
      char c = pattern_[at_];
      if (c == '\\') {
        if (!escape(c, literal)) return false;
      } else if (c == '[') {
        literal = false;
        if (!skip_class()) return false;
      } else if (c == '(') {
        literal = false;
        if (!skip_group()) return false;
      } else if (std::strchr("|){}", c) != nullptr) {
        return false;
      } else {
        literal = std::strchr(".^$]?*+", c) == nullptr;
      }
      ++at_;
      const char behind = at_ < pattern_.size() ? pattern_[at_] : '\0';
      const bool optional = behind == '?' || behind == '*' || behind == '{';
      if (literal && !optional) run_ += c;
      if (!literal || optional || behind == '+') end_run();
    }
    end_run();
    return true;
  }

  std::vector<std::string> texts;

 private:
  void end_run() {
    if (!run_.empty()) texts.push_back(run_);
    run_.clear();
  }

  /// Leaves `at_` at its last character.
  bool escape(char& c, bool& literal) {
    if (++at_ == pattern_.size()) return false;
    c = pattern_[at_];
    literal = std::ispunct(static_cast<unsigned char>(c)) != 0;
    return literal || std::strchr("dDwWsSbBntrfvAz", c) != nullptr;
  }

  /// Leaves `at_` at the "]".
  bool skip_class() {
    ++at_;
    if (pattern_.substr(at_, 1) == "^") ++at_;
    if (pattern_.substr(at_, 1) == "]") ++at_;  // stands for itself
    for (; at_ < pattern_.size(); ++at_) {
      if (pattern_[at_] == ']') return true;
      if (pattern_[at_] == '[') return false;
      if (pattern_[at_] == '\\') ++at_;
    }
    return false;
  }

  /// Leaves `at_` at the ")".
  bool skip_group() {
    if (pattern_.substr(at_ + 1, 1) == "?" && pattern_.substr(at_ + 2, 1) != ":") return false;
    std::size_t depth = 0;
    for (; at_ < pattern_.size(); ++at_) {
      const char c = pattern_[at_];
      if (c == '\\') {
        if (pattern_.substr(at_ + 1, 1) == "Q") return false;
        ++at_;
      } else if (c == '[') {
        if (!skip_class()) return false;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        return true;
      }
    }
    return false;
  }

  std::string_view pattern_;
  std::size_t at_ = 0;
  std::string run_;
};

}  // namespace

std::vector<std::string> required_texts(std::string_view pattern) {
  Requirements requirements(pattern);
  if (!requirements.find()) return {};
  std::stable_sort(requirements.texts.begin(), requirements.texts.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return std::move(requirements.texts);
}

bool looks_around(std::string_view pattern) {
  char before = '\0';
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '$' || (c == '^' && before != '[')) return true;
    if (c == '\\' && at + 1 < pattern.size()) {
      if (std::strchr("AzbB", pattern[++at]) != nullptr) return true;
      before = '\0';  // what is escaped is no "["
    } else {
      before = c;
    }
  }
  return false;
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
    if (!made.settings_.ignore_case) made.required_ = required_texts(text);
    made.looks_around_ = made.settings_.pattern && looks_around(text);
  } else if (!text.empty()) {
    made.required_ = {text};
  }
  made.required_in_json_ = std::all_of(made.required_.begin(), made.required_.end(),
                                       [](const auto& t) { return is_plain(t); });
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
  return contains_all(octets, required_) && matches_pattern(octets);
}

bool Filter::matches_pattern(Bytes octets) const {
  return re2::RE2::PartialMatch({octets.data(), octets.size()}, *pattern_);
}

bool Filter::matches(const event::Event& event) const {
  return matches_itself(event) && (narrower_ == nullptr || narrower_->matches(event));
}

bool Filter::matches_itself(const event::Event& event) const {
  if (event.number == 0 || !wants(event.peer, event.time) || !wants(event.kind)) return false;
  if (settings_.text.empty()) return true;
  if (is_content(event.kind)) return is_in(event.bytes);
  if (is_in(event::kind_name(event.kind)) || is_in(event.reason)) return true;
  if (event.error != nullptr && is_in(to_string(*event.error))) return true;
  if (!event.message.empty() && is_in(event.message)) return true;
  return event.party != nullptr && event.kind != Kind::listening && is_in(event.party->name());
}

/// Where in it the content begins depends on what its connection is; an IP header is in front of it
/// in any case.
bool Filter::may_be_in_packet(Bytes packet) const {
  if (!contains_all(packet, required_)) return false;
  if (pattern_ == nullptr || looks_around_) return true;
  const auto header_bytes = record::rebuilt_bytes(packet, event::Transport::raw);
  return !header_bytes || matches_pattern(packet.substr(*header_bytes));
}

bool Filter::in_segment(Bytes whole_segment) const {
  if (narrower_ != nullptr && !narrower_->in_segment(whole_segment)) return false;
  if (contains_all(whole_segment, required_)) return true;
  if (content_only_) return false;
  // Other events hold it as JSON does, a message that is no text in hex.
  return !required_in_json_ || contains(whole_segment, ",\"hex\":\"");
}

bool Filter::in_block(const record::Block& block) const {
  if (narrower_ != nullptr && !narrower_->in_block(block)) return false;
  if (!wants(block.peer, block.time)) return false;
  if (block.kind == record::Block::Kind::payload) {
    if (!wants(block.way == record::Way::sent ? Kind::sent : Kind::received)) return false;
    return may_be_in_packet(block.data);
  }
  if (content_only_) {
    // Content that belongs to no connection is stored as JSON, too.
    const auto kind = record::kind_in_json(block.data);
    return kind && is_content(*kind) && wants(*kind);
  }
  if (required_.empty() || !required_in_json_) return true;
  return contains_all(block.data, required_) || contains(block.data, ",\"hex\":\"");
}

}  // namespace parley::log
