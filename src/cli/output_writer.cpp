#include "cli/output_writer.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <thread>
#include <unistd.h>

#include "cli/thread.h"

namespace parley::cli {

namespace {

/// Small enough that a slow reader's progress is seen and its drained call is not late.
constexpr std::size_t write_bytes_max = 64 * 1024;

/// null(4): character device 1, 3. Copying a gigabyte a second for it would only cost time.
bool is_null_device(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISCHR(status.st_mode) &&
         status.st_rdev == makedev(1, 3);
}

}  // namespace

struct OutputWriter::Shared {
  Shared(int number, std::string words)
      : descriptor(number), name(std::move(words)), queue(is_null_device(number)) {}

  const int descriptor;
  const std::string name;
  OutputQueue queue;

  std::mutex mutex;
  bool stopping = false;
  bool writing = false;  // in a write that may last
  std::thread thread;

  bool may_write() {
    const std::lock_guard lock(mutex);
    writing = !stopping;
    return writing;
  }

  bool stopped_after_write() {
    const std::lock_guard lock(mutex);
    writing = false;
    return stopping;
  }

  bool stopped() {
    const std::lock_guard lock(mutex);
    return stopping;
  }

  void run();
  bool write_all(const std::string& batch);
  void wait_for_room() const;
  void wait(int milliseconds);
};

OutputWriter::OutputWriter(int descriptor, std::string name)
    : shared_(std::make_shared<Shared>(descriptor, std::move(name))) {
  if (shared_->queue.wake_descriptor() < 0) return;  // it is broken, and says so
  auto started = start_thread("a thread that writes to " + shared_->name,
                              [shared = shared_] { shared->run(); });
  if (started) {
    shared_->thread = std::move(*started);
  } else {
    shared_->queue.broke(started.error());
  }
}

OutputWriter::~OutputWriter() {
  shared_->queue.on_drained({});
  shared_->queue.on_broken({});
  bool blocked = false;
  {
    const std::lock_guard lock(shared_->mutex);
    shared_->stopping = true;
    blocked = shared_->writing;
  }
  shared_->queue.wake();
  if (blocked) {
    shared_->thread.detach();
  } else if (shared_->thread.joinable()) {
    shared_->thread.join();
  }
}

OutputQueue& OutputWriter::queue() {
  return shared_->queue;
}

Result<> OutputWriter::finish(net::Loop& loop, const std::function<bool()>& hurried) {
  constexpr std::chrono::milliseconds look_interval{10};
  OutputQueue& queue = shared_->queue;
  std::size_t left = queue.wait_written(look_interval);
  while (left > 0 && !queue.trouble() && !hurried()) {
    loop.turn(loop.now());
    left = queue.wait_written(look_interval);
  }
  if (left > 0 && !queue.trouble()) left = queue.wait_written(limits::drain_on_exit_max);
  if (left == 0) return {};
  if (const auto trouble = queue.trouble()) {
    if (trouble->kind == ErrorClass::reset) return {};
    return failure(*trouble);
  }
  return failure({ErrorClass::other, 0, fmt::format("write {} bytes to {}", left, shared_->name),
                  "nobody takes them"});
}

void OutputWriter::Shared::run() {
  std::string batch;
  while (!stopped()) {
    queue.serve();
    if (!queue.take(batch)) {
      wait(-1);
      continue;
    }
    if (!write_all(batch)) return;
    batch.clear();
    if (!queue.hurried()) wait(static_cast<int>(pace.count()));
  }
}

/// False: the thread is to end.
bool OutputWriter::Shared::write_all(const std::string& batch) {
  std::size_t done = 0;
  while (done < batch.size()) {
    if (!may_write()) return false;
    const auto written =
        ::write(descriptor, batch.data() + done, std::min(batch.size() - done, write_bytes_max));
    const int error = errno;
    if (written < 0 && error == EAGAIN) wait_for_room();
    if (stopped_after_write()) return false;
    if (written >= 0) {
      done += static_cast<std::size_t>(written);
      queue.wrote(static_cast<std::size_t>(written));
    } else if (error != EAGAIN && error != EINTR) {
      queue.broke(system_error("write to " + name, error));
      return true;
    }
  }
  return true;
}

/// Somebody else made the descriptor non-blocking.
void OutputWriter::Shared::wait_for_room() const {
  pollfd room{descriptor, POLLOUT, 0};
  ::poll(&room, 1, -1);
}

void OutputWriter::Shared::wait(int milliseconds) {
  pollfd woken{queue.wake_descriptor(), POLLIN, 0};
  if (::poll(&woken, 1, milliseconds) > 0) queue.clear_wake();
}

}  // namespace parley::cli
