// The load: talks to an echo server on 127.0.0.1 in one of four patterns and checks every byte that
// comes back, its value and its place. One thread, one epoll set.
//
//   parley_bench_load PATTERN PORT PEERS SIZE DEPTH SECONDS
//
//   echo   PEERS connections, each with DEPTH messages of SIZE bytes in flight, for SECONDS
//   churn  connect, one message, reset; over and over on PEERS places at once, for SECONDS
//   burst  PEERS connects at once; ends when each has had one echo (15 s at most)
//   idle   as burst but a few at a time (60 s at most), and then they only stay
//
// It talks with the script in lines, so that the script can read clocks and memory at the right
// moment: prints "ready", waits for a line, measures, prints one line of JSON, waits for a line,
// leaves. Exit code: 0 every byte came back right, 1 not, 2 it could not begin.
#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;
using Time = steady_clock::time_point;
using Seconds = std::chrono::duration<double>;

constexpr std::size_t read_bytes_max = 64 * 1024;
constexpr std::size_t size_max = 1024 * 1024;

[[noreturn]] void give_up(const char* attempted) {
  fmt::print(stderr, "parley_bench_load: {}: {}\n", attempted, std::strerror(errno));
  std::exit(2);
}

/// Bytes that look random and repeat after a prime number: a byte that is lost, doubled, swapped or
/// another peer's is not the one that belongs there.
class Pattern {
 public:
  static constexpr std::size_t period = 65'537;

  Pattern() : bytes_(period + size_max) {
    std::minstd_rand random(1);
    std::generate_n(bytes_.begin(), period, [&random] { return static_cast<char>(random() >> 8); });
    for (std::size_t i = period; i < bytes_.size(); ++i)
      bytes_[i] = bytes_[i - period];
  }

  /// `size_max` bytes can be read from there.
  const char* at(std::uint64_t place) const { return bytes_.data() + place % period; }

 private:
  std::vector<char> bytes_;
};

struct Plan {
  std::string pattern;
  std::uint16_t port = 0;
  std::size_t peers = 0;
  std::size_t size = 0;
  std::size_t depth = 0;
  Seconds seconds{};
};

struct Counts {
  std::uint64_t messages = 0;
  std::uint64_t mismatches = 0;  ///< bytes
  std::uint64_t unanswered = 0;  ///< messages
  std::uint64_t failed = 0;      ///< connections
  Time last{};                   ///< when the last message was complete
};

struct Peer {
  int descriptor = -1;
  std::uint32_t armed = 0;
  std::uint64_t start = 0;     ///< its place in the pattern
  std::uint64_t goal = 0;      ///< bytes that it is to send, in all
  std::uint64_t sent = 0;      ///< bytes
  std::uint64_t received = 0;  ///< bytes
  Time asked{};                ///< of a message whose latency is sampled
};

class Load {
 public:
  explicit Load(Plan plan) : plan_(std::move(plan)), epoll_(epoll_create1(0)), peers_(plan_.peers) {
    if (epoll_ < 0) give_up("epoll_create1");
  }

  /// Every peer connects, `at_once_max` at a time, and has one echo.
  void open_all(std::size_t at_once_max, Seconds at_most) {
    after_ = After::rest;
    const auto until = steady_clock::now() + at_most;
    std::size_t next = 0;
    while (next < peers_.size() || waiting_ > 0) {
      for (; next < peers_.size() && waiting_ < at_once_max; ++next)
        open(peers_[next]);
      step();
      if (steady_clock::now() >= until) break;
    }
    settle();
  }

  /// Talks for that long, then waits for what is in flight.
  void talk(Seconds time) {
    const bool churn = plan_.pattern == "churn";
    after_ = churn ? After::reconnect : After::next;
    const auto until =
        steady_clock::now() + std::chrono::duration_cast<steady_clock::duration>(time);
    for (Peer& peer : peers_) {
      if (peer.descriptor >= 0) churn ? again(peer) : ask(peer, plan_.depth);
    }
    while (waiting_ > 0 && steady_clock::now() < until)
      step();
    after_ = After::rest;
    const auto patience = steady_clock::now() + 5s;
    while (waiting_ > 0 && steady_clock::now() < patience)
      step();
    settle();
  }

  void forget_counts() {
    counts_ = {};
    latencies_.clear();
    began_ = steady_clock::now();
  }

  bool right() const {
    return counts_.mismatches == 0 && counts_.unanswered == 0 && counts_.failed == 0;
  }

  std::string report() {
    const double seconds = Seconds(counts_.last - began_).count();
    const auto messages = static_cast<double>(counts_.messages);
    return fmt::format(
        R"({{"pattern":"{}","peers":{},"size":{},"depth":{},"messages":{},"seconds":{:.6f},)"
        R"("messages_per_second":{:.1f},"mismatches":{},"unanswered":{},"failed":{},)"
        R"("p50_us":{},"p99_us":{}}})",
        plan_.pattern, plan_.peers, plan_.size, plan_.depth, counts_.messages,
        counts_.messages ? seconds : 0.0, counts_.messages ? messages / seconds : 0.0,
        counts_.mismatches, counts_.unanswered, counts_.failed, percentile(0.50), percentile(0.99));
  }

 private:
  enum class After { rest, next, reconnect };  ///< what follows a complete message

  void open(Peer& peer) {
    peer = {};
    peer.start = 7'919 * opened_++;
    peer.descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (peer.descriptor < 0) give_up("socket");
    const int one = 1;
    setsockopt(peer.descriptor, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    // Every end is a reset: nothing stays in TIME_WAIT, and no port is missing in the next run.
    const linger at_once{1, 0};
    setsockopt(peer.descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(plan_.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    peer.goal = plan_.size;
    ++waiting_;
    const int result =
        connect(peer.descriptor, reinterpret_cast<sockaddr*>(&address), sizeof address);
    if (result < 0 && errno != EINPROGRESS) return fail(peer);
    arm(peer, EPOLLOUT);
  }

  void again(Peer& peer) {
    close(peer.descriptor);
    open(peer);
  }

  void ask(Peer& peer, std::size_t messages) {
    peer.goal += messages * plan_.size;
    waiting_ += messages;
    if (plan_.depth == 1 && counts_.messages % 16 == 0) peer.asked = steady_clock::now();
    push(peer);
  }

  void push(Peer& peer) {
    while (peer.sent < peer.goal) {
      const std::size_t piece = plan_.size - peer.sent % plan_.size;  // one message, one send
      const ssize_t put =
          send(peer.descriptor, pattern_.at(peer.start + peer.sent), piece, MSG_NOSIGNAL);
      if (put < 0 && errno != EAGAIN) return fail(peer);
      if (put < 0) break;
      peer.sent += static_cast<std::uint64_t>(put);
    }
    arm(peer, peer.sent < peer.goal ? EPOLLIN | EPOLLOUT : EPOLLIN);
  }

  void pull(Peer& peer) {
    const ssize_t got = recv(peer.descriptor, buffer_.data(), buffer_.size(), 0);
    if (got < 0 && errno == EAGAIN) return;
    if (got <= 0) return fail(peer);
    const auto count = static_cast<std::size_t>(got);
    check(peer, count);
    const std::uint64_t before = peer.received / plan_.size;
    peer.received += count;
    if (peer.received >
        peer.sent) {  // more than was asked for: wrong, and nothing to compare it with
      counts_.mismatches += peer.received - peer.sent;
      peer.received = peer.sent;
    }
    const std::uint64_t complete = peer.received / plan_.size - before;
    if (complete > 0) on_messages(peer, complete);
  }

  void check(const Peer& peer, std::size_t count) {
    const char* expected = pattern_.at(peer.start + peer.received);
    if (std::memcmp(buffer_.data(), expected, count) == 0) return;
    for (std::size_t i = 0; i < count; ++i)
      counts_.mismatches += buffer_[i] != expected[i];
  }

  void on_messages(Peer& peer, std::uint64_t complete) {
    counts_.messages += complete;
    waiting_ -= complete;
    if (peer.asked != Time{}) {
      latencies_.push_back(steady_clock::now() - std::exchange(peer.asked, Time{}));
    }
    if (after_ == After::next) ask(peer, complete);
    if (after_ == After::reconnect) again(peer);
  }

  void step() {
    const int count = epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), 100);
    if (count < 0 && errno != EINTR) give_up("epoll_wait");
    const std::uint64_t before = counts_.messages;
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events_[static_cast<std::size_t>(i)];
      Peer& peer = *static_cast<Peer*>(event.data.ptr);
      if (peer.descriptor >= 0 && (event.events & EPOLLOUT)) push(peer);
      if (peer.descriptor >= 0 && (event.events & ~EPOLLOUT)) pull(peer);
    }
    if (counts_.messages != before) counts_.last = steady_clock::now();
  }

  void arm(Peer& peer, std::uint32_t wanted) {
    if (peer.armed == wanted) return;
    epoll_event event{};
    event.events = wanted;
    event.data.ptr = &peer;
    const int operation = peer.armed == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    if (epoll_ctl(epoll_, operation, peer.descriptor, &event) != 0) give_up("epoll_ctl");
    peer.armed = wanted;
  }

  std::uint64_t owed(const Peer& peer) const {
    return peer.goal / plan_.size - peer.received / plan_.size;
  }

  void fail(Peer& peer) {
    ++counts_.failed;
    counts_.unanswered += owed(peer);
    waiting_ -= owed(peer);
    close(peer.descriptor);
    peer.descriptor = -1;
  }

  /// What has not come by now is not waited for any more.
  void settle() {
    counts_.unanswered += waiting_;
    waiting_ = 0;
  }

  std::string percentile(double part) {
    if (latencies_.empty()) return "null";
    const auto place =
        static_cast<std::ptrdiff_t>(part * static_cast<double>(latencies_.size() - 1));
    std::nth_element(latencies_.begin(), latencies_.begin() + place, latencies_.end());
    const auto found = latencies_[static_cast<std::size_t>(place)];
    return fmt::format("{:.1f}", std::chrono::duration<double, std::micro>(found).count());
  }

  const Plan plan_;
  const Pattern pattern_;
  const int epoll_;
  After after_ = After::rest;
  std::uint64_t opened_ = 0;
  std::uint64_t waiting_ = 0;  ///< messages asked for and not yet back
  Counts counts_;
  Time began_{};
  std::vector<Peer> peers_;
  std::vector<steady_clock::duration> latencies_;
  std::array<char, read_bytes_max> buffer_;
  std::array<epoll_event, 1024> events_;
};

template <typename Number>
bool parse(std::string_view text, Number least, Number most, Number& into) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
  return error == std::errc() && end == text.data() + text.size() && into >= least && into <= most;
}

std::optional<Plan> plan_of(int argc, char** argv) {
  if (argc != 7) return std::nullopt;
  Plan plan;
  plan.pattern = argv[1];
  double seconds = 0;
  const std::string_view known[] = {"echo", "churn", "burst", "idle"};
  const bool valid =
      std::find(std::begin(known), std::end(known), plan.pattern) != std::end(known) &&
      parse(argv[2], std::uint16_t{1}, std::uint16_t{65'535}, plan.port) &&
      parse(argv[3], std::size_t{1}, std::size_t{100'000}, plan.peers) &&
      parse(argv[4], std::size_t{1}, size_max, plan.size) &&
      parse(argv[5], std::size_t{1}, std::size_t{1'000}, plan.depth) &&
      parse(argv[6], 0.001, 600.0, seconds);
  plan.seconds = Seconds(seconds);
  return valid ? std::optional(plan) : std::nullopt;
}

void say_and_wait(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
  for (int read = std::getchar(); read != '\n' && read != EOF;)
    read = std::getchar();
}

}  // namespace

int main(int argc, char** argv) {
  const auto plan = plan_of(argc, argv);
  if (!plan) {
    fmt::print(stderr,
               "usage: parley_bench_load echo|churn|burst|idle PORT PEERS SIZE DEPTH SECONDS\n");
    return 2;
  }
  constexpr std::size_t at_once_max = 128;
  auto load = std::make_unique<Load>(*plan);
  const bool talks = plan->pattern == "echo" || plan->pattern == "churn";
  if (talks) {
    load->open_all(at_once_max, 60s);
    load->talk(plan->seconds / 5);  // caches, buffers and the server's first allocations
    if (!load->right()) {
      fmt::print("{}\n", load->report());
      return 1;
    }
  }
  say_and_wait("ready");
  load->forget_counts();
  if (talks) load->talk(plan->seconds);
  if (plan->pattern == "burst") load->open_all(plan->peers, 15s);
  if (plan->pattern == "idle") load->open_all(at_once_max, 60s);
  say_and_wait(load->report());
  return load->right() ? 0 : 1;
}
