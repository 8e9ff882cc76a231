#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

constexpr unsigned port_max = 65'535;

// Whether the port next door is free is not known; it is only the next to try.
std::string next_port_words(const Situation& situation) {
  if (!situation.endpoint) return "another port.";
  const unsigned asked = static_cast<unsigned>(situation.endpoint->port);
  return other_port_words(situation, static_cast<Port>(asked < port_max ? asked + 1 : asked - 1));
}

std::string show_holder_command(const Situation& situation) {
  const bool udp = situation.transport == event::Transport::udp;
  const std::string port = situation.endpoint ? number_of(situation.endpoint->port) : "PORT";
  return fmt::format("sudo ss -l{}np 'sport = :{}'", udp ? "u" : "t", port);
}

Cause source_port_in_use(const Situation& situation) {
  const std::string port = number_of(situation.source_port);
  const IpAddress any = IpAddress::any(situation.endpoint ? situation.endpoint->address.family()
                                                          : IpAddress::Family::v4);
  const auto holder = host::holder_in_the_way(situation.holders, any);
  const std::string who =
      holder ? fmt::format("{} has this computer's port {} already.",
                           at_sentence_start(holder_words(*holder, situation.user)), port)
             : fmt::format(
                   "This computer's port {} is taken, perhaps by a connection to the same peer "
                   "that ended less than a minute ago.",
                   port);
  return {who, "Leave -p out, and the system takes a free port."};
}

}  // namespace

Cause in_use(const Situation& situation) {
  if (situation.operation == Operation::connect) return source_port_in_use(situation);
  const Endpoint asked = situation.endpoint.value_or(Endpoint{});
  const std::string another = next_port_words(situation);
  const auto holder = host::holder_in_the_way(situation.holders, asked.address);
  if (!holder) {
    const std::string_view windows =
        situation.wsl == host::Wsl::no ? "" : " Under WSL it may be a program on Windows.";
    return {
        fmt::format("A program has {} already, but the system does not show which.{}",
                    port_words(situation), windows),
        fmt::format("Take {}\nOr see which it is: {}", another, show_holder_command(situation))};
  }
  const std::string why = fmt::format("{} has {} already, at {}.",
                                      at_sentence_start(holder_words(*holder, situation.user)),
                                      port_words(situation), holder->local.to_string());
  if (!holder->pid) {
    return {
        why + " The system does not show you which program it is.",
        fmt::format("Take {}\nOr see which it is: {}", another, show_holder_command(situation))};
  }
  if (holder->user_id != situation.user.id) {
    return {why, fmt::format("Take {}\nOr end that program: {}kill {}", another,
                             is_root(situation.user) ? "" : "sudo ", *holder->pid)};
  }
  return {why, fmt::format("End that program: kill {}\nOr take {}", *holder->pid, another)};
}

Cause not_local(const Situation& situation) {
  if (situation.operation == Operation::connect) {
    return {fmt::format(
                "This computer has no address, or no free port, from which to call {}. For IPv6 "
                "it may be switched off.",
                peer_words(situation)),
            "Give an IPv4 address, or for a name that has one: -4"};
  }
  const IpAddress asked = situation.endpoint.value_or(Endpoint{}).address;
  const std::string_view windows = situation.wsl == host::Wsl::no
                                       ? ""
                                       : " Under WSL, Windows' addresses are not this computer's.";
  return {fmt::format("{} is not an address of this computer. These are: {}.{}", asked.to_string(),
                      address_words(situation, asked.family()), windows),
          fmt::format("Take one of them, or leave the address out to listen on all: {}",
                      listen_everywhere_command(situation))};
}

}  // namespace parley::explain
