// A serial port whose octets come together: what a device prints as one line reaches the system in
// whatever pieces its cable makes, one octet each at worst, and nobody reads rows of those.
//
// Pieces are held until the last of them ends with LF, until nothing came for
// `limits::serial_gap_max`, or until the first is `limits::serial_gather_max` old; so an event may
// be that much later than its first octet. A network's reads are never held: TCP_NODELAY peers
// answer each other in microseconds.
//
// Owns the stream below. Thread rule: the loop's thread.
#pragma once

#include <memory>
#include <string>

#include "net/loop.h"
#include "net/stream.h"

namespace parley::talk {

class GatheredStream final : public net::Stream {
 public:
  GatheredStream(net::Loop& loop, std::unique_ptr<net::Stream> below);

  void when(net::Interest wanted, std::coroutine_handle<> waiter) override;
  net::Interest wait_result() const override;
  void wake() override { below_->wake(); }

  net::Io read(std::span<char> into) override;
  net::Io write(Bytes bytes) override { return below_->write(bytes); }
  void finish() override { below_->finish(); }
  void abort() override { below_->abort(); }
  Endpoint local() const override { return below_->local(); }
  Endpoint remote() const override { return below_->remote(); }
  std::optional<Error> trouble() const override { return below_->trouble(); }
  std::string_view farewell() const override { return below_->farewell(); }

 private:
  bool deliverable() const;
  net::Io gather();
  net::Io deliver(std::span<char> into);

  net::Loop& loop_;
  std::unique_ptr<net::Stream> below_;
  net::Timer timer_;
  ByteString held_;
  SteadyTime first_;  // when the oldest octet of `held_` came
  bool due_ = false;
};

}  // namespace parley::talk
