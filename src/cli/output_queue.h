// Bytes on their way to a descriptor or a terminal: the one seam between the printers, which must
// never block, and the thread that writes, which may (output_writer.h, console.h).
//
// Cost that shaped it: a printer appends for every read and every write of the network thread. An
// append copies into a string that keeps its capacity, and wakes the writer only when that sleeps
// because it had nothing to do; a writer that only paces itself is left asleep.
//
// Limits: `full` from `limits::output_queue_bytes_max` less a reserve on. An append is always
// taken: who is told "full" stops soon, and the reserve is for what is still under way (event.h).
//
// Thread rule: any thread for the printers' side; one thread at a time for the writer's side.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "net/descriptor.h"

namespace parley::cli {

class OutputQueue {
 public:
  /// `discards`: whoever reads throws everything away (/dev/null), so nothing is kept for it. Where
  /// the system gives no descriptor it is broken from the beginning.
  explicit OutputQueue(bool discards = false);
  OutputQueue(const OutputQueue&) = delete;
  OutputQueue& operator=(const OutputQueue&) = delete;

  // The printers' side.

  /// Takes a copy. After `broke` it is counted as lost.
  void append(std::string_view bytes);

  bool full() const;
  std::size_t queued_bytes() const;

  /// How long what waits has waited without one byte of it being taken; zero when nothing waits.
  Duration stalled_for() const;

  /// Asks for one call of the drained function: when at most half of the bound waits and the reader
  /// has taken something since, or nothing waits at all.
  void want_drained();

  /// The call comes on the writer's thread, without locks. Setting another function (or none) waits
  /// for a call that is under way, so that its owner may go away afterwards.
  void on_drained(std::function<void()> drained);

  /// Called once, when nothing can be written any more: EPIPE (ErrorClass::reset), ENOSPC, EIO.
  void on_broken(std::function<void(const Error&)> broken);

  /// Waits until all is written, at most so long, and hurries the writer. Returns the bytes that
  /// were not written, those lost to an error included.
  std::size_t wait_written(Duration at_most);

  /// Why nothing can be written any more; nothing: it can.
  std::optional<Error> trouble() const;

  // The writer's side.

  /// Swaps what waits into `batch`, which is empty. False: nothing waits, and the next append will
  /// wake.
  bool take(std::string& batch);

  /// So many bytes of what was taken have been written.
  void wrote(std::size_t bytes);

  /// Nothing can be written any more.
  void broke(const Error& error);

  /// Makes the drained call if it is due.
  void serve();

  /// True while `wait_written` waits: no pacing then.
  bool hurried() const;

  /// Readable when there is something to look at, poll(2). Negative: it is broken.
  int wake_descriptor() const { return wake_.get(); }
  void wake();
  void clear_wake();

 private:
  bool drained_due() const;
  void tell_broken();

  const bool discards_;
  net::Descriptor wake_;
  std::mutex calls_mutex_;  // held during calls; before mutex_ where both are
  std::function<void()> drained_;
  std::function<void(const Error&)> broken_;
  bool broken_told_ = false;

  mutable std::mutex mutex_;
  std::condition_variable written_;
  std::string pending_;
  std::size_t queued_bytes_ = 0;  // pending and taken
  std::size_t lost_bytes_ = 0;
  SteadyTime
      moved_;  // when something was taken by the reader last, or the queue stopped being empty
  std::optional<Error> error_;
  bool idle_ = false;
  bool drained_wanted_ = false;
  bool moved_since_wanted_ = false;
  int waiters_ = 0;
};

}  // namespace parley::cli
