#include "explain/evidence.h"

#include "explain/words.h"

namespace parley::explain {

namespace {

host::Protocol protocol_of(event::Transport transport) {
  return transport == event::Transport::udp ? host::Protocol::udp : host::Protocol::tcp;
}

// Whether anybody answers on the link that the peer should be on.
void gather_router(Situation& situation, const host::Host& host) {
  if (!situation.route || situation.route->gateway || situation.route->local) return;
  situation.router =
      host.gateway_of(situation.route->adapter, situation.endpoint->address.family());
  if (situation.router) situation.router_neighbour = host.neighbour(*situation.router);
}

void gather_way(Situation& situation, const host::Host& host) {
  if (!situation.endpoint) return;
  const IpAddress& peer = situation.endpoint->address;
  situation.route = host.route_to(peer);
  if (!situation.route || situation.route->local) return;
  situation.next_hop = host.neighbour(situation.route->gateway.value_or(peer));
  gather_router(situation, host);
}

// The port that a program of this computer may hold: ours to open, or the peer's when that is here.
Port port_in_question(const Situation& situation, const Error& error) {
  if (situation.operation != Operation::listen && error.kind == ErrorClass::in_use) {
    return situation.source_port;
  }
  const bool here =
      situation.operation == Operation::listen || (situation.route && situation.route->local);
  return here && situation.endpoint ? situation.endpoint->port : Port{};
}

void gather_holders(Situation& situation, const Error& error, const host::Host& host) {
  if (situation.transport == event::Transport::raw) return;
  const Port port = port_in_question(situation, error);
  if (port == Port{}) return;
  situation.holders = host.port_holders(protocol_of(situation.transport), port);
}

// A rule that stops us fails a new connection, and nothing that had begun.
void gather_firewall(Situation& situation, const host::Host& host) {
  if (situation.operation != Operation::connect) return;
  if (situation.firewall.access != host::Firewall::Access::not_read) return;  // the doctor looked
  situation.firewall = host.firewall();
}

void gather_serial(Situation& situation, const Error& error, const host::Host& host) {
  situation.serial_devices = host.serial_devices();
  situation.device = host.serial_device(situation.target);
  if (error.kind == ErrorClass::in_use) {
    situation.device_holder = host.device_holder(situation.target);
  }
}

void gather_computer(Situation& situation, const host::Host& host) {
  situation.user = host.user();
  situation.wsl = host.wsl();
  // Without adapters the words that name them are left out; the failure at hand is another one.
  situation.adapters = host.adapters().value_or(std::vector<host::Adapter>{});
  situation.default_adapter = host.default_adapter();
}

}  // namespace

void gather_all(Situation& situation, const host::Host& host) {
  gather_computer(situation, host);
  gather_way(situation, host);
  if (situation.route && situation.route->local) {
    situation.holders =
        host.port_holders(protocol_of(situation.transport), situation.endpoint->port);
  }
  situation.firewall = host.firewall();
}

void gather_evidence(Situation& situation, const Error& error, const host::Host& host) {
  if (about_serial(situation)) {
    situation.user = host.user();
    situation.wsl = host.wsl();
    gather_serial(situation, error, host);
    return;
  }
  gather_computer(situation, host);
  switch (error.kind) {
    case ErrorClass::refused:
    case ErrorClass::timeout:
      gather_way(situation, host);
      gather_holders(situation, error, host);
      gather_firewall(situation, host);
      break;
    case ErrorClass::unreachable:
      gather_way(situation, host);
      gather_firewall(situation, host);
      break;
    case ErrorClass::no_route:
    case ErrorClass::vanished: gather_way(situation, host); break;
    case ErrorClass::in_use: gather_holders(situation, error, host); break;
    case ErrorClass::no_permission:
      situation.unprivileged_port_start = host.unprivileged_port_start();
      if (situation.operation == Operation::connect) gather_way(situation, host);
      gather_firewall(situation, host);
      break;
    case ErrorClass::exhausted: situation.descriptor_limits = host.descriptor_limits(); break;
    default: break;
  }
}

}  // namespace parley::explain
