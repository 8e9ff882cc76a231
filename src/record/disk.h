// The recorder's two threads and what they share with the network thread: one writes segments as
// they fill, one brings what was written to the disk.
//
// It is held by all three together, so that a disk that never answers cannot keep the program from
// ending: its threads are then left behind.
//
// A simulation has no threads: it gives the turns by hand, and what a thread does between two waits
// is one of them.
//
// Thread rule: `start`, `wake`, `flush` and `stop` by the network thread. The calls come on the
// disk's threads; by hand, inside the turn.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "base/limits.h"
#include "record/disk_writer.h"

namespace parley::record {

class Disk : public std::enable_shared_from_this<Disk> {
 public:
  struct Calls {
    std::function<void(std::uint64_t event)> synced;  ///< all up to this one is on the disk
    std::function<void(const Error& error)> failed;   ///< writing; it will be tried again
    std::function<void()> works_again;
    std::function<void()> drained;  ///< half of the segments are free again
    std::function<void(const Error& error, std::uint64_t first, std::uint64_t last)> doubtful;
  };

  struct Settings {
    bool sync_at_once = false;
    Duration write_interval = limits::record_write_interval;  ///< a write waits so long for more
    bool by_hand = false;                                     ///< no threads, but turns
    std::size_t segment_bytes = format::segment_bytes;        ///< smaller ones are for tests
  };

  /// What came of a turn.
  enum class Turn : std::uint8_t { nothing, done, failed };

  Disk(OwnFile first, DiskWriter::NextFile next_file, const Settings& settings, Calls calls);

  SegmentQueue& queue() { return queue_; }

  /// Errors: the system gives no thread.
  Result<> start();

  /// Something was encoded. Cheap: it is called for every event. `at_once`: a segment is full.
  void wake(bool at_once = false);

  /// `drained` is wanted once, from now on.
  void want_drained() { drained_wanted_.store(true); }

  /// Waits until all that was encoded is on the disk; false: not within this time.
  bool flush(Duration at_most);

  /// From this event on nobody knows whether what was written is on the disk, because a sync
  /// failed; 0: none did.
  std::uint64_t doubtful_from() const { return doubtful_from_.load(); }

  /// Ends the threads. Those that do not end within a moment are left to themselves.
  void stop();

  /// By hand: writes all that was encoded. `nothing`: there was none.
  Turn write_turn();

  /// By hand: brings to the disk what was written to one file. `nothing`: there was none.
  Turn sync_turn();

 private:
  void write_all();
  bool wait_for_news();
  void wait_before_writing();
  bool write_once();
  void sync_all();
  bool sync_once();
  bool sync_next();
  bool flush_by_hand();
  template <typename Call>
  void tell(Call call);
  void ask_to_sync(const DiskWriter::Written& written);

  SegmentQueue queue_;
  DiskWriter writer_;
  const Settings settings_;
  Calls calls_;

  std::mutex calls_mutex_;
  bool calls_end_ = false;  // who would be called may be gone

  std::mutex mutex_;
  std::condition_variable news_;     // for the writing thread
  std::condition_variable to_sync_;  // for the other
  std::condition_variable quiet_;    // for `flush`
  std::atomic<bool> sleeping_ = false;
  std::atomic<bool> drained_wanted_ = false;
  std::atomic<std::uint64_t> doubtful_from_ = 0;
  bool hurry_ = false;  // write without waiting for more
  bool flushing_ = false;
  bool stopping_ = false;
  bool writing_ = false;
  bool failing_ = false;
  std::deque<DiskWriter::Written> unsynced_;  // one for each file, oldest first
  bool syncing_ = false;
  std::uint64_t synced_event_ = 0;
  int threads_running_ = 0;
  std::thread write_thread_;
  std::thread sync_thread_;
};

}  // namespace parley::record
