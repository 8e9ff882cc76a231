#include "talk/gathered_stream.h"

#include <algorithm>
#include <array>

#include "base/limits.h"

namespace parley::talk {

namespace {

/// What a tty of Linux gives with one read(2) at most.
constexpr std::size_t piece_bytes_max = 4096;

}  // namespace

GatheredStream::GatheredStream(net::Loop& loop, std::unique_ptr<net::Stream> below)
    : loop_(loop), below_(std::move(below)), timer_(loop, [this] {
        due_ = true;
        below_->wake();
      }) {}

void GatheredStream::when(net::Interest wanted, std::coroutine_handle<> waiter) {
  below_->when(wanted, waiter);
  // What became due while nobody wanted to read.
  if (has(wanted, net::Interest::read) && deliverable()) below_->wake();
}

net::Interest GatheredStream::wait_result() const {
  const net::Interest below = below_->wait_result();
  return deliverable() ? below | net::Interest::read : below;
}

bool GatheredStream::deliverable() const {
  return !held_.empty() && (due_ || held_.back() == '\n' || held_.size() >= piece_bytes_max);
}

net::Io GatheredStream::read(std::span<char> into) {
  while (!deliverable()) {
    const net::Io got = gather();
    if (got.status == net::Io::Status::done) continue;
    // After an end comes the same end again, so what is held goes first.
    if (got.status == net::Io::Status::again || held_.empty()) return got;
    break;
  }
  return deliver(into);
}

net::Io GatheredStream::gather() {
  std::array<char, piece_bytes_max> piece;
  const net::Io got = below_->read(piece);
  if (got.status != net::Io::Status::done) return got;
  if (held_.empty()) first_ = loop_.now();
  held_.append(piece.data(), got.bytes);
  timer_.arm(std::min(loop_.now() + limits::serial_gap_max, first_ + limits::serial_gather_max));
  return got;
}

net::Io GatheredStream::deliver(std::span<char> into) {
  const std::size_t count = std::min(into.size(), held_.size());
  std::copy_n(held_.begin(), count, into.begin());
  held_.erase(0, count);
  if (held_.empty()) {
    due_ = false;
    timer_.disarm();
  } else {
    due_ = true;
  }
  return net::Io::done(count);
}

}  // namespace parley::talk
