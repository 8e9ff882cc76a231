#include "talk/rules.h"

#include <gtest/gtest.h>

namespace parley::talk {
namespace {

struct Heard {
  std::vector<std::string> answers;
  std::function<void(std::string)> take() {
    return [this](std::string text) { answers.push_back(std::move(text)); };
  }
};

std::unique_ptr<Rules> rules_of(const RuleSettings& settings) {
  auto rules = Rules::compile(settings, 1);
  EXPECT_TRUE(rules.has_value()) << (rules ? "" : to_string(rules.error()));
  return rules ? std::move(*rules) : nullptr;
}

TEST(Rules, reply_with_captures_by_number_and_name) {
  RuleSettings settings;
  settings.replies = {{R"(temp=(?P<t>\d+))", R"(got {{1}} {{t}} {{0}}\n)"}};
  const auto rules = rules_of(settings);
  Heard heard;
  rules->on_message("x temp=21 y", {}, heard.take());
  EXPECT_EQ(heard.answers, (std::vector<std::string>{"got 21 21 temp=21\n"}));
}

TEST(Rules, a_message_gets_the_first_reply_that_matches_and_only_one) {
  RuleSettings settings;
  settings.replies = {{"PING", "first"}, {"P", "second"}};
  const auto rules = rules_of(settings);
  Heard heard;
  rules->on_message("PING PING", {}, heard.take());
  rules->on_message("P", {}, heard.take());
  rules->on_message("nothing", {}, heard.take());
  EXPECT_EQ(heard.answers, (std::vector<std::string>{"first", "second"}));
}

TEST(Rules, a_stream_answers_each_match_in_order_across_chunks) {
  RuleSettings settings;
  settings.replies = {{"PING (\\d)", "PONG {{1}}"}, {"BYE", "bye {{COUNTER}}"}};
  const auto rules = rules_of(settings);
  Heard heard;
  std::string window;
  for (const char* chunk : {"..PI", "NG 1 BYEPI", "NG 2", "BY", "E"}) {
    window += chunk;
    rules->on_stream(window, {}, heard.take());
  }
  EXPECT_EQ(heard.answers, (std::vector<std::string>{"PONG 1", "bye 1", "PONG 2", "bye 2"}));
  EXPECT_EQ(window, "");
}

TEST(Rules, a_pattern_that_matches_nothing_does_not_answer_for_ever) {
  RuleSettings settings;
  settings.replies = {{"x*", "X"}};
  const auto rules = rules_of(settings);
  Heard heard;
  std::string window = "abc";
  rules->on_stream(window, {}, heard.take());
  EXPECT_TRUE(heard.answers.empty());
}

TEST(Rules, the_window_is_bounded) {
  RuleSettings settings;
  settings.replies = {{"END", "end"}};
  const auto rules = rules_of(settings);
  Heard heard;
  std::string window(3 * limits::rule_window_bytes_max, 'x');
  rules->on_stream(window, {}, heard.take());
  EXPECT_EQ(window.size(), limits::rule_window_bytes_max);
}

TEST(Rules, patterns_match_octets) {
  RuleSettings settings;
  settings.replies = {{R"(\xff.)", R"(\FE)"}};
  const auto rules = rules_of(settings);
  Heard heard;
  rules->on_message("\xff\x80", {}, heard.take());
  EXPECT_EQ(heard.answers, (std::vector<std::string>{"\xfe"}));
}

TEST(Rules, expectation_is_met_across_chunks) {
  RuleSettings settings;
  settings.expect = "read.";
  const auto rules = rules_of(settings);
  Heard heard;
  std::string window = "not re";
  rules->on_stream(window, {}, heard.take());
  EXPECT_FALSE(rules->expectation_met());
  window += "ady";
  rules->on_stream(window, {}, heard.take());
  EXPECT_TRUE(rules->expectation_met());
}

TEST(Rules, the_counter_counts_uses_and_a_repetition_counts_once_for_all_peers) {
  RuleSettings settings;
  settings.greet = "hello {{COUNTER}}";
  settings.every = {{std::chrono::seconds{1}, "tick {{COUNTER}} to {{PEER}}"}};
  const auto rules = rules_of(settings);
  EXPECT_EQ(rules->greeting({}), "hello 1");
  EXPECT_EQ(rules->greeting({}), "hello 2");
  const RuleSubject one{event::PeerId{1}, nullptr, {}};
  const RuleSubject two{event::PeerId{2}, nullptr, {}};
  EXPECT_EQ(rules->repeat_text(0, one, true), "tick 1 to 1");
  EXPECT_EQ(rules->repeat_text(0, two, false), "tick 1 to 2");
  EXPECT_EQ(rules->repeat_text(0, one, true), "tick 2 to 1");
}

TEST(Rules, says_what_is_wrong_with_an_expression) {
  RuleSettings settings;
  settings.replies = {{"a(b", "x"}};
  const auto rules = Rules::compile(settings, 1);
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(to_string(rules.error()), "cannot use the expression 'a(b' of --reply: missing ): a(b");
}

TEST(Rules, says_what_is_wrong_with_a_text) {
  RuleSettings settings;
  settings.replies = {{"a(b)", "{{2}}"}};
  const auto rules = Rules::compile(settings, 1);
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().kind, ErrorClass::bad_input);
  EXPECT_EQ(rules.error().attempted, "use the text '{{2}}' of --reply");
}

}  // namespace
}  // namespace parley::talk
