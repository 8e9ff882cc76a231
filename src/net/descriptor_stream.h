// A descriptor that is no socket, as a Stream: standard input, a serial device.
#pragma once

#include <memory>

#include "net/epoll.h"

namespace parley::net {

/// Reads and writes with read(2) and write(2). It never sets O_NONBLOCK: that flag belongs to the
/// open file, which a terminal's standard input shares with its output and with the shell. A read
/// or write is tried only after the wait said that it is possible.
class DescriptorStream final : public Stream {
 public:
  /// Borrowed descriptors (standard input) are duplicated, so that closing this closes nothing
  /// else.
  static std::unique_ptr<DescriptorStream> borrow(EpollLoop& loop, int descriptor);

  DescriptorStream(EpollLoop& loop, Descriptor owned);

  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    watch_.when(wanted, waiter);
  }
  Interest wait_result() const override { return watch_.wait_result(); }
  void wake() override { watch_.wake(); }

  /// Whether a read would return at once: octets, or the end. poll(2).
  bool readable_now() const;

  Io read(std::span<char> into) override;
  Io write(Bytes bytes) override;
  void finish() override {}
  void abort() override {}
  Endpoint local() const override { return {}; }
  Endpoint remote() const override { return {}; }

 private:
  Descriptor descriptor_;
  Watch watch_;
};

}  // namespace parley::net
