#include "board/router/nat.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <slirp/libslirp.h>
#include <sys/socket.h>

namespace parley::board::router {

struct NatCalls {
  static ssize_t send_packet(const void* octets, size_t size, void* opaque) {
    Nat& nat = *static_cast<Nat*>(opaque);
    const auto* first = static_cast<const std::uint8_t*>(octets);
    if (nat.frames_.size() >= nat_frames_max || size < link::frame_bytes_min ||
        size > link::frame_bytes_max) {
      ++nat.frames_lost_;
    } else {
      nat.frames_.emplace_back(first, first + size);
    }
    return static_cast<ssize_t>(size);  // an error here would be libslirp's own words on stderr
  }

  static int64_t clock(void* opaque) {
    return static_cast<Nat*>(opaque)->clock_.steady().time_since_epoch().count();
  }

  static int add_poll(int descriptor, int events, void* opaque) {
    auto& entries = *static_cast<std::vector<pollfd>*>(opaque);
    short wanted = 0;
    if (events & SLIRP_POLL_IN) wanted |= POLLIN;
    if (events & SLIRP_POLL_OUT) wanted |= POLLOUT;
    if (events & SLIRP_POLL_PRI) wanted |= POLLPRI;
    entries.push_back({descriptor, wanted, 0});
    return static_cast<int>(entries.size()) - 1;
  }

  static int events_of(int index, void* opaque) {
    const auto& entries = *static_cast<const std::span<const pollfd>*>(opaque);
    if (entries.empty()) return 0;
    const short seen = entries[static_cast<std::size_t>(index)].revents;
    int events = 0;
    if (seen & POLLIN) events |= SLIRP_POLL_IN;
    if (seen & POLLOUT) events |= SLIRP_POLL_OUT;
    if (seen & POLLPRI) events |= SLIRP_POLL_PRI;
    if (seen & POLLERR) events |= SLIRP_POLL_ERR;
    if (seen & POLLHUP) events |= SLIRP_POLL_HUP;
    return events;
  }

  // libslirp's timers are for IPv6 router advertisements, which are off; who else is told of a
  // descriptor or of room in a queue looks at it in every turn anyway.
  static void guest_error(const char*, void*) {}
  static void* timer_new(SlirpTimerCb, void*, void*) { return nullptr; }
  static void timer_free(void*, void*) {}
  static void timer_mod(void*, int64_t, void*) {}
  static void poll_fd(int, void*) {}
  static void notify(void*) {}
};

namespace {

in_addr address_of(Ip ip) {
  return {htonl(ip.number)};
}

sockaddr_in endpoint(std::uint32_t number, Port port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(number);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  return address;
}

sockaddr_in loopback(Port port) {
  return endpoint(INADDR_LOOPBACK, port);
}

int flags_of(Transport transport) {
  return transport == Transport::udp ? SLIRP_HOSTFWD_UDP : 0;
}

SlirpConfig configuration() {
  SlirpConfig config{};
  config.version = 4;
  config.in_enabled = true;
  config.vnetwork = address_of(network_ip);
  config.vnetmask = address_of(network_mask);
  config.vhost = address_of(router_ip);
  config.vdhcp_start = address_of(Ip{network_ip.number + 15});  // not used: DHCP is ours
  config.vnameserver = address_of(name_server_ip);
  config.if_mtu = 1500;
  config.if_mru = 1500;
  config.disable_dhcp = true;
  return config;
}

const SlirpCb* callbacks() {
  static constexpr SlirpCb calls = {NatCalls::send_packet,
                                    NatCalls::guest_error,
                                    NatCalls::clock,
                                    NatCalls::timer_new,
                                    NatCalls::timer_free,
                                    NatCalls::timer_mod,
                                    NatCalls::poll_fd,
                                    NatCalls::poll_fd,
                                    NatCalls::notify,
                                    nullptr,
                                    nullptr};
  return &calls;
}

Port port_of(int descriptor) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  const int result = ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&address), &size);
  return Port{result == 0 ? ntohs(address.sin_port) : std::uint16_t{0}};
}

/// libslirp listens with a backlog of one, so that the second of two clients at once waits a second
/// for its SYN to be sent again; and it would wait in accept(2) for a client that went away
/// meanwhile.
Port make_ready(Transport transport, int descriptor) {
  constexpr int backlog = 128;
  if (transport == Transport::tcp) ::listen(descriptor, backlog);
  ::fcntl(descriptor, F_SETFL, ::fcntl(descriptor, F_GETFL) | O_NONBLOCK);
  return port_of(descriptor);
}

}  // namespace

Nat::Nat(const Clock& clock) : clock_(clock) {
  const SlirpConfig config = configuration();
  slirp_ = slirp_new(&config, callbacks(), this);
  assert(slirp_ != nullptr);  // only a configuration that it does not know
}

Nat::~Nat() {
  slirp_cleanup(slirp_);
}

void Nat::input(Frame frame) {
  const bool arp = arp_sender(frame).has_value();
  if (arp || type_of(frame) == type_ipv4) {
    slirp_input(slirp_, frame.data(), static_cast<int>(frame.size()));
  }
}

void Nat::know(const Mac& mac, Ip ip) {
  const auto announcement = arp_announcement(mac, ip);
  slirp_input(slirp_, announcement.data(), static_cast<int>(announcement.size()));
}

bool Nat::take(std::vector<std::uint8_t>& into) {
  if (frames_.empty()) return false;
  into = std::move(frames_.front());
  frames_.pop_front();
  return true;
}

void Nat::fill(std::vector<pollfd>& into, Duration& at_most) {
  using std::chrono::milliseconds;
  const auto wanted = std::chrono::ceil<milliseconds>(at_most).count();
  auto timeout = static_cast<std::uint32_t>(std::clamp<std::int64_t>(wanted, 0, 60'000));
  const std::uint32_t before = timeout;
  slirp_pollfds_fill(slirp_, &timeout, NatCalls::add_poll, &into);
  if (timeout < before) at_most = milliseconds{timeout};
  entries_known_ = true;
}

void Nat::poll(std::span<const pollfd> all) {
  // Its sockets' entries are numbers: after `descriptors` in the middle of a turn they are of
  // another list, and what came of them is seen in the next turn.
  std::span<const pollfd> seen;
  if (entries_known_) seen = all;
  slirp_pollfds_poll(slirp_, 0, NatCalls::events_of, &seen);
}

/// What libslirp has open now.
std::vector<int> Nat::descriptors() {
  std::vector<pollfd> entries;
  Duration at_most{0};
  fill(entries, at_most);
  entries_known_ = false;
  std::vector<int> found;
  found.reserve(entries.size());
  for (const auto& entry : entries)
    found.push_back(entry.fd);
  return found;
}

Result<Port> Nat::open(Transport transport, Port pc_port, Ip board, Port board_port) {
  const sockaddr_in here = loopback(pc_port);
  const sockaddr_in there = endpoint(board.number, board_port);
  // libslirp tells neither descriptor nor port of what it opens: what is new is it.
  const auto before = descriptors();
  errno = 0;
  if (slirp_add_hostxfwd(slirp_, reinterpret_cast<const sockaddr*>(&here), sizeof here,
                         reinterpret_cast<const sockaddr*>(&there), sizeof there,
                         flags_of(transport)) != 0) {
    return failure(
        system_error(fmt::format("open 127.0.0.1:{}", static_cast<unsigned>(pc_port)), errno));
  }
  for (const int descriptor : descriptors()) {
    const bool is_new = std::find(before.begin(), before.end(), descriptor) == before.end();
    if (is_new) return make_ready(transport, descriptor);
  }
  return pc_port;
}

void Nat::close(Transport transport, Port pc_port) {
  const sockaddr_in here = loopback(pc_port);
  slirp_remove_hostxfwd(slirp_, reinterpret_cast<const sockaddr*>(&here), sizeof here,
                        flags_of(transport));
}

}  // namespace parley::board::router
