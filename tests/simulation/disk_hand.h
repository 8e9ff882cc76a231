// The hand that gives a recorder's disk its turns in simulated time, when and as late as its
// threads would have theirs, and that breaks the disk as the plan says. It keeps its own account of
// what may be called recorded.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <optional>

#include "event/event.h"
#include "net/sim_world.h"
#include "record/disk.h"
#include "record/memory_files.h"
#include "tests/simulation/plan.h"
#include "tests/simulation/trace.h"

namespace parley::simulation {

/// Small, so that a few megabytes fill all the segments that there may be.
inline constexpr std::size_t segment_bytes = 64 * 1024;

class DiskHand {
 public:
  DiskHand(net::SimWorld& world, record::MemoryFiles& files, Trace& trace);

  /// The disk of one recorder of this file, until `let_go`. It works, has room and is quick at
  /// first.
  void take(record::Disk& disk, const std::string& path, bool sync_at_once);
  void let_go();

  /// As when the program ends: all turns that there are to give, at once.
  void flush();

  /// Something was encoded.
  void see(const event::Event& event);

  /// Disk incidents only.
  void happen(const Incident& incident);

  /// All events up to this one are on the disk, by this hand's own account; nothing can be said
  /// once a sync failed.
  std::uint64_t synced_event() const { return synced_event_; }
  bool sync_has_failed() const { return sync_has_failed_; }

  /// Something went wrong, or was slow, at any time since `take`.
  bool troubled() const { return troubled_; }

 private:
  void write();
  record::Disk::Turn give_write();
  record::Disk::Turn give_sync();
  void look_what_was_written();
  Duration delay(Duration most);

  net::SimWorld& world_;
  record::MemoryFiles& files_;
  Trace& trace_;
  net::Timer write_timer_;
  net::Timer sync_timer_;
  record::Disk* disk_ = nullptr;
  std::string path_;
  bool sync_at_once_ = false;
  bool slow_ = false;
  bool troubled_ = false;
  std::uint64_t seen_event_ = 0;
  std::uint64_t written_event_ = 0;
  std::uint64_t file_bytes_ = 0;  // when it was looked at last
  std::uint64_t synced_event_ = 0;
  bool sync_has_failed_ = false;
};

}  // namespace parley::simulation
