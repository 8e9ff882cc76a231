#include <algorithm>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"
#include "host/subnets.h"

namespace parley::explain {

namespace {

using host::NeighbourState;

bool is_own(const Situation& situation) {
  return situation.endpoint &&
         (situation.endpoint->address.is_loopback() || (situation.route && situation.route->local));
}

bool silent(const host::Neighbour& neighbour) {
  return neighbour.state == NeighbourState::failed || neighbour.state == NeighbourState::incomplete;
}

bool answering(const host::Neighbour& neighbour) {
  return neighbour.state == NeighbourState::reachable || neighbour.state == NeighbourState::stale;
}

// A server on the same port that an address of this computer does not lead to. One that would have
// answered is left out: it was started since.
const host::Holder* listening_elsewhere(const Situation& situation) {
  for (const host::Holder& holder : situation.holders) {
    const IpAddress& held = holder.local.address;
    const bool leads_there =
        held == situation.endpoint->address || held == IpAddress::any(IpAddress::Family::v4);
    if (holder.listening && !leads_there) return &holder;
  }
  return nullptr;
}

Cause refused_here(const Situation& situation) {
  const std::string address = peer_words(situation);
  if (const host::Holder* holder = listening_elsewhere(situation)) {
    const std::string only = holder->local.address.to_string();
    Cause cause{
        fmt::format("{} is this computer itself, and here {} has {} open, but only at {}.", address,
                    holder_words(*holder, situation.user), port_words(situation), only),
        "Connect there: " + connect_command(situation, only)};
    if (holder->local.address.is_loopback()) {
      cause.next +=
          "\nTo let devices reach that server, start it so that it listens on all addresses.";
    }
    return cause;
  }
  const std::string_view windows =
      situation.wsl == host::Wsl::nat
          ? " A server on Windows is at the address after `via` in: ip route show default"
          : "";
  return {fmt::format("{} is this computer itself, and nothing here listens on {}.", address,
                      port_words(situation)),
          fmt::format("To reach a device, give the device's own address.{}\n"
                      "To have a server here: {}",
                      windows, listen_everywhere_command(situation))};
}

// Nobody on the link says that the address is his.
Cause no_such_neighbour(const Situation& situation) {
  const IpAddress& address = situation.endpoint->address;
  return {
      fmt::format("No device on {} says that it has {}: {} got no answer.",
                  situation.route->adapter_name, address.to_string(), neighbour_protocol(address)),
      "Check that the device is on, is in this network, and still has this address; most print "
      "it when they join.\n"
      "If all that is so, the Wi-Fi may keep its devices apart (client isolation, guest "
      "network): switch that off in the router."};
}

Cause silent_gateway(const Situation& situation) {
  const IpAddress& gateway = *situation.route->gateway;
  return {fmt::format("The way to {} leads through the router {} on {}, and the router does not "
                      "answer: {} got no answer from it.",
                      peer_words(situation), gateway.to_string(), situation.route->adapter_name,
                      neighbour_protocol(gateway)),
          "Check this computer's own connection: is the router on, is this the right Wi-Fi?"};
}

Cause silent_port(const Situation& situation) {
  const IpAddress& address = situation.endpoint->address;
  const bool now = situation.next_hop.state == NeighbourState::reachable;
  return {fmt::format(
              "{} {} on {}{}, but {} there stays silent: a firewall drops the connection, or "
              "the server has no room for another client.",
              address.to_string(), now ? "is there" : "was there a short time ago",
              situation.route->adapter_name, mac_words(situation, address), port_words(situation)),
          fmt::format("Allow incoming {} in that machine's firewall, and end its other clients. A "
                      "closed port without a firewall would refuse at once.",
                      port_words(situation))};
}

bool is_private(const IpAddress& address) {
  static const std::vector<Cidr> networks{{IpAddress::v4({10, 0, 0, 0}), 8},
                                          {IpAddress::v4({172, 16, 0, 0}), 12},
                                          {IpAddress::v4({192, 168, 0, 0}), 16},
                                          {IpAddress::v4({169, 254, 0, 0}), 16},
                                          {IpAddress::v6({0xfc}), 7}};
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Cidr& network) { return network.contains(address); });
}

Cause silent_far_away(const Situation& situation) {
  const IpAddress& address = situation.endpoint->address;
  const std::string networks = network_words(situation.adapters);
  Cause cause;
  cause.why = fmt::format(
      "{} is in none of this computer's networks{}, so the call went to the router {}, and nothing "
      "came back.",
      address.to_string(), networks.empty() ? "" : " (" + networks + ")",
      situation.route->gateway->to_string());
  if (is_private(address)) {
    cause.next = fmt::format(
        "A device next to you has an address in one of these networks: compare {} with the one it "
        "prints, and bring both into one network.",
        address.to_string());
  } else {
    cause.next = fmt::format(
        "Check the address and the port: the host may be off, or a firewall on the way drops {}. A "
        "slow way may need more time: -w 30s",
        port_words(situation));
  }
  return cause;
}

Cause silent_here(const Situation& situation) {
  return {fmt::format("{} is this computer itself, yet {} stays silent: a firewall here drops the "
                      "connection, or the server has no room for another client.",
                      peer_words(situation), port_words(situation)),
          "See this computer's firewall rules: sudo nft list ruleset"};
}

// From what the neighbour table says of the next hop; nothing when it says nothing.
std::optional<Cause> by_neighbour(const Situation& situation) {
  if (!situation.endpoint || !situation.route || !silent(situation.next_hop)) return std::nullopt;
  return situation.route->gateway ? silent_gateway(situation) : no_such_neighbour(situation);
}

bool has_own_address(const Situation& situation, IpAddress::Family family) {
  const auto addresses = host::lan_addresses(situation.adapters, situation.default_adapter);
  return std::any_of(addresses.begin(), addresses.end(), [&](const host::LanAddress& lan) {
    return lan.address.family() == family && !lan.address.is_link_local();
  });
}

}  // namespace

Cause refused(const Situation& situation) {
  if (is_own(situation)) return refused_here(situation);
  if (situation.transport == event::Transport::udp) {
    return {fmt::format("{} sent back that nothing there has {} open (ICMP port unreachable).",
                        peer_words(situation), port_words(situation)),
            "Start the program on that device first, and compare the port with the one it prints."};
  }
  return {
      fmt::format("{} answered, so it is in reach, but nothing listens on its {} (or a firewall "
                  "there turns callers away).",
                  peer_words(situation), port_words(situation)),
      "Start the server there first, and compare the port with the one it prints. With --retry, "
      "parley connect tries until it listens."};
}

Cause timeout(const Error& error, const Situation& situation) {
  if (in_tls_handshake(error)) return tls_timeout(situation);
  if (is_own(situation)) return silent_here(situation);
  if (auto cause = by_neighbour(situation)) return *cause;
  if (situation.endpoint && situation.route) {
    if (situation.route->gateway) return silent_far_away(situation);
    if (answering(situation.next_hop)) return silent_port(situation);
  }
  return {
      fmt::format("{} gave no answer at all: it is off, has another address, or a firewall drops "
                  "{}.",
                  peer_words(situation), port_words(situation)),
      "Check that the device is on and compare the address with the one it prints. A slow way "
      "may need more time: -w 30s"};
}

Cause no_route(const Situation& situation) {
  const std::string peer = peer_words(situation);
  if (situation.endpoint && !situation.endpoint->address.is_v4() &&
      has_own_address(situation, IpAddress::Family::v4)) {
    return {fmt::format("{} is an IPv6 address, and this computer has no way there by IPv6.", peer),
            "Give the device's IPv4 address, or for a name that has one: -4"};
  }
  if (situation.endpoint && situation.endpoint->address.is_loopback()) {
    return {"This computer's loopback adapter is switched off.",
            "Switch it on: sudo ip link set lo up"};
  }
  const std::string networks = network_words(situation.adapters);
  if (networks.empty()) {
    return {fmt::format("This computer is in no network, so there is no way to {}.", peer),
            "Join the Wi-Fi or plug in the cable, then look for an address with: ip address"};
  }
  const std::string_view lack =
      situation.default_adapter ? "its routing table has none for this address"
                                : "it has no default route, so it reaches only its own networks";
  return {fmt::format("This computer knows no way to {}: {} ({}).", peer, lack, networks),
          "Check the address, or join the network that the device is in. The routes: ip route"};
}

Cause unreachable(const Situation& situation) {
  if (auto cause = by_neighbour(situation)) return *cause;
  const std::string peer = peer_words(situation);
  const bool on_link =
      situation.endpoint && situation.route && !situation.route->gateway && !situation.route->local;
  if (on_link && answering(situation.next_hop)) {
    return {fmt::format("{} is there{}, but its firewall answers that {} is prohibited.", peer,
                        mac_words(situation, situation.endpoint->address), port_words(situation)),
            fmt::format("Allow incoming {} in that machine's firewall.", port_words(situation))};
  }
  // The table forgets; without a router on the way only the link itself can have said this.
  if (on_link) return no_such_neighbour(situation);
  return {
      fmt::format("A router on the way answered that it cannot deliver to {}: the device is off or "
                  "has another address, or a firewall forbids the way.",
                  peer),
      "Check that the device is on and compare the address with the one it prints."};
}

}  // namespace parley::explain
