// Boards and serial devices of a running conversation: a companion of the test's own, and a
// pseudo-terminal.
#include <cstdlib>
#include <fcntl.h>
#include <future>
#include <gtest/gtest.h>
#include <termios.h>
#include <unistd.h>

#include "net/descriptor.h"
#include "session/scratch_test.h"
#include "session/watched_test.h"

namespace parley::session {
namespace {

using State = Status::State;

/// A pseudo-terminal: its far end is what a board would print.
class Terminal {
 public:
  Terminal() : far_(::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    EXPECT_EQ(0, ::grantpt(far_.get()));
    EXPECT_EQ(0, ::unlockpt(far_.get()));
    path_ = ::ptsname(far_.get());
    termios raw{};
    EXPECT_EQ(0, ::tcgetattr(far_.get(), &raw));
    ::cfmakeraw(&raw);
    EXPECT_EQ(0, ::tcsetattr(far_.get(), TCSANOW, &raw));
  }
  const std::string& path() const { return path_; }
  void print(std::string_view text) {
    EXPECT_EQ(static_cast<ssize_t>(text.size()), ::write(far_.get(), text.data(), text.size()));
  }

 private:
  net::Descriptor far_;
  std::string path_;
};

/// What the companion does; a thread that was left behind may have it longer than the test.
struct Script {
  std::string device;  ///< that stands in for the board's serial line
  std::optional<Error> open_trouble{};
  std::promise<void> opening{};
  std::shared_future<void> go_on{};  ///< opening waits for it
  bool wound_down = false;
};

class TestCompanion final : public Companion {
 public:
  TestCompanion(Session& session, CompanionCalls calls, std::shared_ptr<Script> script)
      : session_(session), calls_(std::move(calls)), script_(std::move(script)) {}

  Result<> open() override {
    calls_.say("In file included from Blink.ino:1: warning");
    script_->opening.set_value();
    if (script_->go_on.valid()) script_->go_on.wait();
    if (script_->open_trouble) return failure(*script_->open_trouble);
    talk::SerialTalkSettings settings;
    settings.device = script_->device;
    session_.talk().open_serial(settings);
    return {};
  }
  void command(const std::string& words,
               std::function<void(Result<std::string>)> answered) override {
    if (words == "links") return answered(std::string("up and down"));
    answered(failure({ErrorClass::bad_input, 0, "do '" + words + "'", "there is no such command"}));
  }
  std::filesystem::path capture() const override { return "/somewhere/frames.pcapng"; }
  void wind_down(std::function<void()> then) override {
    script_->wound_down = true;
    session_.loop().post(std::move(then));
  }

 private:
  Session& session_;
  CompanionCalls calls_;
  std::shared_ptr<Script> script_;
};

MakeCompanion make(std::shared_ptr<Script> script) {
  return [script = std::move(script)](Session& session, const Asked&,
                                      CompanionCalls calls) -> Result<std::unique_ptr<Companion>> {
    return std::make_unique<TestCompanion>(session, std::move(calls), script);
  };
}

class RunningBoardTest : public testing::Test {
 protected:
  RunningBoardTest() {
    board_.kind = Asked::Kind::board;
    board_.where = "Blink";
  }

  Scratch scratch_;
  Asked board_;
  std::shared_ptr<Script> script_ = std::make_shared<Script>();
};

std::string answer_to(Running& running, const std::string& words) {
  std::promise<std::string> answer;
  EXPECT_TRUE(running.command(words, [&](Result<std::string> got) {
    answer.set_value(got ? *got : to_string(got.error()));
  }));
  return answer.get_future().get();
}

TEST_F(RunningBoardTest, RunsIsCommandedAndEndsInOrder) {
  Terminal terminal;
  script_->device = terminal.path();
  std::promise<void> go_on;
  script_->go_on = go_on.get_future().share();
  Watched board(board_, scratch_.path(), make(script_));
  const auto building = board.wait([](const Status& now) { return !now.said.empty(); });
  EXPECT_EQ(State::opening, building->state);
  EXPECT_EQ("building Blink", building->words);
  EXPECT_EQ("In file included from Blink.ino:1: warning", building->said);
  EXPECT_TRUE(board->send("early", std::nullopt));  // waits for the loop, as every order
  go_on.set_value();

  const auto running = board.wait(State::connected);
  EXPECT_EQ("Blink is running", running->words);
  EXPECT_EQ("/somewhere/frames.pcapng", running->capture);
  terminal.print("ready\n");
  board.wait([](const Status& now) { return now.received_bytes == 6; });
  EXPECT_EQ("up and down", answer_to(*board, "links"));
  EXPECT_EQ("cannot do 'x': there is no such command", answer_to(*board, "x"));
  board->end();
  board.wait(State::ended);
  EXPECT_TRUE(script_->wound_down);
}

TEST_F(RunningBoardTest, WhatDoesNotCompileFailsWithTheCompilersWords) {
  script_->open_trouble = Error{ErrorClass::other, 0, "build Blink", "there is an error in line 3"};
  Watched board(board_, scratch_.path(), make(script_));
  const auto failed = board.wait(State::failed);
  EXPECT_EQ("cannot build Blink: there is an error in line 3", failed->words);
  EXPECT_EQ("In file included from Blink.ino:1: warning", failed->said);
  EXPECT_TRUE(failed->recording.empty());
}

TEST_F(RunningBoardTest, WithoutBoardsSaysSo) {
  Watched board(board_, scratch_.path());
  EXPECT_EQ("cannot run Blink: this program was built without boards",
            board.wait(State::failed)->words);
}

TEST_F(RunningBoardTest, ACompilerThatTakesItsTimeKeepsNobodyWaiting) {
  std::promise<void> go_on;
  script_->go_on = go_on.get_future().share();
  script_->open_trouble = Error{ErrorClass::other, 0, "build Blink", "it was in vain"};
  auto board = std::make_unique<Watched>(board_, scratch_.path(), make(script_));
  script_->opening.get_future().wait();
  const auto began = std::chrono::steady_clock::now();
  board.reset();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{3});
  go_on.set_value();
  while (!std::filesystem::is_empty(scratch_.path())) {  // it removes its empty recording
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
}

TEST_F(RunningBoardTest, ASerialDeviceIsWaitedForAndOpened) {
  Asked asked;
  asked.kind = Asked::Kind::serial;
  asked.where = (scratch_.path() / "ttyUSB0").string();
  Watched serial(asked, scratch_.path() / "recordings");
  const auto waiting = serial.wait([](const Status& now) { return now.trouble.has_value(); });
  EXPECT_EQ(State::connecting, waiting->state);
  EXPECT_EQ("waiting for " + asked.where, waiting->words);
  EXPECT_NE("", waiting->trouble->explanation.why);
  Terminal terminal;
  std::filesystem::create_symlink(terminal.path(), asked.where);
  const auto open = serial.wait(State::connected);
  EXPECT_FALSE(open->trouble);
  EXPECT_EQ("connected to " + asked.where, open->words);
  terminal.print("Hello");
  serial.wait([](const Status& now) { return now.received_bytes == 5; });
}

}  // namespace
}  // namespace parley::session
