// One direction of a TCP connection, as far as it was captured: which octets were sent, how often,
// and which of them the other end acknowledged.
//
// Octets are counted by places: the first octet of data is 0, a FIN takes a place of its own. What
// a place means when numbers of 32 bits wrap around is the one nearest to what was sent last.
//
// Limits: `holes_max` gaps, and the times of the last `sent_max` segments that were not
// acknowledged. Thread rule: plain values, one thread.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "base/clock.h"

namespace parley::wire {

class Way {
 public:
  static constexpr std::size_t holes_max = 64;
  static constexpr std::size_t sent_max = 512;

  /// How octets that were sent fit to those before.
  struct Passed {
    std::uint64_t missing = 0;    ///< octets before it that were never seen
    bool repeated = false;        ///< all of it was seen before
    bool fills = false;           ///< it was missing until now
    std::optional<Duration> age;  ///< repeated: since it was sent; fills: since it was missed
    bool first_lost = false;      ///< repeated: the one before is marked as lost
    bool acknowledged = false;    ///< repeated: the other end had it already
  };

  /// What an acknowledgement says.
  struct Heard {
    bool news = false;               ///< more than was acknowledged before
    std::uint64_t unseen = 0;        ///< octets that it acknowledges and that were never captured
    std::optional<Duration> age;     ///< since the newest of what it acknowledges was sent
    std::uint32_t newest_bytes = 0;  ///< how many that segment had
  };

  void begin(std::uint32_t first_octet);
  bool begun() const { return begun_; }
  std::int64_t place_of(std::uint32_t sequence) const;

  Passed pass(std::int64_t place, std::uint32_t bytes, WallTime time, bool lost);
  void finish(std::int64_t place) { end_ = place; }
  Heard hear(std::int64_t place, WallTime time);

  std::int64_t next() const { return next_; }
  std::int64_t acknowledged() const { return acknowledged_; }
  std::optional<std::int64_t> end() const { return end_; }

 private:
  struct Sent {
    std::int64_t begin = 0;
    std::int64_t end = 0;
    WallTime time{};
    bool lost = false;
  };

  void add_hole(std::int64_t begin, std::int64_t end, WallTime time);
  std::optional<Duration> fill_hole(std::int64_t begin, std::int64_t end, WallTime time);
  void repeat(Passed& passed, const Sent& again);
  void note_sent(const Sent& sent);

  bool begun_ = false;
  std::uint32_t first_ = 0;
  std::int64_t next_ = 0;
  std::int64_t acknowledged_ = 0;
  std::optional<std::int64_t> end_;
  std::vector<Sent> holes_;
  std::deque<Sent> sent_;
};

}  // namespace parley::wire
