// A sender that does not let up: RATE messages of 64 octets a second to 127.0.0.1, paced by the
// clock: lines of one TCP connection, or UDP datagrams of one socket.
//
//   parley_bench_flood tcp|udp PORT RATE SECONDS
//
// Over TCP a receiver that does not keep up holds it back, and what a pause cost is not caught up,
// so its own count is the truth. Prints one line of JSON: the messages sent, the seconds that it
// took, and how many milliseconds it spent in sending. Exit code: 0 all was sent, 2 it was not.
#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace {

using std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::milliseconds beat{2};
constexpr std::size_t message_bytes = 64;

[[noreturn]] void give_up(const char* attempted) {
  fmt::print(stderr, "parley_bench_flood: {}: {}\n", attempted, std::strerror(errno));
  std::exit(2);
}

unsigned number(const char* text) {
  unsigned value = 0;
  const std::string_view all(text);
  const auto [end, error] = std::from_chars(all.data(), all.data() + all.size(), value);
  if (error != std::errc{} || end != all.data() + all.size() || value == 0) {
    fmt::print(stderr, "parley_bench_flood: '{}' is no number from 1 on\n", text);
    std::exit(2);
  }
  return value;
}

int connect_to(unsigned port, bool datagrams) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, (datagrams ? SOCK_DGRAM : SOCK_STREAM) | SOCK_CLOEXEC, 0);
  if (socket < 0) give_up("socket");
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    give_up("connect");
  }
  return socket;
}

/// In pieces of at most `piece` octets.
void send_all(int socket, std::string_view octets, std::size_t piece) {
  while (!octets.empty()) {
    const auto size = std::min(piece, octets.size());
    const ssize_t sent = ::send(socket, octets.data(), size, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) give_up("send");
    octets.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view transport = argc == 5 ? argv[1] : "";
  const bool datagrams = transport == "udp";
  if (!datagrams && transport != "tcp") {
    fmt::print(stderr, "usage: parley_bench_flood tcp|udp PORT RATE SECONDS\n");
    return 2;
  }
  const int socket = connect_to(number(argv[2]), datagrams);
  const double rate = number(argv[3]);
  const std::uint64_t all = static_cast<std::uint64_t>(rate * number(argv[4]));
  const auto begin = steady_clock::now();
  Seconds held_back{0};
  std::uint64_t sent = 0;
  std::string lines;
  auto due = begin;
  while (sent < all) {
    due += beat;
    std::this_thread::sleep_until(due);
    const auto now = steady_clock::now();
    // What a pause cost is not caught up: a burst would be another experiment.
    if (now - due > beat) due = now;
    lines.clear();
    const auto count = std::min<std::uint64_t>(
        all - sent, static_cast<std::uint64_t>(rate * Seconds(beat).count() + 0.5));
    for (std::uint64_t i = 0; i < count; ++i)
      lines += fmt::format("{:012} {:.<50}\n", sent++, "temperature=21.4 humidity=40 ");
    const auto before = steady_clock::now();
    send_all(socket, lines, datagrams ? message_bytes : lines.size());
    held_back += steady_clock::now() - before;
  }
  const Seconds took = steady_clock::now() - begin;
  ::shutdown(socket, SHUT_WR);
  char octet = 0;
  if (!datagrams) (void)!::read(socket, &octet, 1);  // until the other side has read all of it
  ::close(socket);
  fmt::print("{{\"messages\":{},\"seconds\":{:.3f},\"in_send_ms\":{:.0f}}}\n", sent, took.count(),
             held_back.count() * 1e3);
  return 0;
}
