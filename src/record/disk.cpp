#include "record/disk.h"

#include <pthread.h>
#include <system_error>

#include "base/limits.h"

namespace parley::record {

using namespace std::chrono_literals;

namespace {

constexpr auto stop_patience = 200ms;

}  // namespace

Disk::Disk(OwnFile first, DiskWriter::NextFile next_file, const Settings& settings, Calls calls)
    : queue_(settings.segment_bytes),
      writer_(queue_, std::move(first), std::move(next_file)),
      settings_(settings),
      calls_(std::move(calls)) {}

Result<> Disk::start() {
  if (settings_.by_hand) return {};
  const auto run = [this](const char* name, void (Disk::*work)()) {
    {
      const std::lock_guard lock(mutex_);
      ++threads_running_;
    }
    return std::thread([self = shared_from_this(), name, work] {
      ::pthread_setname_np(::pthread_self(), name);
      ((*self).*work)();
      const std::lock_guard lock(self->mutex_);
      --self->threads_running_;
      self->quiet_.notify_all();
    });
  };
  try {
    write_thread_ = run("parley-write", &Disk::write_all);
    sync_thread_ = run("parley-sync", &Disk::sync_all);
  } catch (const std::system_error& none) {  // as std::thread tells it
    const std::lock_guard lock(mutex_);
    --threads_running_;
    return failure(system_error("start a thread that records", none.code().value()));
  }
  return {};
}

void Disk::wake(bool at_once) {
  // The encoder has stored an end before, and the writing thread looks at the ends after its own
  // exchange, so one of the two exchanges sees the other.
  if (!sleeping_.exchange(false) && !at_once) return;
  const std::lock_guard lock(mutex_);
  if (at_once) hurry_ = true;
  news_.notify_one();
}

/// False: it is the end.
bool Disk::wait_for_news() {
  std::unique_lock lock(mutex_);
  writing_ = false;
  for (;;) {
    sleeping_.exchange(true);
    if (!writer_.idle()) break;
    quiet_.notify_all();
    if (stopping_) return false;
    news_.wait(lock);
  }
  sleeping_.store(false);
  writing_ = true;
  return !stopping_ || !failing_;
}

/// More will come, and a write for all of it costs less than one for each.
void Disk::wait_before_writing() {
  if (settings_.sync_at_once) return;
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, settings_.write_interval,
                 [this] { return hurry_ || flushing_ || stopping_; });
  hurry_ = false;
}

template <typename Call>
void Disk::tell(Call call) {
  const std::lock_guard lock(calls_mutex_);
  if (!calls_end_) call();
}

bool Disk::write_once() {
  const auto done = writer_.step([this](const DiskWriter::Written& w) { ask_to_sync(w); });
  const bool was_failing = failing_;
  {
    const std::lock_guard lock(mutex_);
    failing_ = !done;
  }
  if (!done && !was_failing) tell([&] { calls_.failed(done.error()); });
  if (done && was_failing) tell(calls_.works_again);
  if (queue_.in_use() <= limits::record_segments_max / 2 && drained_wanted_.exchange(false)) {
    tell(calls_.drained);
  }
  return done.has_value();
}

void Disk::write_all() {
  while (wait_for_news()) {
    wait_before_writing();
    if (write_once()) continue;
    std::unique_lock lock(mutex_);
    news_.wait_for(lock, limits::record_retry_interval, [this] { return stopping_; });
  }
  const std::lock_guard lock(mutex_);
  to_sync_.notify_all();
}

void Disk::ask_to_sync(const DiskWriter::Written& written) {
  const std::lock_guard lock(mutex_);
  if (unsynced_.empty() || unsynced_.back().file != written.file) {
    unsynced_.push_back(written);
  } else {
    unsynced_.back().event = written.event;
  }
  to_sync_.notify_all();
}

/// False: it is the end.
bool Disk::sync_once() {
  {
    std::unique_lock lock(mutex_);
    to_sync_.wait(lock, [this] { return !unsynced_.empty() || stopping_; });
    if (unsynced_.empty()) return false;
  }
  sync_next();
  return true;
}

/// There is one, and nobody else takes it. False: it failed.
bool Disk::sync_next() {
  DiskWriter::Written now;
  std::uint64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    now = std::move(unsynced_.front());
    unsynced_.pop_front();
    before = synced_event_;
    syncing_ = true;
  }
  const auto done = now.file->sync();
  if (!done && doubtful_from_ == 0) doubtful_from_ = before + 1;
  {
    const std::lock_guard lock(mutex_);
    synced_event_ = now.event;
    syncing_ = false;
    quiet_.notify_all();
  }
  if (done) {
    tell([&] { calls_.synced(now.event); });
  } else {
    tell([&] { calls_.doubtful(done.error(), before + 1, now.event); });
  }
  return done.has_value();
}

void Disk::sync_all() {
  while (sync_once()) {
    if (settings_.sync_at_once) continue;
    std::unique_lock lock(mutex_);
    to_sync_.wait_for(lock, limits::record_sync_interval,
                      [this] { return flushing_ || stopping_ || unsynced_.size() > 1; });
  }
}

Disk::Turn Disk::write_turn() {
  if (writer_.idle()) return Turn::nothing;
  return write_once() ? Turn::done : Turn::failed;
}

Disk::Turn Disk::sync_turn() {
  if (unsynced_.empty()) return Turn::nothing;
  return sync_next() ? Turn::done : Turn::failed;
}

/// Time stands still meanwhile: a disk that fails now fails for as long as anybody would wait.
bool Disk::flush_by_hand() {
  Turn last = Turn::done;
  while (last == Turn::done)
    last = write_turn();
  while (sync_turn() != Turn::nothing) {
  }
  return last == Turn::nothing;
}

bool Disk::flush(Duration at_most) {
  if (settings_.by_hand) return flush_by_hand();
  std::unique_lock lock(mutex_);
  flushing_ = true;
  news_.notify_all();
  to_sync_.notify_all();
  const bool done = quiet_.wait_for(lock, at_most, [this] {
    return !writing_ && writer_.idle() && unsynced_.empty() && !syncing_;
  });
  flushing_ = false;
  return done;
}

void Disk::stop() {
  bool ended = false;
  {
    std::unique_lock lock(mutex_);
    stopping_ = true;
    news_.notify_all();
    to_sync_.notify_all();
    ended = quiet_.wait_for(lock, stop_patience, [this] { return threads_running_ == 0; });
  }
  {
    const std::lock_guard lock(calls_mutex_);
    calls_end_ = true;
  }
  for (std::thread* thread : {&write_thread_, &sync_thread_}) {
    if (!thread->joinable()) continue;
    if (ended) {
      thread->join();
    } else {
      thread->detach();
    }
  }
}

}  // namespace parley::record
