// UDP (udp(7)) and raw IP (raw(7)) on real sockets.
#pragma once

#include "net/epoll.h"
#include "net/network.h"
#include "net/socket.h"
#include "net/stream.h"

namespace parley::net {

class SocketDatagrams final : public Datagrams {
 public:
  /// Opens, binds and, with `remote`, connects. A receive buffer of several MiB is asked for, so
  /// that a burst of many senders is lost late; what is lost is counted by the kernel.
  static Result<std::unique_ptr<Datagrams>> open(EpollLoop& loop, DatagramProtocol protocol,
                                                 const Endpoint& local,
                                                 const std::optional<Endpoint>& remote);

  SocketDatagrams(EpollLoop& loop, Descriptor socket, DatagramProtocol protocol, Endpoint local,
                  std::optional<Endpoint> remote);

  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    watch_.when(wanted, waiter);
  }
  Interest wait_result() const override { return watch_.wait_result(); }
  void wake() override { watch_.wake(); }

  Datagram receive(std::span<char> into) override;
  Io send(Bytes bytes, const Endpoint& to) override;
  Endpoint local() const override { return local_; }

 private:
  std::size_t cut_ip_header(std::span<char> packet) const;

  Descriptor socket_;
  Watch watch_;
  DatagramProtocol protocol_;
  Endpoint local_;
  std::optional<Endpoint> remote_;
  std::uint64_t kernel_drops_ = 0;
};

}  // namespace parley::net
