#include "net/tcp.h"

#include <cerrno>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>

#include "base/limits.h"
#include "net/icmp.h"

namespace parley::net {

namespace {

Io io_result(ssize_t moved) {
  if (moved >= 0) return Io::done(static_cast<std::size_t>(moved));
  if (errno == EAGAIN || errno == EINTR) return Io::again();
  return Io::failed(errno);
}

Descriptor open_spare() {
  return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

// Linux 6.15 and newer; older kernels answer ENOPROTOOPT and keep their own 120 s. Without it a
// probe of a closed window comes so seldom that a vanished peer would be noticed minutes late.
constexpr int tcp_rto_max_ms_option = 44;
constexpr int retransmit_interval_max_ms = 5'000;

}  // namespace

void set_tcp_options(int descriptor) {
  using std::chrono::seconds;
  constexpr int probes = 4;
  constexpr int idle_s = 10;
  constexpr int interval_s =
      static_cast<int>((seconds{limits::vanished_after}.count() - idle_s) / probes);
  set_option(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  set_option(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, idle_s);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, interval_s);
  set_option(descriptor, IPPROTO_TCP, TCP_KEEPCNT, probes);
  set_option(descriptor, IPPROTO_TCP, tcp_rto_max_ms_option, retransmit_interval_max_ms);
}

TcpStream::TcpStream(EpollLoop& loop, Descriptor socket, const Endpoint& remote)
    : socket_(std::move(socket)),
      watch_(loop, socket_.get(), Watch::Closing::leaves_set),
      remote_(remote) {}

Io TcpStream::read(std::span<char> into) {
  const ssize_t got = ::recv(socket_.get(), into.data(), into.size(), 0);
  if (got == 0 && !into.empty()) return Io::end();
  return io_result(got);
}

Io TcpStream::write(Bytes bytes) {
  return io_result(::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL));
}

void TcpStream::finish() {
  // ENOTCONN means that a reset came first, which the next read tells.
  ::shutdown(socket_.get(), SHUT_WR);
}

void TcpStream::abort() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

int TcpStream::connect_error() const {
  int error = 0;
  socklen_t length = sizeof error;
  if (::getsockopt(socket_.get(), SOL_SOCKET, SO_ERROR, &error, &length) != 0) return errno;
  return error;
}

std::string TcpStream::refusal_words() const {
  const auto refusal = take_icmp(socket_.get());
  return refusal ? icmp_words(*refusal, local().address) : std::string();
}

void TcpStream::connect_is_over() {
  stop_asking_for_icmp(socket_.get(), remote_.address.family());
}

std::optional<TcpHealth> TcpStream::health() const {
  tcp_info info{};
  socklen_t length = sizeof info;
  if (::getsockopt(socket_.get(), IPPROTO_TCP, TCP_INFO, &info, &length) != 0) return std::nullopt;
  TcpHealth health;
  health.round_trip = std::chrono::microseconds{info.tcpi_rtt};
  health.round_trip_variation = std::chrono::microseconds{info.tcpi_rttvar};
  health.retransmits = info.tcpi_total_retrans;
  health.congestion_window = info.tcpi_snd_cwnd;
  health.unacknowledged = info.tcpi_unacked;
  health.bytes_not_sent = info.tcpi_notsent_bytes;
  health.probes_unanswered = info.tcpi_probes;
  health.since_last_ack = std::chrono::milliseconds{info.tcpi_last_ack_recv};
  return health;
}

TcpAcceptor::TcpAcceptor(EpollLoop& loop, Descriptor socket)
    : loop_(loop), socket_(std::move(socket)), watch_(loop, socket_.get()), spare_(open_spare()) {}

Accepted TcpAcceptor::accept() {
  SocketAddress address;
  Descriptor taken(
      ::accept4(socket_.get(), address.get(), &address.length, SOCK_NONBLOCK | SOCK_CLOEXEC));
  if (taken) {
    return {std::make_unique<TcpStream>(loop_, std::move(taken), address.endpoint()), 0, false};
  }
  const int error = errno;
  if (error == EMFILE || error == ENFILE) return turn_one_away(error);
  return {nullptr, error, false};
}

Accepted TcpAcceptor::turn_one_away(int error) {
  spare_.reset();
  Accepted result{nullptr, error, false};
  if (const Descriptor extra{::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC)}) {
    // RST, so that the peer knows at once and nothing of it stays in TIME_WAIT.
    const linger at_once{1, 0};
    ::setsockopt(extra.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    result.turned_away = true;
  } else if (errno == EAGAIN) {
    result.error = EAGAIN;  // the system complains before it looks whether anybody waits
  }
  spare_ = open_spare();  // after `extra` has given its number back
  return result;
}

}  // namespace parley::net
