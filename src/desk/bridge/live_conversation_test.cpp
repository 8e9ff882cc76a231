#include "desk/bridge/live_conversation.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <functional>
#include <gtest/gtest.h>

using namespace parley;
using desk::bridge::LiveConversation;
using desk::bridge::Reaper;
using State = session::Status::State;

namespace {

session::Asked server_on_loopback() {
  session::Asked asked;
  asked.where = "127.0.0.1";
  return asked;
}

struct LiveTest : testing::Test {
  QTemporaryDir folder;
  Reaper reaper;
  desk::bridge::LiveSettings settings{folder.path().toStdString(), {}, &reaper};

  static bool until(const std::function<bool()>& done) { return QTest::qWaitFor(done, 5000); }

  /// A client of `server`, which must be listening.
  session::Asked client_of(const LiveConversation& server) {
    session::Asked asked;
    asked.kind = session::Asked::Kind::client;
    asked.where = "127.0.0.1";
    asked.port = server.status().local.front().port;
    return asked;
  }
};

}  // namespace

TEST_F(LiveTest, StartsNothingByItself) {
  LiveConversation server(server_on_loopback(), settings);
  EXPECT_FALSE(server.is_running());
  EXPECT_EQ(server.log(), nullptr);
  EXPECT_FALSE(server.send("x", std::nullopt));
}

TEST_F(LiveTest, TwoConversationsTalkAndBothAreRecorded) {
  LiveConversation server(server_on_loopback(), settings);
  const QSignalSpy sources(&server, &LiveConversation::sources_changed);
  server.start();
  EXPECT_TRUE(server.is_running());
  ASSERT_TRUE(until([&] { return server.status().state == State::listening; }));
  EXPECT_EQ(sources.count(), 1);

  LiveConversation client(client_of(server), settings);
  client.start();
  ASSERT_TRUE(until([&] { return client.status().state == State::connected; }));
  EXPECT_TRUE(client.send("Hello\n", std::nullopt));
  ASSERT_TRUE(until([&] { return server.status().received_bytes == 6; }));
  ASSERT_TRUE(until([&] { return server.log()->last_event() >= 3; }));

  server.stop();
  ASSERT_TRUE(until([&] { return !server.is_running(); }));
  EXPECT_EQ(server.status().state, State::ended);
  EXPECT_EQ(server.status().received_bytes, 6u);
  EXPECT_EQ(server.rates().received, 0);
  ASSERT_TRUE(until([&] { return !client.is_running(); }));
}

TEST_F(LiveTest, StartsAgainInAnotherRecording) {
  LiveConversation server(server_on_loopback(), settings);
  server.start();
  ASSERT_TRUE(until([&] { return server.log() != nullptr; }));
  const auto first = server.status().recording;
  server.stop();
  ASSERT_TRUE(until([&] { return !server.is_running(); }));
  server.start();
  ASSERT_TRUE(until([&] { return server.status().state == State::listening; }));
  EXPECT_NE(server.status().recording, first);
}

TEST_F(LiveTest, AFailureIsExplainedAndEndsIt) {
  session::Asked asked;
  asked.kind = session::Asked::Kind::client;
  asked.where = "127.0.0.1";
  asked.port = Port{1};
  LiveConversation client(asked, settings);
  client.start();
  ASSERT_TRUE(until([&] { return !client.is_running(); }));
  EXPECT_EQ(client.status().state, State::failed);
  ASSERT_TRUE(client.status().trouble);
  EXPECT_NE(client.status().trouble->explanation.what, "");
}

TEST_F(LiveTest, DestroyingOneThatRunsDoesNotWait) {
  auto server = std::make_unique<LiveConversation>(server_on_loopback(), settings);
  server->start();
  const auto before = std::chrono::steady_clock::now();
  server.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{200});
  ASSERT_TRUE(until([&] { return reaper.count() == 0; }));
}

TEST_F(LiveTest, ACommandThatNobodyCanObeyIsAnswered) {
  LiveConversation server(server_on_loopback(), settings);
  std::optional<Result<std::string>> answer;
  server.command(QStringLiteral("fault both down"), [&](auto given) { answer = given; });
  ASSERT_TRUE(answer);
  EXPECT_FALSE(*answer);
  answer.reset();
  server.start();
  server.command(QStringLiteral("fault both down"), [&](auto given) { answer = given; });
  ASSERT_TRUE(until([&] { return answer.has_value(); }));
  EXPECT_FALSE(*answer);
}

TEST_F(LiveTest, ANameIsGivenAtAnyTime) {
  LiveConversation server(server_on_loopback(), settings);
  server.start();
  server.rename(QStringLiteral("bench"));
  EXPECT_EQ(server.title(), QStringLiteral("bench"));
}
