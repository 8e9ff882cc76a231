// TCP on real sockets (tcp(7)).
#pragma once

#include "net/epoll.h"
#include "net/socket.h"
#include "net/stream.h"

namespace parley::net {

/// Options that a connection needs: no Nagle delay, keep-alive probes that notice a peer that
/// vanished while nothing is said (`limits::vanished_after`), and retransmission at least every few
/// seconds. Accepted sockets inherit them from their listener, so an accept costs no system call
/// for them.
void set_tcp_options(int descriptor);

class TcpStream final : public Stream {
 public:
  TcpStream(EpollLoop& loop, Descriptor socket, const Endpoint& remote);

  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    watch_.when(wanted, waiter);
  }
  Interest wait_result() const override { return watch_.wait_result(); }
  void wake() override { watch_.wake(); }

  Io read(std::span<char> into) override;
  Io write(Bytes bytes) override;
  void finish() override;
  void abort() override;
  Endpoint local() const override { return local_endpoint(socket_.get()); }
  Endpoint remote() const override { return remote_; }
  std::optional<TcpHealth> health() const override;

  /// SO_ERROR: how a connect(2) that was under way ended; 0 is success.
  int connect_error() const;

  /// After a connect(2) that failed: who refused by ICMP, in words that go behind the errno's;
  /// empty where nobody did (icmp.h).
  std::string refusal_words() const;

  /// After a connect(2) that went well: from now on ICMP errors are advice only.
  void connect_is_over();

 private:
  Descriptor socket_;
  Watch watch_;
  Endpoint remote_;
};

class TcpAcceptor final : public Acceptor {
 public:
  TcpAcceptor(EpollLoop& loop, Descriptor socket);

  void when(Interest wanted, std::coroutine_handle<> waiter) override {
    watch_.when(wanted, waiter);
  }
  Interest wait_result() const override { return watch_.wait_result(); }
  void wake() override { watch_.wake(); }

  Accepted accept() override;
  Endpoint local() const override { return local_endpoint(socket_.get()); }

 private:
  Accepted turn_one_away(int error);

  EpollLoop& loop_;
  Descriptor socket_;
  Watch watch_;
  Descriptor spare_;
};

}  // namespace parley::net
