// How long somebody who uses the window waits for it: every few milliseconds another thread asks
// the window's event loop for something, and the time until it is done is counted. Nothing else
// says so truly: a timer of the loop's own is late with the loop, and tells nothing while it
// stands.
//
// While one question waits none is asked. Those that would have been asked meanwhile are counted
// with the time that they would have waited ("coordinated omission"), so that a long stall weighs
// what it weighs for people.
//
// Thread rule: made, asked and destroyed on the window's thread. It costs a wake-up in each
// `interval`, so it exists only where somebody measures.
#pragma once

#include <QObject>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <thread>

namespace parley::desk::window {

class StallProbe : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds interval{4};

  explicit StallProbe(QObject* parent = nullptr);
  ~StallProbe() override;

  struct Figures {
    std::uint64_t count = 0;
    double p50_ms = 0;
    double p99_ms = 0;  ///< of the wait, rounded up to 0.25 ms
    double max_ms = 0;
  };
  Figures figures() const;

  /// Begins anew.
  void reset();

 private:
  static constexpr double bucket_ms = 0.25;
  static constexpr std::size_t buckets = 4000;  // up to a second; what is longer is in the last

  void ask(const std::stop_token& stop);
  void answer(std::chrono::steady_clock::time_point asked);
  void count(double wait_ms);
  double percentile(double part) const;

  std::array<std::uint64_t, buckets> histogram_{};
  std::uint64_t count_ = 0;
  double max_ms_ = 0;
  std::atomic<bool> waiting_{false};
  std::jthread asker_;  // last: it uses what is above
};

}  // namespace parley::desk::window
