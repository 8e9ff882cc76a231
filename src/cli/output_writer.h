// Standard output or standard error, written by a thread of its own: the network thread fills the
// queue and never waits for a reader.
//
// Rejected: O_NONBLOCK on the descriptor. It would be set for every process that shares it, a shell
// among them. So write(2) may block, for as long as the reader likes, and only this thread with it.
//
// After a write the thread lets `pace` pass before it takes the next batch, so that dense traffic
// costs at most 500 wake-ups a second, and sparse traffic is written at once.
//
// Thread rule: made and destroyed on any thread; see OutputQueue for the rest.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "cli/output_queue.h"
#include "net/loop.h"

namespace parley::cli {

class OutputWriter {
 public:
  static constexpr std::chrono::milliseconds pace{2};

  /// `descriptor` stays open as long as the process writes, and is not closed here. `name` is for
  /// errors: "standard output".
  OutputWriter(int descriptor, std::string name);

  /// Writes nothing more: call `OutputQueue::wait_written` before. Never hangs: a thread that is
  /// blocked in write(2) is left alone with what it needs (it owns its part of the state) and ends
  /// with the process, or when that write returns. No function given to the queue is called any
  /// more.
  ~OutputWriter();
  OutputWriter(const OutputWriter&) = delete;
  OutputWriter& operator=(const OutputWriter&) = delete;

  OutputQueue& queue();

  /// At the end, while the loop turns on: returns when the reader has taken all, however long that
  /// takes, or within `limits::drain_on_exit_max` once `hurried`. Errors: what was not written, and
  /// why; that a reader has seen enough (`| head`) is none.
  Result<> finish(net::Loop& loop, const std::function<bool()>& hurried);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace parley::cli
