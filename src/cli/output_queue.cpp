#include "cli/output_queue.h"

#include <cassert>
#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace parley::cli {

namespace {

constexpr std::size_t reserve_bytes = 256 * 1024;

SteadyTime now() {
  return SystemClock().steady();
}

}  // namespace

OutputQueue::OutputQueue(bool discards)
    : discards_(discards), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_) error_ = system_error("wait for output", errno);
}

void OutputQueue::append(std::string_view bytes) {
  if (bytes.empty() || discards_) return;
  const std::lock_guard lock(mutex_);
  if (error_) {
    lost_bytes_ += bytes.size();
    return;
  }
  if (queued_bytes_ == 0) moved_ = now();
  queued_bytes_ += bytes.size();
  pending_.append(bytes);
  if (!idle_) return;
  idle_ = false;
  wake();
}

bool OutputQueue::full() const {
  if (discards_) return false;
  const std::lock_guard lock(mutex_);
  return queued_bytes_ >= limits::output_queue_bytes_max - reserve_bytes;
}

std::size_t OutputQueue::queued_bytes() const {
  const std::lock_guard lock(mutex_);
  return queued_bytes_;
}

Duration OutputQueue::stalled_for() const {
  const std::lock_guard lock(mutex_);
  return queued_bytes_ == 0 ? Duration{} : now() - moved_;
}

void OutputQueue::want_drained() {
  const std::lock_guard lock(mutex_);
  drained_wanted_ = true;
  moved_since_wanted_ = false;
  // Drained since the caller looked: nothing else would make the call.
  if (queued_bytes_ == 0) wake();
}

void OutputQueue::on_drained(std::function<void()> drained) {
  const std::lock_guard calls(calls_mutex_);
  drained_ = std::move(drained);
}

void OutputQueue::on_broken(std::function<void(const Error&)> broken) {
  {
    const std::lock_guard calls(calls_mutex_);
    broken_ = std::move(broken);
  }
  tell_broken();
}

std::size_t OutputQueue::wait_written(Duration at_most) {
  std::unique_lock lock(mutex_);
  ++waiters_;
  wake();
  written_.wait_for(lock, at_most, [this] { return queued_bytes_ == 0; });
  --waiters_;
  return queued_bytes_ + lost_bytes_;
}

std::optional<Error> OutputQueue::trouble() const {
  const std::lock_guard lock(mutex_);
  return error_;
}

bool OutputQueue::take(std::string& batch) {
  assert(batch.empty());
  const std::lock_guard lock(mutex_);
  idle_ = pending_.empty();
  pending_.swap(batch);
  return !idle_;
}

void OutputQueue::wrote(std::size_t bytes) {
  {
    const std::lock_guard lock(mutex_);
    assert(bytes <= queued_bytes_);
    queued_bytes_ -= bytes;
    moved_ = now();
    moved_since_wanted_ = true;
    if (queued_bytes_ == 0 && waiters_ > 0) written_.notify_all();
  }
  serve();
}

void OutputQueue::broke(const Error& error) {
  {
    const std::lock_guard lock(mutex_);
    error_ = error;
    lost_bytes_ += queued_bytes_;
    queued_bytes_ = 0;
    pending_.clear();
    written_.notify_all();
  }
  tell_broken();
  serve();
}

bool OutputQueue::drained_due() const {
  if (!drained_wanted_) return false;
  return queued_bytes_ == 0 ||
         (moved_since_wanted_ && queued_bytes_ <= limits::output_queue_bytes_max / 2);
}

void OutputQueue::serve() {
  {
    const std::lock_guard lock(mutex_);
    if (!drained_due()) return;
    drained_wanted_ = false;
  }
  const std::lock_guard calls(calls_mutex_);
  if (drained_) drained_();
}

void OutputQueue::tell_broken() {
  const std::lock_guard calls(calls_mutex_);
  std::optional<Error> error;
  {
    const std::lock_guard lock(mutex_);
    error = error_;
  }
  if (!error || !broken_ || broken_told_) return;
  broken_told_ = true;
  broken_(*error);
}

bool OutputQueue::hurried() const {
  const std::lock_guard lock(mutex_);
  return waiters_ > 0;
}

void OutputQueue::wake() {
  const std::uint64_t one = 1;
  // The only possible failure, EAGAIN of a full counter, leaves it readable all the same.
  [[maybe_unused]] const auto written = ::write(wake_.get(), &one, sizeof one);
}

void OutputQueue::clear_wake() {
  std::uint64_t count = 0;
  // EAGAIN: nobody has called.
  [[maybe_unused]] const auto read = ::read(wake_.get(), &count, sizeof count);
}

}  // namespace parley::cli
