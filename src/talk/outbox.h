// Bytes that the kernel would not take yet.
//
// A peer has an Outbox only while something waits, so an idle peer costs nothing. All of them share
// one Budget. The bounds are those of base/limits.h: 1 MiB a peer, 64 MiB together, 64 KiB for each
// even when the total is used up. Above three quarters of the total a peer that has taken nothing
// for a second gets no more than its guarantee, so that the longest stalled is refused first.
#pragma once

#include <cstddef>
#include <string>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/limits.h"

namespace parley::talk {

class Budget {
 public:
  explicit Budget(std::size_t bytes_max = limits::send_total_bytes_max) : bytes_max_(bytes_max) {}

  /// How many of `wanted` bytes a queue that holds `queued` may take.
  std::size_t grant(std::size_t wanted, std::size_t queued, bool stalled) const;

  void add(std::size_t bytes) { bytes_ += bytes; }
  void remove(std::size_t bytes) { bytes_ -= bytes; }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_max_;
  std::size_t bytes_ = 0;
};

class Outbox {
 public:
  Outbox(Budget& budget, SteadyTime now) : budget_(budget), moved_(now) {}
  ~Outbox() { budget_.remove(size()); }
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  /// Takes all of `bytes` or, where the bounds forbid it, none.
  bool push(Bytes bytes, SteadyTime now);

  /// Takes `bytes` whatever the bounds say: the rest of one read, of which the source now waits.
  void push_rest(Bytes bytes);

  /// The bytes to write next, valid until the next change.
  Bytes front() const { return Bytes(bytes_).substr(taken_); }
  void pop(std::size_t count, SteadyTime now);

  std::size_t size() const { return bytes_.size() - taken_; }
  bool empty() const { return size() == 0; }
  SteadyTime moved() const { return moved_; }  ///< when the peer last took something

 private:
  Budget& budget_;
  std::string bytes_;
  std::size_t taken_ = 0;
  SteadyTime moved_;
};

}  // namespace parley::talk
