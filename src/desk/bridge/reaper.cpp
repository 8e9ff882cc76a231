#include "desk/bridge/reaper.h"

#include <condition_variable>
#include <mutex>
#include <thread>

namespace parley::desk::bridge {

/// Threads that are left to themselves and counted: one that has ended leaves nothing behind.
struct Reaper::Threads {
  std::mutex mutex;
  std::condition_variable ended;
  std::size_t count = 0;

  void add() {
    const std::scoped_lock lock(mutex);
    ++count;
  }
  void remove() {
    const std::scoped_lock lock(mutex);
    --count;
    ended.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex);
    ended.wait(lock, [this] { return count == 0; });
  }
};

Reaper::Reaper(QObject* parent) : QObject(parent), threads_(std::make_unique<Threads>()) {}

Reaper::~Reaper() {
  threads_->wait();
}

void Reaper::take(std::unique_ptr<session::Running> running) {
  if (running == nullptr) return;
  running->end();
  // std::function wants something that can be copied.
  run([dying = std::shared_ptr<session::Running>(std::move(running))]() mutable { dying.reset(); });
}

void Reaper::run(std::function<void()> work) {
  ++count_;
  threads_->add();
  std::thread([this, work = std::move(work)]() mutable {
    work();
    work = nullptr;  // what it holds ends here as well
    // Before the count, which our destructor waits for: until then this object is there.
    QMetaObject::invokeMethod(this, &Reaper::count_down, Qt::QueuedConnection);
    threads_->remove();
  }).detach();
  Q_EMIT count_changed();
}

void Reaper::count_down() {
  --count_;
  Q_EMIT count_changed();
}

}  // namespace parley::desk::bridge
