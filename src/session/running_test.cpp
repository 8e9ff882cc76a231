// Real conversations on loopback, each on a thread of its own.
#include "session/running.h"

#include <fstream>
#include <future>
#include <gtest/gtest.h>
#include <thread>

#include "net/plain_peer_test.h"
#include "session/scratch_test.h"
#include "session/watched_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using State = Status::State;

class RunningTest : public testing::Test {
 protected:
  Asked server() const {
    Asked asked;
    asked.where = "127.0.0.1";
    return asked;
  }
  Asked client(Port port) const {
    Asked asked;
    asked.kind = Asked::Kind::client;
    asked.where = "127.0.0.1";
    asked.port = port;
    return asked;
  }

  Scratch scratch_;
};

Port port_of(const Status& status) {
  return status.local.empty() ? Port{} : status.local[0].port;
}

TEST_F(RunningTest, ServesAClientAndRecordsIt) {
  Watched server_here(server(), scratch_.path());
  const auto listening = server_here.wait(State::listening);
  ASSERT_EQ(1u, listening->local.size());
  EXPECT_EQ("listening on " + listening->local[0].to_string(), listening->words);

  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*listening)));
  device.say("Hello");
  const auto heard = server_here.wait([](const Status& now) { return now.received_bytes == 5; });
  ASSERT_EQ(1u, heard->peer_count);
  EXPECT_EQ(1u, heard->received_messages);
  EXPECT_EQ(5u, heard->peers[0].bytes_received);
  EXPECT_TRUE(heard->peers[0].health.has_value());
  EXPECT_EQ(std::nullopt, heard->incomplete);
  ASSERT_FALSE(heard->recording.empty());
  EXPECT_TRUE(time_until(heard->recording, "Hello"));

  EXPECT_TRUE(server_here->send("Hi there\n", std::nullopt));
  EXPECT_EQ("Hi there\n", device.hear(9));
  EXPECT_TRUE(server_here->send("you\n", heard->peers[0].id));
  EXPECT_EQ("you\n", device.hear(4));

  EXPECT_TRUE(server_here->close_peer(heard->peers[0].id));
  EXPECT_EQ("", device.hear(1));
  server_here.wait([](const Status& now) { return now.peer_count == 0; });

  server_here->end();
  const auto ended = server_here.wait(State::ended);
  EXPECT_EQ(heard->recording, ended->recording);
  EXPECT_EQ(13u, ended->sent_bytes);
  EXPECT_NE(std::string::npos, octets_of(ended->recording).find("Hi there\n"));
  EXPECT_FALSE(server_here->send("too late", std::nullopt));
}

TEST_F(RunningTest, ServesThreeAtOnceEachForItself) {
  constexpr std::size_t count = 3;
  std::vector<std::unique_ptr<Watched>> servers;
  std::vector<net::PlainPeer> devices(count);
  for (std::size_t i = 0; i < count; ++i)
    servers.push_back(std::make_unique<Watched>(server(), scratch_.path()));
  std::vector<std::filesystem::path> recordings;
  for (std::size_t i = 0; i < count; ++i) {
    const auto listening = servers[i]->wait(State::listening);
    ASSERT_TRUE(devices[i].connect(port_of(*listening)));
    devices[i].say("I am " + std::to_string(i));
  }
  for (std::size_t i = 0; i < count; ++i) {
    const auto heard = servers[i]->wait([](const Status& now) { return now.received_bytes == 6; });
    EXPECT_TRUE(time_until(heard->recording, "I am " + std::to_string(i)));
    EXPECT_TRUE((*servers[i])->send("bye", std::nullopt));
    EXPECT_EQ("bye", devices[i].hear(3));
    recordings.push_back(heard->recording);
  }
  servers.clear();
  EXPECT_NE(recordings[0], recordings[1]);
  EXPECT_NE(recordings[1], recordings[2]);
}

TEST_F(RunningTest, WhatCameCanBeReadAtOnce) {
  Watched server_here(server(), scratch_.path());
  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*server_here.wait(State::listening))));
  const auto connected = server_here.wait([](const Status& now) { return now.peer_count == 1; });
  auto best = std::chrono::milliseconds::max();
  for (int i = 0; i < 5; ++i) {  // a machine that is busy is slow now and then
    const std::string text = "quick" + std::to_string(i);
    std::this_thread::sleep_for(150ms);
    device.say(text);
    const auto took = time_until(connected->recording, text);
    ASSERT_TRUE(took);
    best = std::min(best, *took);
  }
  EXPECT_LE(best, 40ms);
}

TEST_F(RunningTest, OfAFloodNothingIsMissing) {
  Watched server_here(server(), scratch_.path());
  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*server_here.wait(State::listening))));
  const std::string message(100, 'x');
  constexpr std::uint64_t count = 100'000;
  for (std::uint64_t i = 0; i < count; ++i)
    device.say(message);
  const auto heard = server_here.wait(
      [&](const Status& now) { return now.received_bytes == count * message.size(); });
  EXPECT_EQ(count * message.size(), heard->peers.at(0).bytes_received);
  server_here->end();
  const auto ended = server_here.wait(State::ended);
  EXPECT_EQ(std::nullopt, ended->incomplete);
  EXPECT_LE(count * message.size(), std::filesystem::file_size(ended->recording));
}

TEST_F(RunningTest, ARefusedConnectionIsExplained) {
  Watched client_here(client(net::PlainPeer::closed_port()), scratch_.path());
  const auto failed = client_here.wait(State::failed);
  ASSERT_TRUE(failed->trouble);
  EXPECT_NE(std::string::npos, failed->trouble->explanation.what.find("(ECONNREFUSED)"));
  EXPECT_EQ(failed->trouble->explanation.what, failed->words);
  EXPECT_NE("", failed->trouble->explanation.why);
  EXPECT_NE("", failed->trouble->explanation.next);
  EXPECT_LT(0u, failed->trouble->event);
  EXPECT_NE(std::string::npos, octets_of(failed->recording).find("ECONNREFUSED"));
}

TEST_F(RunningTest, WithRetryItConnectsWhenThereIsSomebody) {
  const Port port = net::PlainPeer::closed_port();
  Asked asked = client(port);
  asked.retry = true;
  Watched client_here(asked, scratch_.path());
  const auto refused = client_here.wait([](const Status& now) { return now.trouble.has_value(); });
  EXPECT_EQ(State::connecting, refused->state);
  EXPECT_TRUE(refused->words.starts_with("connecting to 127.0.0.1:")) << refused->words;
  EXPECT_NE(std::string::npos, refused->words.find("next attempt in")) << refused->words;
  EXPECT_NE("", refused->trouble->explanation.why);

  net::PlainPeer device;
  device.listen(port);
  net::PlainPeer talk = device.accept();
  const auto connected = client_here.wait(State::connected);
  EXPECT_FALSE(connected->trouble);
  EXPECT_EQ("connected to 127.0.0.1:" + std::to_string(static_cast<unsigned>(port)),
            connected->words);
  EXPECT_TRUE(client_here->send("Hello", std::nullopt));
  EXPECT_EQ("Hello", talk.hear(5));
}

TEST_F(RunningTest, AnEndThatWasAskedForIsNoFailure) {
  Asked asked = client(net::PlainPeer::closed_port());
  asked.retry = true;
  Watched client_here(asked, scratch_.path());
  client_here.wait([](const Status& now) { return now.trouble.has_value(); });
  client_here->end();
  EXPECT_EQ("ended", client_here.wait(State::ended)->words);
}

TEST_F(RunningTest, WhenTheOtherSideEndsItIsOver) {
  net::PlainPeer device;
  const Port port = device.listen();
  Watched client_here(client(port), scratch_.path());
  {
    net::PlainPeer talk = device.accept();
    client_here.wait(State::connected);
  }
  const auto ended = client_here.wait(State::ended);
  EXPECT_EQ("ended: the peer closed the connection", ended->words);
  EXPECT_FALSE(ended->trouble);
}

TEST_F(RunningTest, APortThatIsTakenIsExplainedAndLeavesNoRecording) {
  net::PlainPeer holder;
  Asked asked = server();
  asked.port = holder.listen();
  Watched server_here(asked, scratch_.path());
  const auto failed = server_here.wait(State::failed);
  ASSERT_TRUE(failed->trouble);
  EXPECT_NE(std::string::npos, failed->trouble->explanation.what.find("(EADDRINUSE)"));
  EXPECT_NE(std::string::npos, failed->trouble->explanation.why.find("parley_session"))
      << failed->trouble->explanation.why;
  EXPECT_NE("", failed->trouble->explanation.next);
  EXPECT_EQ(0u, failed->trouble->event);
  EXPECT_TRUE(failed->recording.empty());
  EXPECT_TRUE(std::filesystem::is_empty(scratch_.path()));
  EXPECT_FALSE(server_here->send("x", std::nullopt));
}

TEST_F(RunningTest, SpeaksUdpBothWays) {
  Asked asked = server();
  asked.transport = event::Transport::udp;
  Watched server_here(asked, scratch_.path());
  const auto listening = server_here.wait(State::listening);
  EXPECT_EQ("listening on UDP " + listening->local[0].to_string(), listening->words);
  Asked other = client(port_of(*listening));
  other.transport = event::Transport::udp;
  Watched client_here(other, scratch_.path());
  client_here.wait(State::connected);
  EXPECT_TRUE(client_here->send("ping", std::nullopt));
  const auto heard = server_here.wait([](const Status& now) { return now.received_bytes == 4; });
  EXPECT_TRUE(server_here->send("pong!", heard->peers.at(0).id));
  client_here.wait([](const Status& now) { return now.received_bytes == 5; });
}

TEST_F(RunningTest, TakesOtherRulesWhileItRuns) {
  Watched server_here(server(), scratch_.path());
  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*server_here.wait(State::listening))));
  talk::RuleSettings rules;
  rules.replies = {{"(", "x"}};
  const auto refused = server_here->set_rules(rules);
  ASSERT_FALSE(refused);
  EXPECT_EQ("cannot use the expression '(' of --reply: missing ): (", to_string(refused.error()));
  rules.replies = {{"Hello", "Hi {{PEER}}\\n"}};
  ASSERT_TRUE(server_here->set_rules(rules));
  server_here.wait([](const Status& now) { return now.peer_count == 1; });
  device.say("Hello");
  EXPECT_EQ("Hi 1\n", device.hear(5));
}

TEST_F(RunningTest, OrdersThatCannotBeObeyedAreTold) {
  Watched server_here(server(), scratch_.path());
  const auto listening = server_here.wait(State::listening);
  EXPECT_TRUE(server_here->send("x", std::nullopt));
  EXPECT_TRUE(server_here->send("x", event::PeerId{7}));
  EXPECT_TRUE(server_here->close_peer(event::PeerId{8}));
  EXPECT_TRUE(time_until(listening->recording, "close peer 8"));
  const std::string recorded = octets_of(listening->recording);
  EXPECT_NE(std::string::npos, recorded.find("nobody is connected"));
  EXPECT_NE(std::string::npos, recorded.find("send to peer 7"));
  std::promise<std::string> answer;
  EXPECT_TRUE(server_here->command("fault both loss=5%", [&](Result<std::string> got) {
    answer.set_value(got ? *got : to_string(got.error()));
  }));
  EXPECT_EQ("cannot do 'fault both loss=5%': only a board has commands", answer.get_future().get());
}

TEST_F(RunningTest, WithoutAPlaceForItsRecordingItTalksAndSaysSo) {
  std::ofstream(scratch_.path() / "file") << "no folder";
  Watched server_here(server(), scratch_.path() / "file");
  const auto listening = server_here.wait(State::listening);
  ASSERT_TRUE(listening->incomplete);
  EXPECT_NE(std::string::npos, listening->incomplete->find("ENOTDIR")) << *listening->incomplete;
  EXPECT_TRUE(listening->recording.empty());
  net::PlainPeer device;
  EXPECT_TRUE(device.connect(port_of(*listening)));
}

TEST_F(RunningTest, SuggestsWhatASilenceMayMean) {
  Watched server_here(server(), scratch_.path());
  net::PlainPeer device;
  ASSERT_TRUE(device.connect(port_of(*server_here.wait(State::listening))));
  server_here.wait([](const Status& now) { return now.peer_count == 1; });
  net::PlainPeer backlog;  // takes connections, and nobody accepts them
  Watched client_here(client(backlog.listen()), scratch_.path());
  client_here.wait(State::connected);

  EXPECT_TRUE(server_here->send("Hello", std::nullopt));
  EXPECT_TRUE(client_here->send("Hello\n", std::nullopt));
  const auto hinted = server_here.wait([](const Status& now) { return now.hint.has_value(); });
  EXPECT_TRUE(hinted->hint->what.ends_with("may not have seen a newline")) << hinted->hint->what;
  EXPECT_FALSE(client_here->status()->hint);
  device.say("Hi");
  server_here.wait([](const Status& now) { return !now.hint; });
  const auto alone = client_here.wait([](const Status& now) { return now.hint.has_value(); });
  EXPECT_TRUE(alone->hint->what.ends_with("nobody serves this connection")) << alone->hint->what;
}

}  // namespace
}  // namespace parley::session
