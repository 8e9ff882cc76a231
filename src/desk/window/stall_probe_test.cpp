#include "desk/window/stall_probe.h"

#include <QTest>
#include <gtest/gtest.h>

using parley::desk::window::StallProbe;

TEST(StallProbe, CountsWhatALoopThatServesWaits) {
  StallProbe probe;
  while (probe.figures().count < 20)
    QTest::qWait(5);
  EXPECT_GT(probe.figures().max_ms, 0);
  EXPECT_LE(probe.figures().p50_ms, probe.figures().p99_ms);
  EXPECT_LE(probe.figures().p99_ms, probe.figures().max_ms);
}

TEST(StallProbe, WeighsAStallByItsLength) {
  StallProbe probe;
  while (probe.figures().count == 0)
    QTest::qWait(1);
  probe.reset();
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  while (probe.figures().count == 0)
    QTest::qWait(1);
  // Fifty questions would have been asked; some of the first ones may have been asked before.
  EXPECT_GE(probe.figures().count, 40u);
  EXPECT_GE(probe.figures().max_ms, 180);
}
