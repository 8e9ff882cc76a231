// A log of a file that grows by 100,000 rows a second, from the disk to the pixels.
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>
#include <atomic>
#include <chrono>
#include <functional>
#include <gtest/gtest.h>
#include <thread>

#include "desk/bridge/log_reader.h"
#include "desk/widgets/log_pane.h"
#include "desk/window/stall_probe.h"
#include "log/recording_fixture.h"

namespace parley::desk::window {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t rows_a_second = 100'000;

class LogFlood : public ::testing::Test {
 protected:
  std::filesystem::path path() const {
    return std::filesystem::path(folder_.path().toStdString()) / "flood.pcapng";
  }

  /// As the program's loop does it: QTest::qWait sleeps between two looks at the events.
  static void run_for(std::chrono::milliseconds time) {
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
  }

  static bool run_until(const std::function<bool()>& done, std::chrono::milliseconds most) {
    const auto end = std::chrono::steady_clock::now() + most;
    while (!done() && std::chrono::steady_clock::now() < end)
      run_for(2ms);
    return done();
  }

  /// The file appears little by little, as a recorder writes it.
  void write_for(log::MadeUpRecording& recording, std::chrono::milliseconds time) {
    constexpr auto step = 10ms;
    const auto steps = static_cast<std::size_t>(time / step);
    const std::size_t all = recording.octets().size();
    auto next = std::chrono::steady_clock::now();
    for (std::size_t i = 1; i <= steps; ++i) {
      recording.write(all * i / steps);
      std::this_thread::sleep_until(next += step);
    }
  }

  void report(const char* name, const StallProbe& probe) {
    const StallProbe::Figures figures = probe.figures();
    RecordProperty(std::string(name) + "_p99_ms", std::to_string(figures.p99_ms));
    RecordProperty(std::string(name) + "_max_ms", std::to_string(figures.max_ms));
    if (qEnvironmentVariableIsSet("PARLEY_FIGURES"))
      std::printf("%s: p50 %.2f, p99 %.2f, max %.2f ms of %llu\n", name, figures.p50_ms,
                  figures.p99_ms, figures.max_ms, static_cast<unsigned long long>(figures.count));
  }

  std::uint64_t bottom(const widgets::LogView& view) const {
    return view.is_empty() ? 0 : view.scroll().lines().back().row.number;
  }

  QTemporaryDir folder_;
};

TEST_F(LogFlood, IsFollowedToItsLastRow) {
  constexpr std::size_t rows = 3 * rows_a_second;
  log::MadeUpRecording recording(path());
  recording.talk(rows);
  (void)recording.octets();
  widgets::LogPane pane;
  pane.resize(1100, 800);
  pane.show();
  pane.show(std::make_shared<bridge::LogReader>(path(), true));
  run_for(100ms);
  std::atomic<bool> written = false;
  StallProbe probe;
  std::jthread writer([&] {
    write_for(recording, 3s);
    written = true;
  });
  std::uint64_t before = 0;
  int frames = 0;
  while (!written) {
    run_for(10ms);
    const std::uint64_t now = bottom(pane.view());
    ASSERT_GE(now, before);
    frames += now > before ? 1 : 0;
    before = now;
  }
  ASSERT_TRUE(run_until([&] { return bottom(pane.view()) == rows; }, 2000ms));
  report("follow", probe);
  // Loose: other tests run beside this one. bench/window.py measures it.
  EXPECT_GT(frames, 20);
  EXPECT_LT(probe.figures().p50_ms, 16);
  const auto& lines = pane.view().scroll().lines();
  for (std::size_t i = 1; i < lines.size(); ++i)
    ASSERT_EQ(lines[i].row.number, lines[i - 1].row.number + 1);
}

TEST_F(LogFlood, IsFilteredAndFoundInWhileItComes) {
  constexpr std::size_t rows = 2 * rows_a_second;
  log::MadeUpRecording recording(path());
  recording.talk(rows);
  (void)recording.octets();
  widgets::LogPane pane;
  pane.resize(1100, 800);
  pane.show();
  auto reader = std::make_shared<bridge::LogReader>(path(), true);
  ASSERT_TRUE(reader->set_filter(log::FilterSettings{.text = " ten"}));
  pane.show(reader);
  ASSERT_TRUE(reader->set_filter(log::FilterSettings{.text = "7770"}));
  pane.view().reload();
  std::atomic<bool> written = false;
  StallProbe probe;
  std::jthread writer([&] {
    write_for(recording, 2s);
    written = true;
  });
  while (!written)
    run_for(10ms);
  ASSERT_TRUE(run_until([&] { return bottom(pane.view()) == 197'770; }, 3000ms))
      << bottom(pane.view());
  report("filtered", probe);
  EXPECT_EQ(pane.view().scroll().lines().size(), 40u);
}

TEST_F(LogFlood, ScrollsAtOnceThroughAFileOfAMillionRows) {
  constexpr std::size_t rows = 1'000'000;
  {
    log::MadeUpRecording recording(path());
    recording.talk(rows);
    recording.write();
  }
  QElapsedTimer timer;
  timer.start();
  widgets::LogPane pane;
  pane.resize(1100, 800);
  pane.show();
  pane.show(std::make_shared<bridge::LogReader>(path(), false));
  ASSERT_TRUE(run_until([&] { return !pane.view().is_empty(); }, 2000ms));
  const qint64 opened = timer.elapsed();
  StallProbe probe;
  qint64 slowest = 0;
  for (std::uint64_t event = 1000; event < rows; event += 13'337) {
    timer.restart();
    pane.view().go_to(event);
    ASSERT_TRUE(run_until(
        [&] {
          return pane.view().scroll().top_event() <= event &&
                 pane.view().scroll().line_of(event).has_value();
        },
        2000ms));
    slowest = std::max(slowest, timer.elapsed());
  }
  report("jump", probe);
  if (qEnvironmentVariableIsSet("PARLEY_FIGURES"))
    std::printf("opened in %lld ms, slowest jump %lld ms\n", opened, slowest);
  EXPECT_LT(opened, 1000);
  EXPECT_LT(slowest, 1000);
  timer.restart();
  for (int i = 0; i < 100; ++i)
    (void)pane.view().grab();
  if (qEnvironmentVariableIsSet("PARLEY_FIGURES"))
    std::printf("a repaint takes %.2f ms\n", static_cast<double>(timer.elapsed()) / 100);
}

}  // namespace
}  // namespace parley::desk::window
