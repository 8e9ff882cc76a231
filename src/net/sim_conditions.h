// What a simulated wire is like. Plain values; they may be changed while a conversation runs, and
// hold for what is sent from then on.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "base/clock.h"
#include "net/sim_random.h"

namespace parley::net {

struct SimConditions {
  /// One way, drawn for each segment and datagram; never less than a microsecond, so that time goes
  /// on.
  Duration latency_min = std::chrono::microseconds{200};
  Duration latency_max = std::chrono::microseconds{200};

  /// Octets a second, each way, for each connection; 0: as many as come.
  std::uint64_t bandwidth = 0;

  // TCP
  /// What is written travels in segments of so many octets, drawn for each.
  std::size_t segment_bytes_min = 1460;
  std::size_t segment_bytes_max = 1460;
  /// The probability that one read goes on into the next segment when both are there. A kernel
  /// always does (1); with 0 each segment is a read of its own.
  double coalesce = 1;
  /// What `write` takes before it says `again`, counted until the other end has it.
  std::size_t send_buffer_bytes = 64 * 1024;
  /// What the other end takes without reading it.
  std::size_t receive_window_bytes = 64 * 1024;
  /// For each segment: the connection is reset, both ends learn of it.
  double reset = 0;
  /// For each segment: the connection dies silently, as when a router forgets it.
  double vanish = 0;
  /// For each connect: RST, though somebody listens; no answer at all.
  double connect_refused = 0;
  double connect_ignored = 0;
  /// How long after the last sign of the peer keep-alive gives up a dead connection on which
  /// nothing is in flight; reads then fail with ETIMEDOUT. The real network's is
  /// `limits::vanished_after`. Unset: reads stay `again` for ever.
  std::optional<Duration> keep_alive;

  // Both
  /// For each transmission: it is lost. TCP sends again after 200 ms, 400 ms, ... (RFC 6298).
  double loss = 0;

  // Datagrams
  double datagram_duplicate = 0;
  /// For each datagram: it is held up, and others overtake it.
  double datagram_reorder = 0;
  /// How many wait to be received before the rest is dropped and counted.
  std::size_t datagram_queue_max = 256;
};

/// Conditions that a conversation must survive whole: small buffers, any cutting of the stream,
/// slow and lossy wires. Never a reset, nor a peer that vanishes.
inline SimConditions rough_conditions(SimRandom& random) {
  using std::chrono::microseconds;
  SimConditions rough;
  rough.latency_min = random.uniform(microseconds{1}, microseconds{5'000});
  rough.latency_max = rough.latency_min + random.uniform(Duration{0}, microseconds{50'000});
  rough.bandwidth = random.chance(0.5) ? 0 : random.uniform(20'000, 5'000'000);
  rough.segment_bytes_min = 1;
  rough.segment_bytes_max = static_cast<std::size_t>(random.uniform(1, 3'000));
  rough.coalesce = static_cast<double>(random.uniform(0, 4)) / 4;
  rough.send_buffer_bytes = static_cast<std::size_t>(random.uniform(1, 20'000));
  rough.receive_window_bytes = static_cast<std::size_t>(random.uniform(1, 20'000));
  rough.loss = static_cast<double>(random.uniform(0, 5)) / 100;
  return rough;
}

}  // namespace parley::net
