#include "desk/window/stall_probe.h"

#include <QMetaObject>
#include <algorithm>
#include <cmath>

namespace parley::desk::window {

using Clock = std::chrono::steady_clock;

StallProbe::StallProbe(QObject* parent)
    : QObject(parent), asker_([this](const std::stop_token& stop) { ask(stop); }) {}

StallProbe::~StallProbe() = default;

void StallProbe::ask(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::this_thread::sleep_for(interval);
    if (waiting_.exchange(true)) continue;
    // Queued calls to an object are dropped with it, so this may be the last thing that happens.
    QMetaObject::invokeMethod(
        this, [this, asked = Clock::now()] { answer(asked); }, Qt::QueuedConnection);
  }
}

void StallProbe::answer(Clock::time_point asked) {
  const double step = std::chrono::duration<double, std::milli>(interval).count();
  double wait = std::chrono::duration<double, std::milli>(Clock::now() - asked).count();
  for (; wait > 0; wait -= step)
    count(wait);
  waiting_ = false;
}

void StallProbe::count(double wait_ms) {
  const auto bucket = static_cast<std::size_t>(wait_ms / bucket_ms);
  ++histogram_[std::min(bucket, buckets - 1)];
  ++count_;
  max_ms_ = std::max(max_ms_, wait_ms);
}

double StallProbe::percentile(double part) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(part * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < buckets; ++i) {
    seen += histogram_[i];
    if (seen >= wanted) return std::min(max_ms_, static_cast<double>(i + 1) * bucket_ms);
  }
  return max_ms_;
}

StallProbe::Figures StallProbe::figures() const {
  if (count_ == 0) return {};
  return {count_, percentile(0.5), percentile(0.99), max_ms_};
}

void StallProbe::reset() {
  histogram_.fill(0);
  count_ = 0;
  max_ms_ = 0;
}

}  // namespace parley::desk::window
