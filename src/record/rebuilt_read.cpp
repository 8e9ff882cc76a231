// The way back from rebuilt headers: what RebuiltHeader wrote, and nothing else, is understood.
#include <array>
#include <cstring>

#include "record/format.h"
#include "record/rebuilt.h"

namespace parley::record {

namespace {

constexpr std::uint8_t protocol_tcp = 6;
constexpr std::uint8_t protocol_udp = 17;
constexpr std::size_t tcp_bytes = 20;
constexpr std::size_t udp_bytes = 8;

std::uint8_t octet(Bytes packet, std::size_t at) {
  return static_cast<std::uint8_t>(packet[at]);
}

Port port_at(Bytes packet, std::size_t at) {
  return static_cast<Port>(octet(packet, at) << 8 | octet(packet, at + 1));
}

/// 20, 40, or nothing.
std::optional<std::size_t> ip_bytes(Bytes packet) {
  if (packet.size() >= 20 && octet(packet, 0) == 0x45) return 20;
  if (packet.size() >= 40 && octet(packet, 0) == 0x60) return 40;
  return {};
}

std::uint8_t protocol_of(Bytes packet, std::size_t ip) {
  return octet(packet, ip == 20 ? 9 : 6);
}

IpAddress address_at(Bytes packet, std::size_t ip, bool source) {
  if (ip == 20) {
    std::array<std::uint8_t, 4> octets;
    std::memcpy(octets.data(), packet.data() + (source ? 12 : 16), octets.size());
    return IpAddress::v4(octets);
  }
  std::array<std::uint8_t, 16> octets;
  std::memcpy(octets.data(), packet.data() + (source ? 8 : 24), octets.size());
  return IpAddress::v6(octets);
}

bool is_serial(const event::Party& party) {
  return party.transport == event::Transport::tcp &&
         party.local.address == *IpAddress::parse(format::serial_local) &&
         party.remote.address == *IpAddress::parse(format::serial_remote);
}

}  // namespace

std::optional<std::size_t> rebuilt_bytes(Bytes packet, event::Transport transport) {
  const auto ip = ip_bytes(packet);
  if (!ip) return {};
  std::size_t behind = tcp_bytes;
  std::uint8_t protocol = protocol_tcp;
  if (transport == event::Transport::raw) return ip;
  if (transport == event::Transport::udp) {
    behind = udp_bytes;
    protocol = protocol_udp;
  }
  if (protocol_of(packet, *ip) != protocol || packet.size() < *ip + behind) return {};
  return *ip + behind;
}

event::Party party_of_packet(Bytes packet, Way way) {
  event::Party party;
  const auto ip = ip_bytes(packet);
  if (!ip) return party;
  const std::uint8_t protocol = protocol_of(packet, *ip);
  const bool has_ports = (protocol == protocol_tcp && packet.size() >= *ip + tcp_bytes) ||
                         (protocol == protocol_udp && packet.size() >= *ip + udp_bytes);
  Endpoint source{address_at(packet, *ip, true), static_cast<Port>(protocol)};
  Endpoint destination{address_at(packet, *ip, false), static_cast<Port>(protocol)};
  party.transport = event::Transport::raw;
  if (has_ports) {
    source.port = port_at(packet, *ip);
    destination.port = port_at(packet, *ip + 2);
    party.transport = protocol == protocol_udp ? event::Transport::udp : event::Transport::tcp;
  }
  const bool sent = way == Way::sent;
  party.local = sent ? source : destination;
  party.remote = sent ? destination : source;
  if (is_serial(party)) {
    party = {};
    party.transport = event::Transport::serial;
    party.target = "the serial line";
  }
  return party;
}

}  // namespace parley::record
