// The way from one board to this computer and its network: libslirp, which ends TCP, UDP and ICMP
// echo in ordinary sockets of this process. 10.0.2.2 is this computer's loopback.
//
// Each board has one of its own. One for all would be thrashed by twenty boards (libslirp's ARP
// table has 16 entries, and a frame whose receiver is not in it is held back or lost), and its
// connections could not end with their board. It lives as long as the board's process, not as long
// as its Wi-Fi: a connection outlives a cut link, as it does in the world.
//
// libslirp calls back with a frame inside of `input` and `poll`; such frames are queued here, and
// nobody is called.
//
// Owner: the router. Thread rule: one thread. Limit: `nat_frames_max` queued frames; more are lost,
// which TCP mends, and counted.
#pragma once

#include <cstdint>
#include <deque>
#include <poll.h>
#include <span>
#include <vector>

#include "base/address.h"
#include "base/clock.h"
#include "base/result.h"
#include "board/router/frame.h"

struct Slirp;

namespace parley::board::router {

inline constexpr std::size_t nat_frames_max = 1024;

enum class Transport : std::uint8_t { tcp, udp };

class Nat {
 public:
  explicit Nat(const Clock& clock);
  ~Nat();
  Nat(const Nat&) = delete;
  Nat& operator=(const Nat&) = delete;

  /// A frame of the board. ARP and IPv4 that are whole go in, all else is ignored: libslirp 4.7
  /// reads an ARP packet without looking at its length.
  void input(Frame frame);

  /// Who has this address, as if it had said so by ARP: nothing waits or is lost for asking.
  void know(const Mac& mac, Ip ip);

  /// The next frame for the board; false when there is none.
  bool take(std::vector<std::uint8_t>& into);

  /// Before poll(2): appends what to wait for, and lowers `at_most` to when it must be called
  /// again.
  void fill(std::vector<pollfd>& into, Duration& at_most);

  /// After poll(2), always: the same entries, with what came of them.
  void poll(std::span<const pollfd> all);

  /// Opens 127.0.0.1:`pc_port` (0: any that is free) for connections to the board, which sees them
  /// come from 10.0.2.2. The port that it is. Errors: in_use, no_permission.
  Result<Port> open(Transport transport, Port pc_port, Ip board, Port board_port);

  /// Takes no new ones. Connections that are there stay.
  void close(Transport transport, Port pc_port);

  /// Beyond `nat_frames_max`.
  std::uint64_t frames_lost() const { return frames_lost_; }

 private:
  friend struct NatCalls;  // what libslirp calls

  std::vector<int> descriptors();

  const Clock& clock_;
  Slirp* slirp_;
  std::deque<std::vector<std::uint8_t>> frames_;
  std::uint64_t frames_lost_ = 0;
  bool entries_known_ = false;  ///< what libslirp remembers of entries is of the last `fill`
};

}  // namespace parley::board::router
