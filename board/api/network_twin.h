// A scripted network for unit tests of the API: an access point that can be joined, a router that
// gives addresses and knows names, and hosts that speak enough TCP and UDP to be somebody's peer.
// It hears and says Ethernet frames through port_twin.h, in virtual time, so a test sees exactly
// what a capture would show. Nothing is lost here, hence nothing is retransmitted; what a host does
// not answer is what the test told it not to.
//
// The network is 10.0.2.0/24 as a router process has it: the board gets .15, the router is .2, DNS
// is .3.
//
// Thread rule: the test's one thread. One for a process, as one board is.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "board/stack/port_twin.h"

namespace parley::board::api {

/// In the order that people write.
constexpr std::uint32_t host_address(int last) {
  return 0x0a000200U + static_cast<std::uint32_t>(last);
}
inline constexpr std::uint32_t board_address = host_address(15);

/// One TCP segment as it went over the air.
struct SegmentSeen {
  std::uint64_t at_us;
  bool from_board;
  std::string flags;  // "S", "SA", "A", "PA", "FA", "R", "RA", "FPA"
  std::uint16_t from_port;
  std::uint16_t to_port;
  std::uint32_t sequence;
  std::uint32_t acknowledged;
  std::uint16_t window;
  std::uint16_t mss;  // 0: no option
  std::string data;
};

struct DatagramSeen {
  std::uint32_t from, to;
  std::uint16_t from_port, to_port;
  std::string data;
};

/// A host's end of a TCP connection with the board.
class TcpPeer {
 public:
  std::uint16_t peer_port = 0;
  std::uint16_t board_port = 0;
  std::uint32_t address = host_address(2);
  bool established = false;
  bool board_sent_fin = false;
  bool board_sent_reset = false;
  bool acknowledges = true;  // false: hears, and says nothing
  std::uint16_t window = 65535;
  std::string received;

  void send(std::string_view data);
  void finish();  // FIN
  void reset();
  void acknowledge();  // all that was received, with the window of now

 private:
  friend class NetworkTwin;

  void say(std::string_view flags, std::string_view data);

  class NetworkTwin* network_ = nullptr;
  std::uint32_t next_sent_ = 1000;
  std::uint32_t next_expected_ = 0;
};

class NetworkTwin {
 public:
  /// What becomes of a join.
  enum class Joining { succeeds, no_network, wrong_password, network_full, silent };

  NetworkTwin();
  ~NetworkTwin();
  NetworkTwin(const NetworkTwin&) = delete;
  NetworkTwin& operator=(const NetworkTwin&) = delete;

  Joining joining = Joining::succeeds;
  bool gives_addresses = true;
  std::map<std::string, std::uint32_t, std::less<>> names;
  bool dns_answers = true;
  std::vector<port::Network> in_the_air;
  std::uint64_t latency_us = 100;

  /// All that asked of the radio, oldest first.
  std::vector<port::twin::RadioRequest> requests;

  /// The access point went away.
  void lose();

  // TCP. A port that is neither listened to nor filtered refuses.
  void listen(std::uint16_t port, std::function<void(TcpPeer&)> on_connected = {});
  void filter(std::uint16_t port) { filtered_.push_back(port); }
  TcpPeer& connect(std::uint16_t board_port);
  std::vector<std::unique_ptr<TcpPeer>>& peers() { return peers_; }
  const std::vector<SegmentSeen>& segments() const { return segments_; }

  /// The flags of all segments of a connection from or to that port of the board, "<SA" from the
  /// board.
  std::string flags_of(std::uint16_t board_port) const;

  // UDP
  void send_datagram(int host, std::uint16_t from_port, std::uint16_t to_port,
                     std::string_view data, std::uint32_t to = board_address);
  const std::vector<DatagramSeen>& datagrams() const { return datagrams_; }

  /// Of the access point's interface, untouched.
  std::vector<port::twin::Octets> access_point_frames;

 private:
  friend class TcpPeer;
  using Octets = port::twin::Octets;

  void on_request(const port::twin::RadioRequest& request);
  void on_frame(port::Interface which, const Octets& frame);
  void on_arp(const Octets& frame);
  void on_udp(const Octets& frame, std::size_t at);
  void on_tcp(const Octets& frame, std::size_t at);
  void on_segment(const SegmentSeen& seen, std::uint32_t to);
  void on_dhcp(const std::string& message);
  void on_dns(const DatagramSeen& query);
  void send_packet(std::uint8_t protocol, std::uint32_t from, std::uint32_t to,
                   const Octets& payload);
  void deliver_later(Octets frame);
  void send_segment(const TcpPeer& peer, std::string_view flags, std::string_view data,
                    std::uint32_t sequence, std::uint32_t acknowledged);
  TcpPeer* find(std::uint16_t board_port, std::uint16_t peer_port);

  std::map<std::uint16_t, std::function<void(TcpPeer&)>> listening_;
  std::vector<std::uint16_t> filtered_;
  std::vector<std::unique_ptr<TcpPeer>> peers_;
  std::vector<SegmentSeen> segments_;
  std::vector<DatagramSeen> datagrams_;
  std::uint16_t next_port_ = 50000;
};

}  // namespace parley::board::api
