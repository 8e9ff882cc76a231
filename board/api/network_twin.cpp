#include "board/api/network_twin.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace parley::board::api {
namespace {

namespace twin = port::twin;
using twin::Octets;

constexpr std::array<std::uint8_t, 6> router_mac = {0x52, 0x55, 0x0a, 0x00, 0x02, 0x02};
constexpr std::array<std::uint8_t, 6> board_mac = {0x5c, 0xcf, 0x7f, 0x01, 0x02, 0x03};
constexpr std::uint16_t dns_port = 53;
constexpr std::uint16_t dhcp_server_port = 67;

void put16(Octets* into, std::uint32_t value) {
  into->push_back(static_cast<std::uint8_t>(value >> 8));
  into->push_back(static_cast<std::uint8_t>(value));
}

void put32(Octets* into, std::uint32_t value) {
  put16(into, value >> 16);
  put16(into, value & 0xffff);
}

template <class Range>
void put(Octets* into, const Range& octets) {
  into->insert(into->end(), octets.begin(), octets.end());
}

template <class Range>
std::uint32_t get16(const Range& from, std::size_t at) {
  return static_cast<std::uint32_t>(static_cast<std::uint8_t>(from[at]) << 8 |
                                    static_cast<std::uint8_t>(from[at + 1]));
}

template <class Range>
std::uint32_t get32(const Range& from, std::size_t at) {
  return get16(from, at) << 16 | get16(from, at + 2);
}

/// RFC 1071, over two ranges; 0 when the checksum is among them and right.
std::uint16_t checksum(const Octets& octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); i += 2) {
    sum +=
        static_cast<std::uint32_t>(octets[i] << 8) + (i + 1 < octets.size() ? octets[i + 1] : 0U);
  }
  while (sum >> 16 != 0)
    sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

std::uint16_t transport_checksum(std::uint8_t protocol, std::uint32_t from, std::uint32_t to,
                                 const Octets& payload) {
  Octets pseudo;
  put32(&pseudo, from);
  put32(&pseudo, to);
  put16(&pseudo, protocol);
  put16(&pseudo, static_cast<std::uint32_t>(payload.size()));
  put(&pseudo, payload);
  return checksum(pseudo);
}

constexpr std::string_view flag_letters = "FSRPAU";

std::string flags_text(std::uint8_t flags) {
  std::string text;
  // SYN and FIN first, as people write them.
  for (const char letter : {'S', 'F', 'R', 'P', 'A'}) {
    if ((flags >> flag_letters.find(letter) & 1) != 0) text += letter;
  }
  return text;
}

std::uint8_t flags_octet(std::string_view text) {
  int flags = 0;
  for (const char letter : text)
    flags |= 1 << flag_letters.find(letter);
  return static_cast<std::uint8_t>(flags);
}

}  // namespace

// A peer

void TcpPeer::say(std::string_view flags, std::string_view data) {
  network_->send_segment(*this, flags, data, next_sent_, next_expected_);
  next_sent_ += static_cast<std::uint32_t>(data.size());
  if (flags.find_first_of("SF") != std::string_view::npos) ++next_sent_;
}

void TcpPeer::send(std::string_view data) {
  constexpr std::size_t mss = 536;
  for (; !data.empty(); data.remove_prefix(std::min(mss, data.size()))) {
    say("PA", data.substr(0, mss));
  }
}

void TcpPeer::finish() {
  say("FA", "");
}
void TcpPeer::reset() {
  say("RA", "");
}
void TcpPeer::acknowledge() {
  say("A", "");
}

// The air

NetworkTwin::NetworkTwin() {
  twin::on_radio_request([this](const twin::RadioRequest& request) { on_request(request); });
  twin::on_sent([this](port::Interface which, const Octets& frame) { on_frame(which, frame); });
}

NetworkTwin::~NetworkTwin() {
  twin::on_radio_request({});
  twin::on_sent({});
}

void NetworkTwin::lose() {
  twin::radio({.kind = port::RadioEvent::Kind::lost, .network = {}, .station = {}});
}

void NetworkTwin::on_request(const twin::RadioRequest& request) {
  using Asked = twin::RadioRequest::Kind;
  using Said = port::RadioEvent::Kind;
  requests.push_back(request);
  port::RadioEvent event = {};
  const auto say = [this](const port::RadioEvent& said) {
    twin::at(port::micros() + latency_us, [said] { twin::radio(said); });
  };
  switch (request.kind) {
    case Asked::join:
      event.kind = joining == Joining::succeeds         ? Said::joined
                   : joining == Joining::no_network     ? Said::no_network
                   : joining == Joining::wrong_password ? Said::wrong_password
                                                        : Said::network_full;
      std::memcpy(event.network.ssid, request.wish.ssid, sizeof event.network.ssid);
      std::copy(router_mac.begin(), router_mac.end(), event.network.bssid);
      event.network.channel = 6;
      event.network.rssi = -42;
      if (joining != Joining::silent) say(event);
      break;
    case Asked::leave:
      event.kind = Said::left;
      say(event);
      break;
    case Asked::scan:
      event.kind = Said::network_found;
      for (const port::Network& network : in_the_air) {
        event.network = network;
        if (!network.hidden || request.show_hidden) say(event);
      }
      event.kind = Said::scan_done;
      say(event);
      break;
    case Asked::open_access_point:
      event.kind = Said::access_point_opened;
      say(event);
      break;
    case Asked::close_access_point:
      event.kind = Said::access_point_closed;
      say(event);
      break;
  }
}

// What the board sends

void NetworkTwin::on_frame(port::Interface which, const Octets& frame) {
  if (which == port::Interface::access_point) {
    access_point_frames.push_back(frame);
    return;
  }
  const std::uint32_t type = get16(frame, 12);
  if (type == 0x0806) on_arp(frame);
  if (type != 0x0800) return;
  const std::size_t head_bytes = static_cast<std::size_t>(frame[14] & 15) * 4;
  assert(checksum({frame.begin() + 14, frame.begin() + 14 + static_cast<int>(head_bytes)}) == 0);
  if (head_bytes != 20) return;  // IGMP's (RFC 2113), which nobody here listens to
  if (frame[23] == 17) on_udp(frame, 34);
  if (frame[23] == 6) on_tcp(frame, 34);
}

void NetworkTwin::on_arp(const Octets& frame) {
  const std::uint32_t wanted = get32(frame, 38);
  if (get16(frame, 20) != 1 || wanted == board_address || get32(frame, 28) == 0) return;
  Octets answer(frame.begin() + 6, frame.begin() + 12);
  put(&answer, router_mac);
  put(&answer, Octets{0x08, 0x06, 0, 1, 0x08, 0, 6, 4, 0, 2});
  put(&answer, router_mac);
  put32(&answer, wanted);
  put(&answer, Octets(frame.begin() + 22, frame.begin() + 32));
  deliver_later(std::move(answer));
}

void NetworkTwin::on_udp(const Octets& frame, std::size_t at) {
  const std::size_t count = get16(frame, at + 4);
  const DatagramSeen seen = {get32(frame, 26), get32(frame, 30),
                             static_cast<std::uint16_t>(get16(frame, at)),
                             static_cast<std::uint16_t>(get16(frame, at + 2)),
                             std::string(frame.begin() + static_cast<std::ptrdiff_t>(at + 8),
                                         frame.begin() + static_cast<std::ptrdiff_t>(at + count))};
  if (seen.to_port == dhcp_server_port) {
    on_dhcp(seen.data);
  } else if (seen.to_port == dns_port) {
    on_dns(seen);
  }
  datagrams_.push_back(seen);
}

void NetworkTwin::on_dhcp(const std::string& message) {
  if (!gives_addresses) return;
  const auto type = static_cast<std::uint8_t>(message[242]);
  if (type != 1 && type != 3) return;
  Octets answer = {2, 1, 6, 0};
  put(&answer, message.substr(4, 8));
  put32(&answer, 0);
  put32(&answer, board_address);
  put32(&answer, host_address(2));
  put32(&answer, 0);
  put(&answer, message.substr(28, 16));
  answer.resize(236);
  put(&answer, Octets{99, 130, 83, 99, 53, 1, static_cast<std::uint8_t>(type == 1 ? 2 : 5)});
  put(&answer, Octets{54, 4, 10, 0, 2, 2, 1, 4, 255, 255, 255, 0, 3, 4, 10, 0, 2, 2});
  put(&answer, Octets{6, 4, 10, 0, 2, 3, 51, 4, 0, 1, 0, 0, 255});
  send_datagram(2, dhcp_server_port, 68, std::string(answer.begin(), answer.end()));
}

void NetworkTwin::on_dns(const DatagramSeen& query) {
  if (!dns_answers) return;
  std::string name;
  std::size_t at = 12;
  while (query.data[at] != 0) {
    const auto count = static_cast<std::uint8_t>(query.data[at]);
    name += (name.empty() ? "" : ".") + query.data.substr(at + 1, count);
    at += 1U + count;
  }
  const auto known = names.find(name);
  Octets answer;
  put(&answer, query.data.substr(0, 2));
  put16(&answer, known == names.end() ? 0x8183 : 0x8180);
  put16(&answer, 1);
  put16(&answer, known == names.end() ? 0 : 1);
  put32(&answer, 0);
  put(&answer, query.data.substr(12, at + 5 - 12));
  if (known != names.end()) {
    put(&answer, Octets{0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4});
    put32(&answer, known->second);
  }
  send_datagram(3, dns_port, query.from_port, std::string(answer.begin(), answer.end()));
}

// TCP

TcpPeer* NetworkTwin::find(std::uint16_t board_port, std::uint16_t peer_port) {
  for (const auto& peer : peers_) {
    if (peer->board_port == board_port && peer->peer_port == peer_port) return peer.get();
  }
  return nullptr;
}

void NetworkTwin::on_tcp(const Octets& frame, std::size_t at) {
  const std::size_t count = get16(frame, 16) - 20;
  const auto begin = frame.begin() + static_cast<std::ptrdiff_t>(at);
  const Octets segment(begin, begin + static_cast<std::ptrdiff_t>(count));
  const std::uint32_t to = get32(frame, 30);
  assert(transport_checksum(6, get32(frame, 26), to, segment) == 0);
  const std::size_t head = static_cast<std::size_t>(segment[12] >> 4) * 4;
  SegmentSeen seen = {};
  seen.at_us = port::micros();
  seen.from_board = true;
  seen.flags = flags_text(segment[13]);
  seen.from_port = static_cast<std::uint16_t>(get16(segment, 0));
  seen.to_port = static_cast<std::uint16_t>(get16(segment, 2));
  seen.sequence = get32(segment, 4);
  seen.acknowledged = get32(segment, 8);
  seen.window = static_cast<std::uint16_t>(get16(segment, 14));
  seen.mss = static_cast<std::uint16_t>(head > 20 && segment[20] == 2 ? get16(segment, 22) : 0);
  seen.data.assign(segment.begin() + static_cast<std::ptrdiff_t>(head), segment.end());
  segments_.push_back(seen);
  on_segment(seen, to);
}

void NetworkTwin::on_segment(const SegmentSeen& seen, std::uint32_t to) {
  TcpPeer* peer = find(seen.from_port, seen.to_port);
  if (seen.flags == "S") {
    if (std::find(filtered_.begin(), filtered_.end(), seen.to_port) != filtered_.end()) return;
    peer = peers_.emplace_back(std::make_unique<TcpPeer>()).get();
    peer->network_ = this;
    peer->address = to;
    peer->board_port = seen.from_port;
    peer->peer_port = seen.to_port;
    peer->next_expected_ = seen.sequence + 1;
    peer->say(listening_.contains(seen.to_port) ? "SA" : "RA", "");
    return;
  }
  if (peer == nullptr) return;
  if (seen.flags == "SA") {
    peer->next_expected_ = seen.sequence + 1;
    peer->established = true;
    peer->acknowledge();
    return;
  }
  if (seen.flags.find('R') != std::string::npos) {
    peer->board_sent_reset = true;
    return;
  }
  if (!peer->established && listening_.contains(seen.to_port)) {
    peer->established = true;
    if (const auto& greet = listening_[seen.to_port]) greet(*peer);
  }
  if (seen.sequence != peer->next_expected_) return;
  peer->received += seen.data;
  peer->next_expected_ += static_cast<std::uint32_t>(seen.data.size());
  const bool finished = seen.flags.find('F') != std::string::npos;
  if (finished) {
    peer->board_sent_fin = true;
    ++peer->next_expected_;
  }
  if (peer->acknowledges && (finished || !seen.data.empty())) peer->acknowledge();
}

void NetworkTwin::listen(std::uint16_t port, std::function<void(TcpPeer&)> on_connected) {
  listening_[port] = std::move(on_connected);
}

TcpPeer& NetworkTwin::connect(std::uint16_t board_port) {
  TcpPeer& peer = *peers_.emplace_back(std::make_unique<TcpPeer>());
  peer.network_ = this;
  peer.board_port = board_port;
  peer.peer_port = next_port_++;
  peer.say("S", "");
  return peer;
}

std::string NetworkTwin::flags_of(std::uint16_t board_port) const {
  std::string all;
  for (const SegmentSeen& seen : segments_) {
    const bool its = (seen.from_board ? seen.from_port : seen.to_port) == board_port;
    if (its)
      all += (all.empty() ? "" : " ") + std::string(seen.from_board ? "<" : ">") + seen.flags;
  }
  return all;
}

// What the hosts send

void NetworkTwin::send_segment(const TcpPeer& peer, std::string_view flags, std::string_view data,
                               std::uint32_t sequence, std::uint32_t acknowledged) {
  Octets segment;
  put16(&segment, peer.peer_port);
  put16(&segment, peer.board_port);
  put32(&segment, sequence);
  put32(&segment, acknowledged);
  segment.push_back(5 << 4);
  segment.push_back(flags_octet(flags));
  put16(&segment, peer.window);
  put32(&segment, 0);
  put(&segment, data);
  const std::uint16_t sum = transport_checksum(6, peer.address, board_address, segment);
  segment[16] = static_cast<std::uint8_t>(sum >> 8);
  segment[17] = static_cast<std::uint8_t>(sum);
  segments_.push_back({port::micros(), false, flags_text(flags_octet(flags)), peer.peer_port,
                       peer.board_port, sequence, acknowledged, peer.window, 0, std::string(data)});
  send_packet(6, peer.address, board_address, segment);
}

void NetworkTwin::send_datagram(int host, std::uint16_t from_port, std::uint16_t to_port,
                                std::string_view data, std::uint32_t to) {
  Octets datagram;
  put16(&datagram, from_port);
  put16(&datagram, to_port);
  put16(&datagram, static_cast<std::uint32_t>(data.size() + 8));
  put16(&datagram, 0);  // no checksum: allowed over IPv4 (RFC 768)
  put(&datagram, data);
  send_packet(17, host_address(host), to, datagram);
}

void NetworkTwin::send_packet(std::uint8_t protocol, std::uint32_t from, std::uint32_t to,
                              const Octets& payload) {
  Octets head = {0x45, 0};
  put16(&head, static_cast<std::uint32_t>(payload.size() + 20));
  put(&head, Octets{0, 1, 0, 0, 64, protocol, 0, 0});
  put32(&head, from);
  put32(&head, to);
  const std::uint16_t sum = checksum(head);
  head[10] = static_cast<std::uint8_t>(sum >> 8);
  head[11] = static_cast<std::uint8_t>(sum);
  Octets frame;
  if (to >> 28 == 14) {  // a group's address (RFC 1112, 6.4)
    put(&frame, Octets{0x01, 0x00, 0x5e});
    frame.push_back(static_cast<std::uint8_t>(to >> 16 & 0x7f));
    put16(&frame, to & 0xffff);
  } else {
    put(&frame, board_mac);
  }
  put(&frame, router_mac);
  put16(&frame, 0x0800);
  put(&frame, head);
  put(&frame, payload);
  deliver_later(std::move(frame));
}

void NetworkTwin::deliver_later(Octets frame) {
  twin::at(port::micros() + latency_us, [frame = std::move(frame)]() mutable {
    twin::deliver(port::Interface::station, std::move(frame));
  });
}

}  // namespace parley::board::api
