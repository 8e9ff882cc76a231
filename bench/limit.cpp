// The limit: the smallest epoll echo loop that is still right. One thread, level-triggered, one
// buffer for all, nothing kept for a peer unless a write was partial. Every ratio in
// docs/performance.md is "of this".
//
//   parley_bench_limit PORT     echoes on 127.0.0.1 PORT until it is ended
//
// socket(7), tcp(7), epoll(7).
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <unordered_map>

namespace {

std::array<char, 65'536> buffer;
std::unordered_map<int, std::string> rests;  // what a partial write left; only then is one here

int ok(int result, const char* attempted) {
  if (result >= 0) return result;
  std::perror(attempted);
  std::exit(1);
}

void watch(int epoll, int operation, int descriptor, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  ok(epoll_ctl(epoll, operation, descriptor, &event), "epoll_ctl");
}

int listen_on(std::uint16_t port) {
  const int listener = ok(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
  const int one = 1;
  ok(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one), "SO_REUSEADDR");
  // Linux hands this on to every accepted socket, which saves a call for each.
  ok(setsockopt(listener, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one), "TCP_NODELAY");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ok(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), "bind");
  ok(listen(listener, 4'096), "listen");
  return listener;
}

void accept_one(int epoll, int listener) {
  const int peer = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK);
  if (peer < 0 && (errno == EAGAIN || errno == ECONNABORTED)) return;
  watch(epoll, EPOLL_CTL_ADD, ok(peer, "accept4"), EPOLLIN);
}

/// False: the peer is gone.
bool echo(int epoll, int peer) {
  const ssize_t got = recv(peer, buffer.data(), buffer.size(), 0);
  if (got <= 0) return got < 0 && errno == EAGAIN;
  ssize_t put = send(peer, buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL);
  if (put == got) return true;
  if (put < 0 && errno != EAGAIN) return false;
  if (put < 0) put = 0;
  rests[peer].assign(buffer.data() + put, static_cast<std::size_t>(got - put));
  watch(epoll, EPOLL_CTL_MOD, peer, EPOLLOUT);  // reads nothing more until this is out
  return true;
}

bool send_rest(int epoll, int peer, std::string& rest) {
  const ssize_t put = send(peer, rest.data(), rest.size(), MSG_NOSIGNAL);
  if (put < 0) return errno == EAGAIN;
  rest.erase(0, static_cast<std::size_t>(put));
  if (!rest.empty()) return true;
  rests.erase(peer);
  watch(epoll, EPOLL_CTL_MOD, peer, EPOLLIN);
  return true;
}

void serve(int epoll, int peer) {
  const auto rest = rests.empty() ? rests.end() : rests.find(peer);
  if (rest == rests.end() ? echo(epoll, peer) : send_rest(epoll, peer, rest->second)) return;
  rests.erase(peer);
  close(peer);
}

}  // namespace

int main(int argc, char** argv) {
  const long port = argc == 2 ? std::strtol(argv[1], nullptr, 10) : 0;
  if (port < 1 || port > 65'535) {
    std::fputs("usage: parley_bench_limit PORT (1 to 65535)\n", stderr);
    return 2;
  }
  const int listener = listen_on(static_cast<std::uint16_t>(port));
  const int epoll = ok(epoll_create1(0), "epoll_create1");
  watch(epoll, EPOLL_CTL_ADD, listener, EPOLLIN);
  std::printf("listening %ld\n", port);
  std::fflush(stdout);
  std::array<epoll_event, 256> events;
  for (;;) {
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < count; ++i) {
      const int descriptor = events[static_cast<std::size_t>(i)].data.fd;
      if (descriptor == listener) {
        accept_one(epoll, listener);
      } else {
        serve(epoll, descriptor);
      }
    }
  }
}
