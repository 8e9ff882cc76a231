// Replays against devices on a simulated network: those that answer as recorded, and each way not
// to.
#include <gtest/gtest.h>
#include <random>

#include "session/replay.h"
#include "session/script_source_test.h"
#include "talk/nursery.h"
#include "talk/sim_scene_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using event::Kind;

constexpr Port device_port{8000};

/// What a device does: waits for so many octets, pauses, says something; again and again; ends.
struct Act {
  std::size_t after_octets = 0;
  Duration pause{};
  std::string says;
};

net::Task<> device(net::Network& network, net::Acceptor& acceptor, std::vector<Act> acts,
                   std::string& heard) {
  co_await net::ready(acceptor, net::Interest::read);
  auto stream = acceptor.accept().stream;
  for (const Act& act : acts) {
    const auto got = co_await talk::read_up_to(*stream, act.after_octets);
    if (!got) co_return;
    heard += *got;
    net::Sleep pause(network.loop(), network.loop().now() + act.pause);
    co_await pause;
    const bool written = co_await talk::write_all(*stream, act.says);
    if (!written) co_return;
  }
  const auto rest = co_await talk::read_up_to(*stream, SIZE_MAX);
  heard += rest.value_or("");
}

/// A client that was recorded: "one" "ONE" "two" "TWO and more", with a second in between.
WrittenSource recorded() {
  WrittenSource source;
  source.add(Kind::connected);
  source.add(Kind::sent, "one");
  source.add(Kind::received, "ONE");
  source.pass(1s);
  source.add(Kind::sent, "two");
  source.add(Kind::received, "TWO ");
  source.add(Kind::received, "and more");
  source.add(Kind::closed);
  return source;
}

struct Played {
  explicit Played(std::vector<Act> acts, const ReplaySettings& settings = {})
      : Played(recorded(), std::move(acts), settings) {}

  Played(WrittenSource written, std::vector<Act> acts, const ReplaySettings& settings = {})
      : source(std::move(written)), script(*read_script(source, {})) {
    auto listening = scene.board->listen({scene.board_address(), device_port}, false);
    acceptor = std::move(*listening);
    devices.spawn(device(*scene.board, *acceptor, std::move(acts), heard));
    replay = std::make_unique<Replay>(*scene.talk, scene.world.loop(), script, settings,
                                      [this](const ReplayReport& report) { told = report; });
    scene.talk->add_sink(*replay);
    scene.talk->feed_with([this] { return replay->more_to_come(); }, [] {});
    talk::ConnectSettings target;
    target.host = "10.0.0.7";
    target.port = device_port;
    scene.talk->connect(target);
    scene.world.loop().run_for(60s);
  }

  Difference difference() const {
    if (!told || !told->difference) ADD_FAILURE() << "no difference";
    return told && told->difference ? *told->difference : Difference{};
  }

  talk::Scene scene{1};
  WrittenSource source;
  Script script;
  std::unique_ptr<net::Acceptor> acceptor;
  talk::Nursery devices{scene.world.loop()};
  std::string heard;
  std::unique_ptr<Replay> replay;
  std::optional<ReplayReport> told;
};

TEST(Replay, finds_no_difference_in_the_same) {
  const Played played({{3, 0s, "ONE"}, {3, 0s, "TWO and"}, {0, 100ms, " more"}});
  ASSERT_TRUE(played.told);
  EXPECT_TRUE(played.told->complete);
  EXPECT_FALSE(played.told->difference);
  EXPECT_EQ(played.told->octets_said, 6u);
  EXPECT_EQ(played.told->octets_same, 15u);
  EXPECT_EQ(played.told->turns_said, 2u);
  EXPECT_EQ(played.told->answers_same, 2u);
  EXPECT_EQ(played.heard, "onetwo");
  EXPECT_GE(played.told->took, 1s) << "the recorded pause is kept";
}

TEST(Replay, is_as_fast_as_answers_come) {
  ReplaySettings settings;
  settings.speed = 0;
  const Played played({{3, 0s, "ONE"}, {3, 0s, "TWO and more"}}, settings);
  EXPECT_TRUE(played.told->complete);
  EXPECT_LT(played.told->took, 900ms);
  settings.speed = 2;
  const Played twice({{3, 0s, "ONE"}, {3, 0s, "TWO and more"}}, settings);
  EXPECT_GE(twice.told->took, 500ms);
  EXPECT_LT(twice.told->took, 1000ms);
}

TEST(Replay, says_nothing_before_the_answer_has_come) {
  const Played played({{3, 8s, "ONE"}, {3, 0s, "TWO and more"}});
  EXPECT_TRUE(played.told->complete);
  EXPECT_EQ(played.heard, "onetwo");
  EXPECT_GE(played.told->took, 9s);
}

TEST(Replay, names_the_first_octet_that_differs) {
  const Played played({{3, 0s, "ONE"}, {3, 0s, "TWO und mehr"}});
  EXPECT_FALSE(played.told->complete);
  const Difference difference = played.difference();
  EXPECT_EQ(difference.kind, Difference::Kind::other);
  EXPECT_EQ(difference.offset, 7u);
  EXPECT_EQ(difference.answer, 2u);
  EXPECT_EQ(difference.recorded, played.script.began + 1050ms);
  EXPECT_EQ(difference.before, "ONETWO ");
  EXPECT_EQ(difference.expected, "and more");
  EXPECT_EQ(difference.got, "und mehr");
  EXPECT_EQ(played.told->octets_same, 7u);
  EXPECT_EQ(played.told->answers_same, 1u);
}

TEST(Replay, waits_for_what_is_missing_only_so_long) {
  const Played played({{3, 0s, "ONE"}, {3, 0s, "TWO"}});
  const Difference difference = played.difference();
  EXPECT_EQ(difference.kind, Difference::Kind::missing);
  EXPECT_EQ(difference.offset, 6u);
  EXPECT_EQ(difference.octets_left, 9u);
  EXPECT_EQ(difference.expected, " and more");
  EXPECT_GE(played.told->took, 11s);
  EXPECT_LT(played.told->took, 13s);
}

TEST(Replay, finds_what_is_too_much) {
  const Played at_once({{3, 0s, "ONE"}, {3, 0s, "TWO and more!"}});
  EXPECT_EQ(at_once.difference().kind, Difference::Kind::extra);
  EXPECT_EQ(at_once.difference().offset, 15u);
  EXPECT_EQ(at_once.difference().got, "!");
  EXPECT_EQ(at_once.difference().expected, "");
  const Played soon({{3, 0s, "ONE"}, {3, 0s, "TWO and more"}, {0, 100ms, "!"}});
  EXPECT_EQ(soon.difference().kind, Difference::Kind::extra);
}

TEST(Replay, finds_an_end_that_came_too_early) {
  WrittenSource source = recorded();
  const Script script = *read_script(source, {});
  talk::Scene scene(1);
  const auto acceptor = scene.board->listen({scene.board_address(), device_port}, false);
  talk::Nursery devices(scene.world.loop());
  devices.spawn([](net::Acceptor& at) -> net::Task<> {
    co_await net::ready(at, net::Interest::read);
    auto stream = at.accept().stream;
    const auto heard = co_await talk::read_up_to(*stream, 3);
    const bool written = co_await talk::write_all(*stream, "ON");
    if (!heard || !written) co_return;
  }(**acceptor));
  std::optional<ReplayReport> told;
  Replay replay(*scene.talk, scene.world.loop(), script, {},
                [&](const ReplayReport& report) { told = report; });
  scene.talk->add_sink(replay);
  scene.talk->feed_with([&] { return replay.more_to_come(); }, [] {});
  talk::ConnectSettings target;
  target.host = "10.0.0.7";
  target.port = device_port;
  scene.talk->connect(target);
  scene.world.loop().run_for(60s);
  ASSERT_TRUE(told && told->difference);
  EXPECT_EQ(told->difference->offset, 2u);
  EXPECT_EQ(told->difference->octets_left, 13u);
}

/// Any conversation: turns of any length and order, and the device that had it.
struct AnyConversation {
  explicit AnyConversation(unsigned seed) : random(seed) {
    source.add(Kind::connected);
    std::size_t asked = 0;
    const auto turns = 1 + random() % 12;
    for (std::size_t turn = 0; turn < turns; ++turn) {
      std::string says(1 + random() % 3000, '\0');
      for (char& octet : says)
        octet = static_cast<char>(random());
      source.pass(std::chrono::milliseconds{random() % 50});
      const bool device_says = random() % 2 == 0;
      source.add(device_says ? Kind::received : Kind::sent, says);
      if (device_says) {
        acts.push_back({asked, std::chrono::milliseconds{random() % 100}, says});
        answer_bytes += says.size();
        asked = 0;
      } else {
        asked += says.size();
      }
    }
  }

  std::mt19937 random;
  WrittenSource source;
  std::vector<Act> acts;
  std::size_t answer_bytes = 0;
};

TEST(Replay, of_any_conversation_finds_the_one_octet_that_was_changed) {
  for (unsigned seed = 1; seed <= 200; ++seed) {
    AnyConversation same(seed);
    const Played whole(std::move(same.source), same.acts);
    ASSERT_TRUE(whole.told && whole.told->complete) << "seed " << seed;
    ASSERT_EQ(whole.told->octets_same, same.answer_bytes) << "seed " << seed;
    if (same.answer_bytes == 0) continue;
    AnyConversation other(seed);
    const std::size_t changed = other.random() % other.answer_bytes;
    std::size_t before = 0;
    for (Act& act : other.acts) {
      if (changed >= before && changed < before + act.says.size()) act.says[changed - before] ^= 1;
      before += act.says.size();
    }
    const Played played(std::move(other.source), other.acts);
    ASSERT_EQ(played.difference().kind, Difference::Kind::other) << "seed " << seed;
    ASSERT_EQ(played.difference().offset, changed) << "seed " << seed;
  }
}

TEST(Replay, tells_that_nobody_was_reached) {
  WrittenSource source = recorded();
  const Script script = *read_script(source, {});
  talk::Scene scene(1);
  std::optional<ReplayReport> told;
  Replay replay(*scene.talk, scene.world.loop(), script, {},
                [&](const ReplayReport& report) { told = report; });
  scene.talk->add_sink(replay);
  talk::ConnectSettings target;
  target.host = "10.0.0.7";
  target.port = device_port;
  scene.talk->connect(target);
  scene.world.loop().run_for(1s);
  ASSERT_TRUE(told && told->failure);
  EXPECT_EQ(told->failure->kind, ErrorClass::refused);
}

}  // namespace
}  // namespace parley::session
