#include "desk/bridge/reaper.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <chrono>
#include <gtest/gtest.h>

using namespace parley;
using desk::bridge::Reaper;

TEST(Reaper, EndsConversationsWithoutWaiting) {
  const QTemporaryDir folder;
  Reaper reaper;
  QSignalSpy changed(&reaper, &Reaper::count_changed);
  session::Asked asked;
  asked.where = "127.0.0.1";
  for (int i = 0; i < 3; ++i) {
    auto running = session::Running::start(asked, {folder.path().toStdString()}, [] {});
    const auto before = std::chrono::steady_clock::now();
    reaper.take(std::move(running));
    EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds{100});
  }
  EXPECT_EQ(reaper.count(), 3u);
  while (reaper.count() > 0)
    ASSERT_TRUE(changed.wait(5000));
}

TEST(Reaper, OfNothingThereIsNothingToEnd) {
  Reaper reaper;
  reaper.take(nullptr);
  EXPECT_EQ(reaper.count(), 0u);
}
