// One segment of a recording in memory, on its way from the network thread, which encodes into it,
// to the thread that writes it. No lock: the end only grows, and what is below it never changes.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <sys/mman.h>

#include "base/bytes.h"
#include "record/format.h"

namespace parley::record {

struct Segment {
  /// Pages of its own, which go back to the system: what free(3) takes back of this size it may
  /// keep for ever, between what is used.
  struct Unmap {
    std::size_t bytes;
    void operator()(char* memory) const { ::munmap(memory, bytes); }
  };

  /// Smaller in tests alone: many ends of segments in few octets.
  explicit Segment(std::size_t capacity_bytes = format::segment_bytes) : capacity(capacity_bytes) {
    void* memory =
        ::mmap(nullptr, capacity_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory != MAP_FAILED) octets = {static_cast<char*>(memory), Unmap{capacity_bytes}};
  }

  const std::size_t capacity;

  /// Begins where a page does, as File::write_large_at wants it. Null: there was no memory.
  std::unique_ptr<char, Unmap> octets;
  std::uint64_t number = 0;  ///< in its file, from 0
  std::uint64_t file = 0;    ///< which of the files that one program writes, from 0

  /// From here on the octets are this program's: more than 0 where a recording is continued.
  std::size_t begin = 0;

  /// Up to here they are final. Stored by the encoder, with release; whoever loads it with acquire
  /// may read them.
  std::atomic<std::size_t> end = 0;

  /// The last event before `end`. Stored behind it, so load it first: what it names is then below
  /// the `end` that is loaded afterwards.
  std::atomic<std::uint64_t> last_event = 0;

  std::uint64_t offset() const { return number * capacity; }
};

}  // namespace parley::record
