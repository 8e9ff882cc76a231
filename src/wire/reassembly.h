// The octets of one direction of a TCP connection, in their order, from segments in any order.
//
// Numbers of 32 bits that wrap around become places of 63: the first octet of data has place 0, and
// a number is taken to mean the place nearest to what was reached.
//
// Limits: holds what came too early, so its owner bounds `waiting_bytes`. What came twice is kept
// as it came first. Thread rule: one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "base/bytes.h"

namespace parley::wire {

class Reassembly {
 public:
  /// The number of the first octet of data.
  void begin(std::uint32_t first);
  bool begun() const { return begun_; }

  /// Of a sequence number. Before the first octet it is negative.
  std::int64_t place_of(std::uint32_t sequence) const;

  /// Copies what is new of it.
  void add(std::int64_t place, Bytes octets);

  /// The octets that come next, as far as they are there without a hole.
  std::optional<ByteString> take();

  /// Goes on behind a hole, up to what waits or at most to `limit`; how many octets are missing.
  std::uint64_t skip_hole(std::int64_t limit);

  /// Up to here all was taken or given up.
  std::int64_t next() const { return next_; }
  std::size_t waiting_bytes() const { return waiting_bytes_; }
  bool waits_behind_hole() const { return !waiting_.empty() && waiting_.begin()->first > next_; }

 private:
  bool begun_ = false;
  std::uint32_t first_ = 0;
  std::int64_t next_ = 0;
  std::map<std::int64_t, ByteString> waiting_;
  std::size_t waiting_bytes_ = 0;
};

}  // namespace parley::wire
