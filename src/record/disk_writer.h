// What is to be written next, and where: the half of the writer that touches the disk, without its
// thread. A step writes all that is there; after an error the next step begins where it failed.
//
// Thread rule: one thread (the recorder's writing one, or a test).
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "record/segment_queue.h"
#include "record/store.h"

namespace parley::record {

class DiskWriter {
 public:
  /// The file with this index, from 1 on; the first is given.
  using NextFile = std::function<Result<OwnFile>(std::uint64_t index)>;

  DiskWriter(SegmentQueue& queue, OwnFile first, NextFile next_file);

  /// All events up to `event` are written, the last of them to `file`; bring it to the disk, and
  /// they are recorded.
  struct Written {
    std::shared_ptr<File> file;
    std::uint64_t event = 0;
  };

  /// Writes what is there, and calls `written` once for each file with events that are new in it.
  Result<> step(const std::function<void(const Written&)>& written);

  /// True: there is nothing that a step would write.
  bool idle();

  const OwnFile& current() const { return current_; }

 private:
  SegmentQueue& queue_;
  OwnFile current_;
  NextFile next_file_;
  std::uint64_t file_index_ = 0;
  const Segment* partly_ = nullptr;  // the front segment, once something of it was written
  std::size_t position_ = 0;         // up to here it is
  std::uint64_t event_told_ = 0;     // to `written`
};

}  // namespace parley::record
