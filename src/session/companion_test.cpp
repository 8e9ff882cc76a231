// What a running conversation does with its companion.
#include "session/companion.h"

#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

#include "session/running.h"
#include "session/scratch_test.h"

namespace parley::session {
namespace {

using namespace std::chrono_literals;
using State = Status::State;

constexpr auto patience = 10s;

/// Opens until it is told to stop, or opens at once and answers a moment after it was asked.
class Made final : public Companion {
 public:
  Made(Session& session, CompanionCalls calls, bool takes_long)
      : session_(session), calls_(std::move(calls)), takes_long_(takes_long) {}

  Result<> open() override {
    calls_.say("compiling");
    while (takes_long_ && !calls_.stop.stop_requested())
      std::this_thread::sleep_for(1ms);
    if (takes_long_) return failure({ErrorClass::other, 0, "compile", "it was given up"});
    // A peer that never comes: the conversation goes on.
    session_.talk().open_serial(talk::SerialSource{"lamp", [this] { return wait_for_ever(); }});
    return {};
  }
  void command(const std::string& words,
               std::function<void(Result<std::string>)> answered) override {
    session_.loop().post([words, answered] { answered("done: " + words); });
  }
  std::filesystem::path capture() const override { return "a capture"; }
  void wind_down(std::function<void()> then) override { session_.loop().post(std::move(then)); }

 private:
  net::Task<Result<std::unique_ptr<net::Stream>>> wait_for_ever() {
    co_await never_;
    co_return nullptr;
  }

  Session& session_;
  CompanionCalls calls_;
  bool takes_long_;
  net::Signal never_{session_.loop()};
};

class CompanionTest : public testing::Test {
 protected:
  void start(bool takes_long) {
    RunningSettings settings;
    settings.folder = scratch_.path();
    settings.companion = [takes_long](Session& session, const Asked&,
                                      CompanionCalls calls) -> Result<std::unique_ptr<Companion>> {
      return std::make_unique<Made>(session, std::move(calls), takes_long);
    };
    Asked asked;
    asked.kind = Asked::Kind::board;
    asked.where = "Lamp";
    running_ = Running::start(asked, std::move(settings), [] {});
  }

  template <typename Fits>
  std::shared_ptr<const Status> wait(Fits fits) {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    auto status = running_->status();
    while (!fits(*status) && std::chrono::steady_clock::now() < deadline) {
      std::this_thread::sleep_for(1ms);
      status = running_->status();
    }
    EXPECT_TRUE(fits(*status)) << status->words;
    return status;
  }

  Scratch scratch_;
  std::unique_ptr<Running> running_;
};

TEST_F(CompanionTest, AnswersACommandWhenItKnows) {
  start(false);
  const auto there = wait([](const Status& now) { return now.state == State::connecting; });
  EXPECT_EQ(there->capture, "a capture");
  std::mutex mutex;
  std::condition_variable came;
  std::string answer;
  ASSERT_TRUE(running_->command("link down", [&](const Result<std::string>& result) {
    const std::scoped_lock lock(mutex);
    answer = *result;
    came.notify_all();
  }));
  std::unique_lock lock(mutex);
  EXPECT_TRUE(came.wait_for(lock, patience, [&] { return !answer.empty(); }));
  EXPECT_EQ(answer, "done: link down");
}

TEST_F(CompanionTest, WhatItBuildsIsGivenUpWhenItIsNotWantedAnyMore) {
  start(true);
  wait([](const Status& now) { return now.said == "compiling"; });
  running_->end();
  const auto ended = wait([](const Status& now) { return now.state == State::ended; });
  EXPECT_FALSE(ended->trouble) << "it was wanted";
}

}  // namespace
}  // namespace parley::session
