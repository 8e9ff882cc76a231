#include "explain/words.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "host/subnets.h"

namespace parley::explain {

namespace {

// More would bury the sentence; a machine with Docker has dozens.
constexpr std::size_t listed_max = 5;

std::string_view transport_option(event::Transport transport) {
  switch (transport) {
    case event::Transport::udp: return "-u ";
    case event::Transport::tls: return "--tls ";
    default: return "";
  }
}

std::string joined_some(std::vector<std::string> parts) {
  if (parts.size() > listed_max) {
    const std::size_t more = parts.size() - listed_max;
    parts.resize(listed_max);
    parts.push_back(fmt::format("{} more", more));
  }
  return joined(parts);
}

}  // namespace

bool about_serial(const Situation& situation) {
  const bool of_device =
      situation.operation == Operation::connect || situation.operation == Operation::talk;
  return of_device && situation.transport == event::Transport::serial;
}

std::string number_of(Port port) {
  return std::to_string(static_cast<unsigned>(port));
}

std::string port_words(const Situation& situation) {
  if (!situation.endpoint) return "that port";
  const std::string number = number_of(situation.endpoint->port);
  switch (situation.transport) {
    case event::Transport::udp: return "UDP port " + number;
    case event::Transport::raw: return "IP protocol " + number;
    default: return "TCP port " + number;
  }
}

std::string peer_words(const Situation& situation) {
  if (situation.endpoint) return situation.endpoint->address.to_string();
  return situation.target.empty() ? "the other side" : situation.target;
}

std::string holder_words(const host::Holder& holder, const host::User& me) {
  if (!holder.pid) return fmt::format("a program of user {}", holder.user);
  const std::string name = holder.command.empty() ? "a program" : holder.command;
  if (holder.user_id == me.id) return fmt::format("{} (process {}, yours)", name, *holder.pid);
  return fmt::format("{} (process {}, of user {})", name, *holder.pid, holder.user);
}

bool is_root(const host::User& user) {
  return user.id == 0 && !user.name.empty();
}

std::string network_words(const std::vector<host::Adapter>& adapters) {
  std::vector<std::string> parts;
  for (const host::Adapter& adapter : adapters) {
    for (const Cidr& subnet : host::own_subnets({adapter})) {
      parts.push_back(fmt::format("{} on {}", subnet.to_string(), adapter.name));
    }
  }
  return joined_some(std::move(parts));
}

std::string address_words(const Situation& situation, IpAddress::Family family) {
  std::vector<std::string> parts;
  for (const auto& lan : host::lan_addresses(situation.adapters, situation.default_adapter)) {
    if (lan.address.family() != family) continue;
    parts.push_back(fmt::format("{} ({})", lan.address.to_string(), lan.adapter));
  }
  const IpAddress loopback = IpAddress::loopback(family);
  parts.push_back(fmt::format("{} (only this computer itself)", loopback.to_string()));
  return joined_some(std::move(parts));
}

std::string_view neighbour_protocol(const IpAddress& address) {
  return address.is_v4() ? "ARP" : "neighbour discovery";
}

std::string mac_words(const Situation& situation, const IpAddress& address) {
  if (situation.next_hop.mac.empty()) return "";
  return fmt::format(" ({}: {})", neighbour_protocol(address), situation.next_hop.mac);
}

std::string other_port_words(const Situation& situation, Port port) {
  if (situation.relay) return fmt::format("another port, such as {}.", number_of(port));
  const bool everywhere = !situation.endpoint || situation.endpoint->address.is_any();
  const std::string address = everywhere ? "" : situation.endpoint->address.to_string() + " ";
  return fmt::format("another port: parley listen {}{}{}", transport_option(situation.transport),
                     address, number_of(port));
}

std::string listen_everywhere_command(const Situation& situation) {
  const Port port = situation.endpoint ? situation.endpoint->port : Port{};
  return fmt::format("parley listen {}{}", transport_option(situation.transport), number_of(port));
}

std::string connect_command(const Situation& situation, const std::string& host) {
  const std::string port = situation.endpoint ? number_of(situation.endpoint->port) : "PORT";
  return fmt::format("parley connect {}{} {}", transport_option(situation.transport), host, port);
}

std::optional<Refuser> refuser_of(const Error& error) {
  const auto end = error.seen.find(" says \"");
  if (end == std::string::npos) return std::nullopt;
  const auto start = error.seen.rfind(": ", end);
  const std::size_t from = start == std::string::npos ? 0 : start + 2;
  const std::string_view words = std::string_view(error.seen).substr(end);
  Refuser refuser;
  refuser.who = error.seen.substr(from, end - from);
  refuser.own = refuser.who == "this computer itself";
  refuser.prohibited = words.starts_with(" says \"administratively prohibited\"");
  refuser.port = words.starts_with(" says \"port unreachable\"");
  return refuser;
}

bool in_tls_handshake(const Error& error) {
  return error.attempted.starts_with("start TLS");
}

std::string at_sentence_start(std::string phrase) {
  if (phrase.starts_with("a program")) phrase.front() = 'A';
  return phrase;
}

std::string typed_or(const std::string& typed, std::string_view placeholder) {
  const bool plain = std::all_of(typed.begin(), typed.end(), [](unsigned char c) {
    return std::isalnum(c) ||
           std::string_view("._-:/%+@").find(static_cast<char>(c)) != std::string_view::npos;
  });
  const bool usable = plain && !typed.empty() && typed.front() != '-';
  return usable ? typed : std::string(placeholder);
}

bool mentions(std::string_view text, std::string_view part) {
  const auto same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == static_cast<unsigned char>(b);
  };
  return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::string joined(const std::vector<std::string>& parts) {
  return fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace parley::explain
