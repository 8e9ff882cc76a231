// One direction of a simulated TCP connection: what the sender's kernel holds, what is on the wire,
// what the receiver's kernel holds. It knows octets and their order; SimLink knows time.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <span>

#include "base/bytes.h"
#include "base/clock.h"

namespace parley::net {

class SimPipe {
 public:
  /// FIN is a segment of its own, without octets.
  struct Segment {
    ByteString bytes;
    bool fin = false;
    SteadyTime sent;
  };

  /// How much of the sender's stream arrived, or is known to have arrived.
  struct Progress {
    std::uint64_t segments = 0;
    std::uint64_t bytes = 0;
  };

  // The sender
  /// Takes a prefix, as much as `buffer_bytes` leave room for. Returns its length.
  std::size_t push(Bytes bytes, std::size_t buffer_bytes);
  std::size_t room(std::size_t buffer_bytes) const;
  void finish() { finish_wanted_ = true; }
  bool finishing() const { return finish_wanted_; }
  std::size_t unsent_bytes() const { return unsent_.size() - unsent_begin_; }
  std::uint64_t unacknowledged_segments() const { return sent_.segments - acknowledged_.segments; }

  /// How many octets may leave now, or whether FIN may.
  std::size_t sendable(std::size_t window_bytes) const;
  bool fin_sendable() const { return finish_wanted_ && !fin_sent_ && unsent_bytes() == 0; }

  /// Puts that many octets on the wire, or FIN.
  const Segment& send(std::size_t count, SteadyTime now);
  const Segment& send_fin(SteadyTime now);
  void acknowledge(const Progress& arrived);

  // The wire
  const std::deque<Segment>& flying() const { return flying_; }
  /// The oldest segment on the wire reaches the receiver.
  void arrive();

  // The receiver
  std::size_t readable_bytes() const { return readable_bytes_; }
  bool fin_arrived() const { return fin_arrived_; }
  Progress arrived() const { return arrived_; }
  /// Asks `go_on` at the end of each segment whether the next one belongs to the same read.
  std::size_t read(std::span<char> into, const std::function<bool()>& go_on);

  /// The connection is dead: nothing more leaves, what is on the wire is lost. What arrived stays.
  void drop();

  /// Changes when what is on the wire is lost: an arrival that was planned before then is void.
  std::uint64_t epoch() const { return epoch_; }
  void lose_flight() { ++epoch_; }

  SteadyTime wire_free;     ///< when the last segment had left, at the bandwidth given
  SteadyTime arrival_last;  ///< nothing may arrive before what was sent before it

 private:
  ByteString unsent_;
  std::size_t unsent_begin_ = 0;
  bool finish_wanted_ = false;
  bool fin_sent_ = false;
  Progress sent_;
  Progress acknowledged_;

  std::deque<Segment> flying_;
  std::size_t flying_bytes_ = 0;
  std::uint64_t epoch_ = 0;

  std::deque<ByteString> readable_;
  std::size_t readable_begin_ = 0;  // of its first segment
  std::size_t readable_bytes_ = 0;
  bool fin_arrived_ = false;
  Progress arrived_;
};

}  // namespace parley::net
