#include <algorithm>
#include <fmt/format.h>

#include "explain/diagnosis.h"
#include "explain/own_firewall.h"
#include "explain/words.h"
#include "host/subnets.h"

namespace parley::explain {

namespace {

using Checks = std::vector<Check>;
using host::NeighbourState;

bool is_here(const Situation& situation) {
  return situation.endpoint->address.is_loopback() || (situation.route && situation.route->local);
}

std::string took_words(Duration duration) {
  const double ms = std::chrono::duration<double, std::milli>(duration).count();
  return ms < 1000 ? fmt::format("{:.{}f} ms", ms, ms < 10 ? 1 : 0)
                   : fmt::format("{:.1f} s", ms / 1000);
}

Check name_check(const Findings& findings) {
  const std::string& target = findings.situation.target;
  if (findings.addresses.empty())
    return {"name", Mark::bad, target + ": " + findings.failure->seen};
  if (IpAddress::parse(target)) return {"name", Mark::ok, target + " is an address"};
  std::vector<std::string> addresses;
  for (const IpAddress& address : findings.addresses)
    addresses.push_back(address.to_string());
  return {"name", Mark::ok, fmt::format("{} is {}", target, joined(addresses))};
}

Check network_check(const Situation& situation) {
  const std::string peer = peer_words(situation);
  if (is_here(situation)) return {"network", Mark::ok, peer + " is this computer itself"};
  for (const host::Adapter& adapter : situation.adapters) {
    if (!adapter.up || adapter.kind == host::AdapterKind::loopback) continue;
    for (const Cidr& own : adapter.addresses) {
      if (!own.contains(situation.endpoint->address)) continue;
      return {"network", Mark::ok,
              fmt::format("{} is in our network {} on {} ({})", peer, own.to_string(), adapter.name,
                          host::kind_name(adapter.kind))};
    }
  }
  const std::string networks = network_words(situation.adapters);
  if (networks.empty()) return {"network", Mark::bad, "this computer is in no network"};
  return {"network", Mark::none,
          fmt::format("{} is in none of this computer's networks ({})", peer, networks)};
}

Check route_check(const Situation& situation) {
  if (!situation.route) {
    return {
        "route", Mark::bad,
        fmt::format("there is no route to {}, or one that forbids the way", peer_words(situation))};
  }
  const host::Route& route = *situation.route;
  std::string words = route.local ? "the route stays inside this computer"
                      : route.gateway
                          ? fmt::format("the route goes by the router {}, on {}",
                                        route.gateway->to_string(), route.adapter_name)
                          : fmt::format("the route is direct, on {}", route.adapter_name);
  if (route.source) words += fmt::format(", from our address {}", route.source->to_string());
  return {"route", Mark::ok, std::move(words)};
}

Check neighbour_check(std::string name, const IpAddress& hop, const host::Neighbour& neighbour) {
  const std::string who = hop.to_string();
  const std::string_view protocol = neighbour_protocol(hop);
  switch (neighbour.state) {
    case NeighbourState::reachable:
      return {std::move(name), Mark::ok,
              fmt::format("{} answers {}: {}", who, protocol, neighbour.mac)};
    case NeighbourState::stale:
      return {std::move(name), Mark::ok,
              fmt::format("{} answered {} some time ago: {}", who, protocol, neighbour.mac)};
    case NeighbourState::incomplete:
      return {std::move(name), Mark::bad,
              fmt::format("{} was asked by {} and has not answered", who, protocol)};
    case NeighbourState::failed:
      return {std::move(name), Mark::bad,
              fmt::format("{} was asked by {}, and nobody answered", who, protocol)};
    case NeighbourState::none: break;
  }
  return {std::move(name), Mark::none, fmt::format("{} knows nothing of {}", protocol, who)};
}

// Who serves, or would have to.
Check program_check(const Situation& situation) {
  std::vector<std::string> elsewhere;
  for (const host::Holder& holder : situation.holders) {
    if (!holder.listening) continue;
    const std::string where = fmt::format("{} listens at {}", holder_words(holder, situation.user),
                                          holder.local.to_string());
    const bool leads_there =
        holder.local.address.is_any() || holder.local.address == situation.endpoint->address;
    if (leads_there && holder.waiting > 0) {
      return {
          "program", Mark::bad,
          fmt::format("{}; {} that it has not accepted", where,
                      holder.waiting == 1 ? "1 connection waits"
                                          : fmt::format("{} connections wait", holder.waiting))};
    }
    if (leads_there) return {"program", Mark::ok, where};
    elsewhere.push_back(where);
  }
  if (!elsewhere.empty()) return {"program", Mark::bad, joined(elsewhere) + " only"};
  return {"program", Mark::bad, "nothing here listens on " + port_words(situation)};
}

Check firewall_check(const Situation& situation) {
  using Access = host::Firewall::Access;
  const auto not_read = [](std::string why) {
    return Check{"firewall", Mark::none, "this computer's rules were not read: " + why};
  };
  switch (situation.firewall.access) {
    case Access::not_read: return not_read("nobody looked");
    case Access::not_installed: return not_read("nft is not installed; its package is nftables");
    case Access::no_permission: return not_read("it takes root; see them: sudo nft list ruleset");
    case Access::failed: return not_read("nft says: " + situation.firewall.trouble);
    case Access::read: break;
  }
  const auto found = own_stop(situation);
  if (!found) return {"firewall", Mark::ok, "this computer's own rules let it pass"};
  return {"firewall", found->stop.certain ? Mark::bad : Mark::unsure,
          fmt::format("this computer's own rules {} {}: {}",
                      !found->stop.certain  ? "may stop"
                      : found->stop.answers ? "reject"
                                            : "drop",
                      found->of_answers ? "the answer" : "the call", stop_words(*found))};
}

Check connect_check(const Findings& findings) {
  const std::string to = findings.situation.endpoint->to_string();
  if (findings.stage == Findings::Stage::connect && findings.failure) {
    return {"connect", Mark::bad,
            fmt::format("{}: {}, after {}", to, findings.failure->seen,
                        took_words(findings.connecting_took))};
  }
  return {"connect", Mark::ok,
          fmt::format("{} accepted after {}", to, took_words(findings.connecting_took))};
}

Check tls_check(const Findings& findings) {
  if (findings.tls_took) {
    return {"tls", Mark::ok, "TLS stands after " + took_words(*findings.tls_took)};
  }
  return {"tls", Mark::bad, "TLS: " + findings.failure->seen};
}

Check heard_check(std::string name, const Heard& heard, const std::string& asked, Mark silence) {
  const std::string after = took_words(heard.after);
  switch (heard.kind) {
    case Heard::Kind::nothing:
      return {std::move(name), silence,
              asked.empty() ? fmt::format("nothing came within {}", after)
                            : fmt::format("{}: nothing came back within {}", asked, after)};
    case Heard::Kind::octets:
      return {std::move(name), Mark::ok,
              fmt::format("{}{} B after {}: '{}'{}", asked.empty() ? "" : asked + ": ", heard.bytes,
                          after, heard.shown, heard.then_ended ? ", and then the end" : "")};
    case Heard::Kind::closed:
      return {std::move(name), Mark::bad,
              fmt::format("the server closed the connection after {} without a word", after)};
    case Heard::Kind::cut: break;
  }
  return {std::move(name), Mark::bad,
          fmt::format("the server cut the connection after {} without a word", after)};
}

// Ours is among those that wait: they are accepted in the order in which they came.
Check queue_check(unsigned waiting) {
  if (waiting == 0) return {"queue", Mark::ok, "the program here has accepted every connection"};
  return {"queue", Mark::bad,
          fmt::format("the program here has not accepted ours: {} wait{}", waiting,
                      waiting == 1 ? "s" : "")};
}

void add_look(const Findings& findings, Checks& checks) {
  const Situation& situation = findings.situation;
  checks.push_back(network_check(situation));
  checks.push_back(route_check(situation));
  if (situation.route && !situation.route->local) {
    const IpAddress hop = situation.route->gateway.value_or(situation.endpoint->address);
    checks.push_back(neighbour_check("neighbour", hop, findings.neighbour_before));
  }
  if (is_here(situation)) checks.push_back(program_check(situation));
  checks.push_back(firewall_check(situation));
}

void add_connecting(const Findings& findings, Checks& checks) {
  const Situation& situation = findings.situation;
  const bool failed = findings.stage == Findings::Stage::connect && findings.failure;
  if (findings.stage == Findings::Stage::connect && !failed) return;  // it is under way
  checks.push_back(connect_check(findings));
  if (!failed || !situation.route || situation.route->local) return;
  const IpAddress hop = situation.route->gateway.value_or(situation.endpoint->address);
  checks.push_back(neighbour_check("neighbour after", hop, situation.next_hop));
  if (situation.router && *situation.router != situation.endpoint->address) {
    checks.push_back(neighbour_check("router", *situation.router, situation.router_neighbour));
  }
}

}  // namespace

std::string_view mark_text(Mark mark) {
  switch (mark) {
    case Mark::ok: return "ok";
    case Mark::none: return "--";
    case Mark::bad: return "!!";
    case Mark::unsure: return "??";
  }
  return "??";
}

std::string_view mark_name(Mark mark) {
  switch (mark) {
    case Mark::ok: return "ok";
    case Mark::none: return "none";
    case Mark::bad: return "bad";
    case Mark::unsure: return "unsure";
  }
  return "unsure";
}

std::vector<Check> checks_of(const Findings& findings) {
  using Stage = Findings::Stage;
  Checks checks;
  if (findings.addresses.empty() && !findings.failure) return checks;
  checks.push_back(name_check(findings));
  if (findings.looked) add_look(findings, checks);
  if (findings.stage >= Stage::connect) add_connecting(findings, checks);
  const bool tls_over = findings.tls_took || (findings.stage == Stage::tls && findings.failure);
  if (tls_over) checks.push_back(tls_check(findings));
  const bool asked = !findings.said.empty();
  if (findings.first_words) {
    checks.push_back(
        heard_check("first words", *findings.first_words, "", asked ? Mark::none : Mark::unsure));
  }
  if (findings.queue) checks.push_back(queue_check(*findings.queue));
  const std::string quoted = fmt::format("to '{}'", findings.said);
  if (findings.answer) {
    checks.push_back(heard_check("answer", *findings.answer, quoted, Mark::bad));
  }
  if (findings.answer_to_newline) {
    checks.push_back(heard_check("answer to newline", *findings.answer_to_newline,
                                 "to the newline after it", Mark::bad));
  }
  // In TLS 1.3 a server may refuse us only after the handshake.
  if (findings.tls_took && findings.failure) {
    checks.push_back({"tls after", Mark::bad, "TLS: " + findings.failure->seen});
  }
  return checks;
}

}  // namespace parley::explain
