#include "board/link/router_client.h"

#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <optional>

using namespace parley;
using namespace parley::board::link;
using namespace std::chrono_literals;

namespace {

class RouterClientTest : public testing::Test {
 public:
  RouterClientTest() {
    char name[] = "/tmp/parley-link-XXXXXX";
    folder_ = ::mkdtemp(name);
  }
  ~RouterClientTest() override { std::filesystem::remove_all(folder_); }

 protected:
  /// A client, and what it is connected to.
  RouterClient connect() {
    int error = 0;
    listener_.emplace(Listener::at(path(), &error));
    auto client = RouterClient::to(path());
    EXPECT_TRUE(client);
    router_ = listener_->accept(&error);
    return std::move(*client);
  }

  void say(Kind kind, std::string_view text, Verdict verdict = Verdict::ok) {
    Message message;
    message.kind = kind;
    message.text = text;
    message.verdict = verdict;
    EXPECT_EQ(router_.send(message), Connection::Sent::yes);
  }

  std::string path() const { return folder_ + "/router"; }

  std::string folder_;
  std::optional<Listener> listener_;
  Connection router_;
};

using Arrived = RouterClient::Arrived::Kind;

TEST_F(RouterClientTest, ALongAnswerIsPutTogether) {
  RouterClient client = connect();
  say(Kind::answer, "one, ", Verdict::more);
  EXPECT_EQ(client.next().kind, Arrived::nothing);
  say(Kind::notice, "{}");
  say(Kind::answer, "two", Verdict::ok);
  EXPECT_EQ(client.next().kind, Arrived::notice);
  const auto answer = client.next();
  EXPECT_EQ(answer.kind, Arrived::answer);
  EXPECT_TRUE(answer.ok);
  EXPECT_EQ(answer.text, "one, two");
  EXPECT_EQ(client.next().kind, Arrived::nothing);
}

TEST_F(RouterClientTest, AskKeepsNoticesForLater) {
  RouterClient client = connect();
  say(Kind::notice, "early");
  say(Kind::answer, "done");
  EXPECT_EQ(*client.ask("boards", 10s), "done");
  EXPECT_EQ(client.next().text, "early");
}

TEST_F(RouterClientTest, AskTellsWhatWentWrong) {
  RouterClient client = connect();
  say(Kind::answer, "no such fault", Verdict::failed);
  const auto refused = client.ask("fault", 10s);
  EXPECT_EQ(refused.error().kind, ErrorClass::bad_input);
  EXPECT_EQ(refused.error().seen, "no such fault");
  EXPECT_EQ(client.ask("boards", 1ms).error().kind, ErrorClass::timeout);
  EXPECT_EQ(client.ask(std::string(message_bytes_max, 'x'), 1s).error().kind,
            ErrorClass::bad_input);
  router_.close();
  EXPECT_EQ(client.ask("boards", 10s).error().kind, ErrorClass::reset);
  EXPECT_EQ(client.next().kind, Arrived::ended);
}

TEST_F(RouterClientTest, NobodyThere) {
  const auto client = RouterClient::to(path());
  ASSERT_FALSE(client);
  EXPECT_EQ(to_string(client.error()),
            "cannot reach the router at " + path() + ": no such file or directory (ENOENT)");
}

}  // namespace
