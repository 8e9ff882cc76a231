// One direction of a board's link: what enters leaves again, now or later, once, twice or never, as
// its faults have it. All chance comes from one seed and all time from the caller, so a run with
// the same frames at the same times has the same outcome.
//
// Owner: the router. Thread rule: one thread. Limits: `lane_frames_max` and `lane_bytes_max`; what
// does not fit is lost and counted.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

/// What is on its way in one direction. An access point's queue is of this order; 512 full frames
/// last 6 s at 1 Mbit/s.
inline constexpr std::size_t lane_frames_max = 512;
inline constexpr std::size_t lane_bytes_max = 512 * 1024;

/// The faults of one direction. Probabilities are from 0 to 1.
struct FaultSettings {
  double loss = 0;
  Duration delay{};
  Duration jitter{};
  double duplicate = 0;
  double reorder = 0;
  double corrupt = 0;
  std::uint64_t bandwidth = 0;  ///< bits per second; 0 is no limit
  bool down = false;

  friend bool operator==(const FaultSettings&, const FaultSettings&) = default;
};

class Lane {
 public:
  explicit Lane(std::uint64_t seed) : random_(seed) {}

  /// For frames that enter from now on; what is on its way stays as it was.
  void set(const FaultSettings& settings) { settings_ = settings; }
  const FaultSettings& settings() const { return settings_; }

  enum class Fate {
    passes,    ///< arrives now, as it is: the lane keeps nothing
    waits,     ///< `take` gives it, perhaps at once
    lost,      ///< by a fault
    overflow,  ///< lost, because too much is on its way
  };

  /// A frame enters at `now`, which never decreases. It has at least an Ethernet header. `tag` is
  /// whatever the caller wants back with it.
  Fate enter(SteadyTime now, std::span<const std::uint8_t> frame, std::uint8_t tag = 0);

  /// When the next frame arrives.
  std::optional<SteadyTime> due() const;

  struct Arrived {
    std::vector<std::uint8_t> frame;
    std::uint8_t tag = 0;
  };

  /// The next frame that has arrived at `now`; false when there is none yet.
  bool take(SteadyTime now, Arrived& into);

  /// What is on its way is lost.
  void clear();

  struct Counters {
    std::uint64_t entered = 0;
    std::uint64_t lost = 0;
    std::uint64_t overflowed = 0;
    std::uint64_t duplicated = 0;
    std::uint64_t reordered = 0;
    std::uint64_t corrupted = 0;
  };
  const Counters& counters() const { return counters_; }
  std::size_t waiting() const { return queue_.size(); }

 private:
  void meet(Passage& passage);
  void count(const Passage& passage);
  void keep(SteadyTime due, Arrived arrived);

  FaultSettings settings_;
  Random random_;
  SteadyTime busy_until_{};
  SteadyTime due_last_{};
  std::multimap<SteadyTime, Arrived> queue_;
  std::size_t queue_bytes_ = 0;
  Counters counters_;
};

}  // namespace parley::board::link
