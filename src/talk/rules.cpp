#include "talk/rules.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/limits.h"

namespace parley::talk {

namespace {

constexpr int captures_max = 32;

Result<std::unique_ptr<re2::RE2>> compile_pattern(const std::string& pattern,
                                                  std::string_view option) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_encoding(re2::RE2::Options::EncodingLatin1);
  auto compiled = std::make_unique<re2::RE2>(pattern, options);
  const std::string attempted = fmt::format("use the expression '{}' of {}", pattern, option);
  if (!compiled->ok()) {
    return failure({ErrorClass::bad_input, 0, attempted, compiled->error()});
  }
  if (compiled->NumberOfCapturingGroups() >= captures_max) {
    return failure({ErrorClass::bad_input, 0, attempted,
                    fmt::format("it has more than {} groups", captures_max - 1)});
  }
  return compiled;
}

Result<text::Template> compile_text(const std::string& notation, std::string_view option,
                                    const text::CaptureSet& captures = {}) {
  auto compiled = text::Template::parse(notation, captures);
  if (!compiled) {
    return failure({ErrorClass::bad_input, 0,
                    fmt::format("use the text '{}' of {}", notation, option),
                    compiled.error().seen});
  }
  return std::move(*compiled);
}

}  // namespace

Result<std::unique_ptr<Rules>> Rules::compile(const RuleSettings& settings, std::uint64_t seed) {
  std::unique_ptr<Rules> rules(new Rules);
  rules->random_.seed(seed);
  rules->echo_ = settings.echo;
  if (settings.greet) {
    auto text = compile_text(*settings.greet, "--greet");
    if (!text) return failure(text.error());
    rules->greet_ = Said{std::move(*text)};
  }
  for (const auto& [pattern, notation] : settings.replies) {
    auto compiled = compile_pattern(pattern, "--reply");
    if (!compiled) return failure(compiled.error());
    const auto groups = static_cast<std::size_t>((*compiled)->NumberOfCapturingGroups());
    auto text =
        compile_text(notation, "--reply", {groups + 1, (*compiled)->NamedCapturingGroups()});
    if (!text) return failure(text.error());
    rules->replies_.push_back({std::move(*compiled), Said{std::move(*text)}});
  }
  for (const auto& [interval, notation] : settings.every) {
    auto text = compile_text(notation, "--every");
    if (!text) return failure(text.error());
    rules->repeats_.push_back({interval, Said{std::move(*text)}});
  }
  if (settings.expect) {
    auto compiled = compile_pattern(*settings.expect, "--expect");
    if (!compiled) return failure(compiled.error());
    rules->expect_ = std::move(*compiled);
  }
  return rules;
}

std::string Rules::say(const Said& said, const RuleSubject& subject,
                       const re2::StringPiece* captures, int capture_count) {
  std::array<std::string_view, captures_max> views;
  for (int i = 0; i < capture_count; ++i) {
    views[static_cast<std::size_t>(i)] = {captures[i].data(), captures[i].size()};
  }
  const std::string address = subject.party ? subject.party->name() : std::string();
  text::TemplateContext context;
  context.time = subject.wall;
  context.counter = said.count;
  context.random = static_cast<std::uint16_t>(random_());
  context.peer = static_cast<std::uint32_t>(subject.peer);
  context.address = address;
  context.captures = std::span(views).first(static_cast<std::size_t>(capture_count));
  return said.text.expand(context);
}

std::optional<std::string> Rules::greeting(const RuleSubject& subject) {
  if (!greet_) return std::nullopt;
  ++greet_->count;
  return say(*greet_, subject);
}

std::string Rules::repeat_text(std::size_t index, const RuleSubject& subject, bool first) {
  Said& said = repeats_[index].said;
  if (first) ++said.count;
  return say(said, subject);
}

void Rules::on_message(Bytes message, const RuleSubject& subject,
                       const std::function<void(std::string)>& answer) {
  std::array<re2::StringPiece, captures_max> captures;
  if (expect_ && re2::RE2::PartialMatch({message.data(), message.size()}, *expect_)) {
    expectation_met_ = true;
  }
  for (auto& reply : replies_) {
    const int count = reply.pattern->NumberOfCapturingGroups() + 1;
    if (!reply.pattern->Match({message.data(), message.size()}, 0, message.size(),
                              re2::RE2::UNANCHORED, captures.data(), count)) {
      continue;
    }
    ++reply.said.count;
    answer(say(reply.said, subject, captures.data(), count));
    return;
  }
}

void Rules::on_stream(std::string& window, const RuleSubject& subject,
                      const std::function<void(std::string)>& answer) {
  if (expect_ && re2::RE2::PartialMatch(window, *expect_)) expectation_met_ = true;
  std::array<re2::StringPiece, captures_max> captures;
  std::array<re2::StringPiece, captures_max> best_captures;
  std::size_t used = 0;
  for (;;) {
    Reply* best = nullptr;
    for (auto& reply : replies_) {
      const int count = reply.pattern->NumberOfCapturingGroups() + 1;
      const bool found = reply.pattern->Match(window, used, window.size(), re2::RE2::UNANCHORED,
                                              captures.data(), count);
      // An empty match would answer for ever.
      if (!found || captures[0].empty()) continue;
      if (best && captures[0].data() >= best_captures[0].data()) continue;
      best = &reply;
      best_captures = captures;
    }
    if (!best) break;
    const int count = best->pattern->NumberOfCapturingGroups() + 1;
    ++best->said.count;
    answer(say(best->said, subject, best_captures.data(), count));
    used = static_cast<std::size_t>(best_captures[0].end() - window.data());
  }
  window.erase(0, used);
  if (window.size() > limits::rule_window_bytes_max) {
    window.erase(0, window.size() - limits::rule_window_bytes_max);
  }
}

}  // namespace parley::talk
