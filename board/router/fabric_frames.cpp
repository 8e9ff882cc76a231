// The way of frames: links, switch, DHCP and the way out.
#include <algorithm>

#include "board/router/fabric.h"
#include "board/router/notices.h"

namespace parley::board::router {

namespace {

constexpr std::uint64_t router_network = 0;

}  // namespace

void Fabric::record_sent(const Board& board, Frame frame, bool lost) {
  for (const auto& capture : captures_)
    capture->sent(board.name, frame, lost);
}

/// A board sent a frame. A station that is not connected, or an access point that is not open, has
/// no radio to send it with.
void Fabric::enter_up(Board& board, std::uint8_t interface, Frame frame) {
  const bool station = interface == link::station;
  const bool on_air = station ? board.network.has_value() : board.access_point.has_value();
  const Mac& own = station ? board.mac : board.access_point_mac;
  if (!on_air || source_of(frame) != own) {
    ++board.frames_ignored;
    return;
  }
  const auto fate = board.up.enter(clock_.steady(), frame);
  const bool arrives = fate == link::Lane::Fate::passes || fate == link::Lane::Fate::waits;
  record_sent(board, frame, !arrives);
  if (fate == link::Lane::Fate::passes) switch_frame(board, frame);
}

/// Whose interface it is shows in its sender: the two have different addresses.
void Fabric::switch_frame(Board& from, Frame frame) {
  if (source_of(frame) == from.access_point_mac) {
    switch_to_stations(from, frame, nullptr);
  } else if (from.network == router_network) {
    switch_in_router(from, frame);
  } else if (from.network) {
    Board& owner = *boards_.at(*from.network);
    const Mac to = destination_of(frame);
    if (to == owner.access_point_mac || is_group(to)) {
      enter_down(owner, link::access_point, frame);
    }
    if (to != owner.access_point_mac) switch_to_stations(owner, frame, &from);
  } else {
    ++from.frames_ignored;  // it left while the frame was on its way
  }
}

void Fabric::switch_to_stations(const Board& owner, Frame frame, const Board* except) {
  const Mac to = destination_of(frame);
  for (const auto& [id, board] : boards_) {
    const bool here = board->network == owner.id && board.get() != except;
    if (here && (is_group(to) || board->mac == to)) enter_down(*board, link::station, frame);
  }
}

void Fabric::switch_in_router(Board& from, Frame frame) {
  const Mac to = destination_of(frame);
  if (!from.ip) learn_address(from, frame);
  if (is_router(to) || is_group(to)) {
    if (serve_dhcp(from, frame)) return;
    to_router(from, frame);
    if (!is_group(to)) return;
  }
  bool taken = is_group(to);
  for (const auto& [id, board] : boards_) {
    if (board->network != router_network || board.get() == &from) continue;
    if (!is_group(to) && board->mac != to) continue;
    taken = true;
    enter_down(*board, link::station, frame);
  }
  if (!taken) ++from.frames_ignored;
}

/// This computer hears a broadcast as a neighbour on the same network does: libslirp would send one
/// to 255.255.255.255 out of this computer, which the system forbids.
void Fabric::to_router(Board& from, Frame frame) {
  auto packet = is_group(destination_of(frame)) ? udp_of(frame) : std::nullopt;
  if (packet && packet->destination == everywhere) {
    packet->destination = router_ip;
    from.nat->input(udp_frame(from.mac, router_mac, *packet));
    return;
  }
  from.nat->input(frame);
}

/// A static address shows in the first ARP or IP packet.
void Fabric::learn_address(Board& board, Frame frame) {
  const auto arp = arp_sender(frame);
  const auto ip = arp ? arp : ip_source(frame);
  const bool usable = ip && in_network(*ip) && *ip > name_server_ip && *ip < network_broadcast;
  if (!usable) return;
  dhcp_.in_use(board.mac, *ip, clock_.steady());
  has_address(board, *ip, true, "");
}

/// True: it was for the DHCP server, and goes nowhere else.
bool Fabric::serve_dhcp(Board& from, Frame frame) {
  const auto packet = udp_of(frame);
  if (!packet || packet->destination_port != dhcp_server_port) return false;
  const auto request = parse_dhcp(packet->payload);
  if (!request || request->mac != from.mac) return true;
  const auto reply = dhcp_.handle(*request, clock_.steady());
  if (request->type == DhcpType::release) lose_address(from);
  if (!reply) return true;
  const DhcpAnswer& answer = reply->answer;
  const bool has_client = request->client && answer.type == DhcpType::ack;
  const Ip to = reply->broadcast ? everywhere : has_client ? request->client : answer.yours;
  const auto payload = dhcp_payload(*request, answer);
  const auto sent = udp_frame(router_mac, reply->broadcast ? broadcast_mac : from.mac,
                              {router_ip, to, dhcp_server_port, dhcp_client_port, payload});
  enter_down(from, link::station, sent);
  if (answer.type == DhcpType::ack && answer.yours) {
    has_address(from, answer.yours, false, request->host_name);
  }
  return true;
}

/// Now connections to it may be opened, and its way out knows it without having to ask.
void Fabric::has_address(Board& board, Ip ip, bool is_static, const std::string& host_name) {
  if (board.ip == ip) return;
  lose_address(board);
  board.ip = ip;
  board.ip_static = is_static;
  board.nat->know(board.mac, ip);
  tell_(notice(
      "lease", board.name,
      {{"ip", to_string(ip)}, {"how", is_static ? "static" : "dhcp"}, {"host_name", host_name}}));
  forwards_.open_all(board.name, *board.nat, ip);
}

void Fabric::lose_address(Board& board) {
  if (!board.ip) return;
  board.ip.reset();
  forwards_.close_all(board.name, *board.nat);
}

void Fabric::enter_down(Board& board, std::uint8_t interface, Frame frame) {
  const auto fate = board.down.enter(clock_.steady(), frame, interface);
  if (fate == link::Lane::Fate::passes) deliver(board, interface, frame);
}

void Fabric::deliver(Board& board, std::uint8_t interface, Frame frame) {
  if (!board.line.send_frame(interface, frame)) {
    ++board.frames_unread;
    return;
  }
  ++board.frames_delivered;
  for (const auto& capture : captures_)
    capture->delivered(board.name, frame);
}

/// Everything of this board that is due at `now`; whether there was anything.
bool Fabric::settle(Board& board, SteadyTime now) {
  bool moved = false;
  link::Lane::Arrived arrived;
  while (board.up.take(now, arrived)) {
    moved = true;
    switch_frame(board, arrived.frame);
  }
  std::vector<std::uint8_t> frame;
  while (board.nat && board.nat->take(frame)) {
    moved = true;
    if (board.network == router_network) enter_down(board, link::station, frame);
  }
  while (board.down.take(now, arrived)) {
    moved = true;
    deliver(board, arrived.tag, arrived.frame);
  }
  return moved;
}

}  // namespace parley::board::router
