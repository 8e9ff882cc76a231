// Other rules while conversations go on.
#include <gtest/gtest.h>

#include "talk/nursery.h"
#include "talk/sim_scene_test.h"

namespace parley::talk {
namespace {

using namespace std::chrono_literals;

/// A server with one peer, who says things and keeps what it hears.
class SetRules : public testing::Test {
 protected:
  void begin(const RuleSettings& rules, text::Framing framing = text::Framing::none) {
    TalkSettings settings;
    settings.rules = rules;
    settings.framing = framing;
    scene_ = std::make_unique<Scene>(1, settings);
    ASSERT_TRUE(scene_->listen().has_value());
    Nursery nursery(scene_->world.loop());
    nursery.spawn(connect());
    pass(50ms);
    ASSERT_NE(nullptr, stream_);
  }

  net::Task<> connect() {
    auto connected = co_await scene_->board->connect(Scene::server(), Port{0}, 10s);
    if (connected) stream_ = std::move(*connected);
  }

  void pass(Duration time) { scene_->world.loop().run_for(time); }

  void say(Bytes text) {
    EXPECT_EQ(net::Io::Status::done, stream_->write(text).status);
    pass(50ms);
  }

  /// What came since the last look.
  std::string heard() {
    char buffer[4096];
    const net::Io got = stream_->read(buffer);
    return got.status == net::Io::Status::done ? std::string(buffer, got.bytes) : "";
  }

  Talk& talk() { return *scene_->talk; }

  std::unique_ptr<Scene> scene_;
  std::unique_ptr<net::Stream> stream_;
};

RuleSettings replying(std::string pattern, std::string text) {
  RuleSettings rules;
  rules.replies = {{std::move(pattern), std::move(text)}};
  return rules;
}

TEST_F(SetRules, EchoAndRepliesChangeAtOnce) {
  begin({});
  say("one");
  EXPECT_EQ("", heard());
  RuleSettings rules;
  rules.echo = true;
  ASSERT_TRUE(talk().set_rules(rules));
  say("two");
  EXPECT_EQ("two", heard());
  ASSERT_TRUE(talk().set_rules(replying("t(.*)ee", "{{1}}!")));
  say("three");
  EXPECT_EQ("hr!", heard());
  ASSERT_TRUE(talk().set_rules({}));
  say("three");
  EXPECT_EQ("", heard());
}

TEST_F(SetRules, RepetitionsAreReplaced) {
  RuleSettings rules;
  rules.every = {{1s, "slow {{COUNTER}};"}, {700ms, "other;"}};
  begin(rules);
  pass(1500ms);
  EXPECT_EQ("other;slow 1;other;", heard());
  rules.every = {{200ms, "quick {{COUNTER}};"}};
  ASSERT_TRUE(talk().set_rules(rules));
  pass(500ms);
  EXPECT_EQ("quick 1;quick 2;", heard());
  ASSERT_TRUE(talk().set_rules({}));
  pass(10s);
  EXPECT_EQ("", heard());
}

TEST_F(SetRules, AMistakeLeavesTheRulesThatWere) {
  RuleSettings rules = replying("Hello", "Hi");
  rules.every = {{1s, "tick;"}};
  begin(rules);
  const auto set = talk().set_rules(replying("(", "x"));
  ASSERT_FALSE(set);
  EXPECT_EQ("cannot use the expression '(' of --reply: missing ): (", to_string(set.error()));
  say("Hello");
  EXPECT_EQ("Hi", heard());
  pass(1s);
  EXPECT_EQ("tick;", heard());
}

TEST_F(SetRules, WhatCameBeforeMatchesNothing) {
  begin(replying("never", "x"));
  say("Hello");
  ASSERT_TRUE(talk().set_rules(replying("Hello", "Hi")));
  say(" world");
  EXPECT_EQ("", heard());
  say("Hello");
  EXPECT_EQ("Hi", heard());
}

TEST_F(SetRules, AMessageUnderFramingIsWholeForTheNewRules) {
  begin(replying("never", "x"), text::Framing::line);
  say("Hel");
  ASSERT_TRUE(talk().set_rules(replying("^Hello$", "Hi")));
  say("lo\n");
  EXPECT_EQ("Hi\n", heard());
}

TEST_F(SetRules, WhoComesLaterIsGreetedByTheNewOnes) {
  RuleSettings rules;
  rules.greet = "old";
  begin(rules);
  EXPECT_EQ("old", heard());
  rules.greet = "new {{PEER}}";
  ASSERT_TRUE(talk().set_rules(rules));
  pass(50ms);
  EXPECT_EQ("", heard());
  Nursery nursery(scene_->world.loop());
  nursery.spawn(connect());
  pass(100ms);
  EXPECT_EQ("new 2", heard());
}

TEST_F(SetRules, AnEchoThatWaitsForItsPeerStillGoesOut) {
  RuleSettings rules;
  rules.echo = true;
  begin(rules);
  // The peer reads nothing until the new rules are there, so that the echo fills what there is.
  const std::string much(60'000, 'x');
  std::size_t said = 0;
  for (int i = 0; i < 100; ++i) {
    const net::Io put = stream_->write(much);
    if (put.status == net::Io::Status::done) said += put.bytes;
    pass(10ms);
  }
  ASSERT_TRUE(talk().set_rules({}));
  std::size_t echoed = 0;
  for (std::string more = heard(); !more.empty(); more = heard()) {
    echoed += more.size();
    pass(10ms);
  }
  EXPECT_GT(echoed, 0u);
  EXPECT_LT(echoed, said);
  pass(1s);
  std::size_t received = 0;
  for (const auto& [id, connection] : scene_->seen.connections)
    received += connection.received.size();
  EXPECT_EQ(said, received) << "the rest is read, and not echoed";
}

}  // namespace
}  // namespace parley::talk
