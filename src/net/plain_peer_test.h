// For tests: the other end of a connection on loopback, as a plain blocking socket that shares no
// code with ours. Calls wait for at most 10 s.
#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

#include "base/address.h"

namespace parley::net {

class PlainPeer {
 public:
  PlainPeer() : PlainPeer(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  PlainPeer(PlainPeer&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  ~PlainPeer() {
    if (socket_ >= 0) ::close(socket_);
  }

  bool connect(Port port) {
    const sockaddr_in address = loopback(port);
    return ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

  /// Listens; the port, which the system chooses unless one is given.
  Port listen(Port port = {}) {
    const int again = 1;
    ::setsockopt(socket_, SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
    sockaddr_in address = loopback(port);
    EXPECT_EQ(0, ::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address));
    EXPECT_EQ(0, ::listen(socket_, 5));
    socklen_t size = sizeof address;
    ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    return Port{ntohs(address.sin_port)};
  }
  PlainPeer accept() { return PlainPeer(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC)); }

  /// A port on which nobody listens, for a moment at least.
  static Port closed_port() { return PlainPeer().listen(); }

  void say(std::string_view text) {
    EXPECT_EQ(static_cast<ssize_t>(text.size()), ::send(socket_, text.data(), text.size(), 0));
  }

  /// Less than asked for: the connection ended.
  std::string hear(std::size_t count) {
    std::string heard(count, '\0');
    const ssize_t got = ::recv(socket_, heard.data(), count, MSG_WAITALL);
    heard.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return heard;
  }

 private:
  explicit PlainPeer(int socket) : socket_(socket) {
    EXPECT_GE(socket, 0);
    const timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  }

  static sockaddr_in loopback(Port port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    return address;
  }

  int socket_;
};

}  // namespace parley::net
