#include <array>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/own_firewall.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

using host::Packet;

host::Packet packet_of(const Situation& situation, Packet::Hook hook, bool begins) {
  Packet packet;
  packet.hook = hook;
  packet.begins = begins;
  packet.protocol =
      situation.transport == event::Transport::udp ? host::Protocol::udp : host::Protocol::tcp;
  const bool listening = situation.operation == Operation::listen;
  if (listening) {
    packet.destination_port = situation.endpoint->port;
    if (!situation.endpoint->address.is_any()) packet.destination = situation.endpoint->address;
    // Devices come by the network that leads out; a rule for "lo" is no matter of theirs.
    for (const host::Adapter& adapter : situation.adapters) {
      if (adapter.index == situation.default_adapter) packet.adapter = adapter.name;
    }
    return packet;
  }
  packet.adapter = situation.route ? situation.route->adapter_name : "";
  packet.destination = situation.endpoint->address;
  packet.destination_port = situation.endpoint->port;
  if (situation.route) packet.source = situation.route->source;
  packet.port_of_system = situation.source_port == Port{};
  if (situation.source_port != Port{}) packet.source_port = situation.source_port;
  if (!begins) {
    std::swap(packet.source, packet.destination);
    std::swap(packet.source_port, packet.destination_port);
  }
  return packet;
}

bool uses_ports(event::Transport transport) {
  return transport != event::Transport::raw && transport != event::Transport::serial;
}

std::string protocol_word(const Situation& situation) {
  return situation.transport == event::Transport::udp ? "UDP" : "TCP";
}

}  // namespace

std::optional<OwnStop> own_stop(const Situation& situation) {
  if (!situation.endpoint || !uses_ports(situation.transport)) return std::nullopt;
  std::vector<std::pair<Packet, bool>> packets;
  if (situation.operation == Operation::listen) {
    packets.emplace_back(packet_of(situation, Packet::Hook::input, true), false);
  } else {
    const bool here = situation.route && situation.route->local;
    packets.emplace_back(packet_of(situation, Packet::Hook::output, true), false);
    packets.emplace_back(packet_of(situation, Packet::Hook::input, here), !here);
  }
  std::optional<OwnStop> possible;
  for (const auto& [packet, of_answers] : packets) {
    const auto stop = host::firewall_stop(situation.firewall, packet);
    if (stop && stop->certain) return OwnStop{*stop, of_answers};
    if (stop && !possible) possible = OwnStop{*stop, of_answers};
  }
  return possible;
}

std::string stop_words(const OwnStop& stop) {
  return fmt::format("chain {}: {}", stop.stop.chain, stop.stop.rule);
}

std::string show_stop_command(const OwnStop& stop) {
  return "sudo nft -a list chain " + stop.stop.chain;
}

std::string listener_stopped_words(const Situation& situation) {
  const auto found = own_stop(situation);
  if (!found) return {};
  return fmt::format("this computer's firewall {} what comes to {} port {} ({})",
                     !found->stop.certain  ? "may stop"
                     : found->stop.answers ? "rejects"
                                           : "drops",
                     protocol_word(situation), number_of(situation.endpoint->port),
                     stop_words(*found));
}

std::optional<Cause> own_firewall(const Error& error, const Situation& situation) {
  const auto found = own_stop(situation);
  if (!found || !found->stop.certain) return std::nullopt;
  // A reset or an ICMP message is the work of a rule that answers, silence of one that does not.
  const bool answered = error.kind != ErrorClass::timeout;
  if (found->stop.answers != answered && error.kind != ErrorClass::no_permission) {
    return std::nullopt;
  }
  return Cause{fmt::format("This computer's own firewall {} {}: {}.",
                           found->stop.answers ? "rejects" : "drops",
                           found->of_answers ? "the answer" : "the call", stop_words(*found)),
               "Change that rule if it is not meant to be: " + show_stop_command(*found),
               "own_firewall"};
}

}  // namespace parley::explain
