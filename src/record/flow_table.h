// The connections that are open in a recording, by number, as far as their packets need them.
//
// Constraint that shaped it: when a thousand peers talk in turn, nothing of a connection is in the
// cache by the time it talks again, and each line of memory that an event touches costs more than
// all it computes. So what an event needs is two neighbouring lines at a place that follows from
// the connection's number. Rejected: std::unordered_map of pointers, which touched eight.
//
// It is a hash table with open addressing and no hash: numbers are given in succession, so those
// that are open at a time mostly have a place of their own. It grows at three quarters, and never
// shrinks: 128 octets for 4/3 to 8/3 of the most connections that were ever open at once.
//
// Thread rule: one thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/clock.h"
#include "event/event.h"
#include "record/rebuilt.h"

namespace parley::record {

struct alignas(64) Flow {
  struct Direction {
    std::uint64_t bytes = 0;     ///< of content
    std::uint32_t sequence = 0;  ///< of the next octet
    std::uint32_t unacknowledged_bytes = 0;
    std::uint32_t unacknowledged_packets = 0;
  };
  /// What is only looked at when something is said about the connection itself.
  struct Origin {
    event::Party party;
    event::PeerId peer{};
    WallTime since;
  };

  event::ConnectionId connection{};  ///< 0: there is none
  std::array<Direction, 2> ways;     ///< by Way
  std::unique_ptr<Origin> origin;
  RebuiltHeader header;
};
static_assert(sizeof(Flow) == 128);

class FlowTable {
 public:
  FlowTable();

  /// Null: it is not open. `connection` is not 0. Valid until something is put in or erased.
  Flow* find(event::ConnectionId connection);

  /// In the place of one with the same number, if there is one. Valid as for `find`.
  Flow& put(Flow flow);

  /// Nothing happens where it is not open. `connection` is not 0.
  void erase(event::ConnectionId connection);

  /// All, by their numbers. Valid as for `find`.
  std::vector<const Flow*> sorted() const;

  /// For how many there is memory.
  std::size_t places() const { return places_.size(); }

 private:
  std::size_t home_of(event::ConnectionId connection) const;
  std::size_t behind(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
  bool used(std::size_t place) const { return places_[place].connection != event::ConnectionId{}; }
  std::size_t place_of(event::ConnectionId connection) const;
  void grow();

  std::vector<Flow> places_;  // a power of two, never all of them used
  std::size_t open_ = 0;
};

}  // namespace parley::record
