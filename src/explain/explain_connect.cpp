#include <algorithm>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/own_firewall.h"
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

// Our own firewall is always a candidate, unless its rules are known to let this pass.
std::string undecided_silence(const Situation& situation, std::vector<std::string> candidates) {
  std::erase(candidates, "");
  const auto stop = own_stop(situation);
  if (stop) {
    candidates.push_back("this computer's own firewall (" + stop_words(*stop) + ")");
  } else if (situation.firewall.access != host::Firewall::Access::read) {
    candidates.emplace_back("this computer's own firewall, whose rules were not read");
  }
  std::string last = std::move(candidates.back());
  candidates.pop_back();
  return fmt::format("The evidence does not decide between {}{} and {}.", joined(candidates),
                     candidates.size() > 1 ? "," : "", last);
}

Cause refused_here(const Situation& situation) {
  const std::string address = peer_words(situation);
  if (const host::Holder* holder = listening_elsewhere(situation)) {
    const std::string only = holder->local.address.to_string();
    Cause cause{
        fmt::format("{} is this computer itself, and here {} has {} open, but only at {}.", address,
                    holder_words(*holder, situation.user), port_words(situation), only),
        "Connect there: " + connect_command(situation, only), "listens_elsewhere"};
    if (holder->local.address.is_loopback()) {
      cause.verdict = "loopback_only";
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
                      windows, listen_everywhere_command(situation)),
          "nobody_listens_here"};
}

// Devices of one Wi-Fi whose access point lets each speak to the router alone.
bool may_be_isolated(const Situation& situation) {
  const unsigned adapter = situation.route->adapter;
  const auto found =
      std::find_if(situation.adapters.begin(), situation.adapters.end(),
                   [&](const host::Adapter& candidate) { return candidate.index == adapter; });
  return found != situation.adapters.end() && found->kind == host::AdapterKind::wireless &&
         situation.router && *situation.router != situation.endpoint->address &&
         answering(situation.router_neighbour);
}

Cause isolated(const Situation& situation) {
  const IpAddress& address = situation.endpoint->address;
  return {
      fmt::format(
          "No device on {} says that it has {}: {} got no answer, while the router {} of the same "
          "Wi-Fi answers. It looks like this when the Wi-Fi keeps its devices apart (client "
          "isolation, "
          "guest network). This is suspected, not proved: a device that is off, has another "
          "address or is in another Wi-Fi looks the same.",
          situation.route->adapter_name, address.to_string(), neighbour_protocol(address),
          situation.router->to_string()),
      "Check that the device is on, is in this Wi-Fi and not its guest network, and still has this "
      "address; most print it when they join.\n"
      "If all that is so, switch client isolation off in the router, or try a cable.",
      "client_isolation",
      "The evidence does not decide between a Wi-Fi that keeps its devices apart, a device that is "
      "off, and one with another address or in another Wi-Fi."};
}

// Nobody on the link says that the address is his.
Cause no_such_neighbour(const Situation& situation) {
  if (may_be_isolated(situation)) return isolated(situation);
  const IpAddress& address = situation.endpoint->address;
  return {
      fmt::format("No device on {} says that it has {}: {} got no answer.",
                  situation.route->adapter_name, address.to_string(), neighbour_protocol(address)),
      "Check that the device is on, is in this network, and still has this address; most print "
      "it when they join.\n"
      "If all that is so, the Wi-Fi may keep its devices apart (client isolation, guest "
      "network): switch that off in the router.",
      "no_neighbour",
      "The evidence does not decide between a device that is off, one in another network, and one "
      "with another address."};
}

Cause silent_gateway(const Situation& situation) {
  const IpAddress& gateway = *situation.route->gateway;
  return {fmt::format("The way to {} leads through the router {} on {}, and the router does not "
                      "answer: {} got no answer from it.",
                      peer_words(situation), gateway.to_string(), situation.route->adapter_name,
                      neighbour_protocol(gateway)),
          "Check this computer's own connection: is the router on, is this the right Wi-Fi?",
          "router_silent"};
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
                      port_words(situation)),
          "filtered",
          undecided_silence(situation, {"a firewall there that drops the call",
                                        "a server whose queue of callers is full",
                                        now ? "" : "a device that has gone since"})};
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
    cause.verdict = "wrong_subnet";
    cause.undecided = undecided_silence(
        situation,
        {"a wrong address", "a device behind that router that is off", "a firewall on the way"});
  } else {
    cause.verdict = "no_answer_far_away";
    cause.undecided = undecided_silence(situation, {"a host that is off", "a firewall on the way"});
    cause.next = fmt::format(
        "Check the address and the port: the host may be off, or a firewall on the way drops {}. A "
        "slow way may need more time: -w 30s",
        port_words(situation));
  }
  return cause;
}

// A server here whose callers wait.
const host::Holder* overrun(const Situation& situation) {
  for (const host::Holder& holder : situation.holders) {
    if (holder.listening && holder.waiting > 0) return &holder;
  }
  return nullptr;
}

Cause silent_here(const Situation& situation) {
  if (const host::Holder* server = overrun(situation)) {
    return {fmt::format("{} is this computer itself, and {} has {} open but does not accept: {} "
                        "connections wait for it, and its queue is full.",
                        peer_words(situation), holder_words(*server, situation.user),
                        port_words(situation), server->waiting),
            "See what that program is doing: it is stuck, stopped, or serves one client at a time.",
            "not_accepted"};
  }
  return {fmt::format("{} is this computer itself, yet {} stays silent: a firewall here drops the "
                      "connection, or the server has no room for another client.",
                      peer_words(situation), port_words(situation)),
          "See this computer's firewall rules: sudo nft list ruleset", "silent_here",
          "The evidence does not decide between a firewall rule and a server without room."};
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

Cause rejected_by_own_firewall(const Situation& situation) {
  return {
      fmt::format("It was this computer itself that turned the call to {} away: its own firewall "
                  "rejects it.",
                  peer_words(situation)),
      "See its rules: sudo nft list ruleset", "own_firewall"};
}

// A closed TCP port answers with a reset (RFC 9293, 3.5.2); iptables' and nft's "reject" with this.
Cause rejected(const Refuser& refuser, const Situation& situation) {
  return {
      fmt::format("{} answered for {} with \"port unreachable\" by ICMP. That is what a firewall "
                  "says that rejects; a closed port answers with a TCP reset.",
                  refuser.who, port_words(situation)),
      fmt::format("Allow incoming {} in the firewall of {}.", port_words(situation), refuser.who),
      "rejected"};
}

Cause prohibited(const Refuser& refuser, const Situation& situation) {
  const bool itself = refuser.who == peer_words(situation);
  return {
      itself ? fmt::format("{} is in reach, but its firewall answers that {} is prohibited.",
                           refuser.who, port_words(situation))
             : fmt::format("A router or firewall on the way, {}, answered that the way to {} is "
                           "prohibited.",
                           refuser.who, peer_words(situation)),
      itself ? fmt::format("Allow incoming {} in that machine's firewall.", port_words(situation))
             : fmt::format("Allow {} to {} in {}, or ask who runs it.", port_words(situation),
                           peer_words(situation), refuser.who),
      "prohibited"};
}

}  // namespace

Cause refused(const Error& error, const Situation& situation) {
  if (auto cause = own_firewall(error, situation)) return *cause;
  const auto refuser = refuser_of(error);
  if (refuser && refuser->own) return rejected_by_own_firewall(situation);
  if (is_own(situation)) return refused_here(situation);
  if (situation.transport == event::Transport::udp) {
    return {fmt::format("{} sent back that nothing there has {} open (ICMP port unreachable).",
                        peer_words(situation), port_words(situation)),
            "Start the program on that device first, and compare the port with the one it prints."};
  }
  if (refuser && refuser->port) return rejected(*refuser, situation);
  return {
      fmt::format("{} answered, so it is in reach, but nothing listens on its {} (or a firewall "
                  "there turns callers away).",
                  peer_words(situation), port_words(situation)),
      "Start the server there first, and compare the port with the one it prints. With --retry, "
      "parley connect tries until it listens.",
      "refused",
      "The evidence does not decide between a port that is closed and a firewall there that "
      "answers "
      "with a reset."};
}

Cause timeout(const Error& error, const Situation& situation) {
  if (in_tls_handshake(error)) return tls_timeout(situation);
  if (auto cause = own_firewall(error, situation)) return *cause;
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
      "may need more time: -w 30s",
      "no_answer",
      undecided_silence(situation, {"a device that is off", "one with another address",
                                    "a firewall there or on the way"})};
}

Cause no_route(const Situation& situation) {
  const std::string peer = peer_words(situation);
  if (situation.endpoint && !situation.endpoint->address.is_v4() &&
      has_own_address(situation, IpAddress::Family::v4)) {
    return {fmt::format("{} is an IPv6 address, and this computer has no way there by IPv6.", peer),
            "Give the device's IPv4 address, or for a name that has one: -4", "no_ipv6"};
  }
  if (situation.endpoint && situation.endpoint->address.is_loopback()) {
    return {"This computer's loopback adapter is switched off.",
            "Switch it on: sudo ip link set lo up", "loopback_off"};
  }
  const std::string networks = network_words(situation.adapters);
  if (networks.empty()) {
    return {fmt::format("This computer is in no network, so there is no way to {}.", peer),
            "Join the Wi-Fi or plug in the cable, then look for an address with: ip address",
            "no_network"};
  }
  const std::string_view lack =
      situation.default_adapter ? "its routing table has none for this address"
                                : "it has no default route, so it reaches only its own networks";
  return {fmt::format("This computer knows no way to {}: {} ({}).", peer, lack, networks),
          "Check the address, or join the network that the device is in. The routes: ip route"};
}

Cause unreachable(const Error& error, const Situation& situation) {
  if (auto cause = own_firewall(error, situation)) return *cause;
  const auto refuser = refuser_of(error);
  if (refuser && refuser->own) return rejected_by_own_firewall(situation);
  if (refuser && refuser->prohibited) return prohibited(*refuser, situation);
  if (auto cause = by_neighbour(situation)) return *cause;
  const std::string peer = peer_words(situation);
  const bool on_link =
      situation.endpoint && situation.route && !situation.route->gateway && !situation.route->local;
  if (on_link && answering(situation.next_hop)) {
    return {fmt::format("{} is there{}, but its firewall answers that {} is prohibited.", peer,
                        mac_words(situation, situation.endpoint->address), port_words(situation)),
            fmt::format("Allow incoming {} in that machine's firewall.", port_words(situation)),
            "prohibited"};
  }
  // The table forgets; without a router on the way only the link itself can have said this.
  if (on_link) return no_such_neighbour(situation);
  if (refuser) {
    return {fmt::format("The router {} answered that it cannot deliver to {}: the device is off or "
                        "has another address.",
                        refuser->who, peer),
            "Check that the device is on and compare the address with the one it prints.",
            "router_refuses",
            "The evidence does not decide between a device that is off and one with another "
            "address."};
  }
  return {
      fmt::format("A router on the way answered that it cannot deliver to {}: the device is off or "
                  "has another address, or a firewall forbids the way.",
                  peer),
      "Check that the device is on and compare the address with the one it prints.",
      "router_refuses",
      "The evidence does not decide between a device that is off, one with another address, and a "
      "firewall on the way."};
}

}  // namespace parley::explain
