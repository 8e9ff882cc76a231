// For tests: a laptop on a home network, and the text that a failure gives there.
#pragma once

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <utility>

#include "explain/evidence.h"
#include "explain/explain.h"
#include "host/fake_host.h"

namespace parley::explain {

inline IpAddress ip(const char* text) {
  return IpAddress::parse(text).value();
}
inline Endpoint at(const char* address, unsigned port) {
  return {ip(address), static_cast<Port>(port)};
}

inline host::Holder held_by(int pid, const char* command, unsigned user_id, const char* user,
                            Endpoint local) {
  return {pid, command, user_id, user, local, true};
}

/// wlan0 has 192.168.178.20/24 and the default route by 192.168.178.1; the user is anna, 1000.
class Explain : public testing::Test {
 protected:
  Explain() {
    const Cidr own4{ip("192.168.178.20"), 24};
    const Cidr own6{ip("fd00::20"), 64};
    host_.all_adapters = {{"lo",
                           1,
                           host::AdapterKind::loopback,
                           true,
                           true,
                           "",
                           {{ip("127.0.0.1"), 8}, {ip("::1"), 128}}},
                          {"wlan0", 2, host::AdapterKind::wireless, true, true, "", {own4, own6}}};
    host_.default_index = 2;
    host_.route_elsewhere =
        host::Route{2, "wlan0", ip("192.168.178.20"), ip("192.168.178.1"), false};
    host_.neighbours[ip("192.168.178.1")] = {host::NeighbourState::reachable, "44:4e:6d:00:00:01"};
    host_.routes[ip("127.0.0.1")] = {1, "lo", ip("127.0.0.1"), std::nullopt, true};
    host_.routes[ip("192.168.178.20")] = {1, "lo", ip("192.168.178.20"), std::nullopt, true};
    add_neighbour("192.168.178.77", host::NeighbourState::reachable, "5c:cf:7f:01:02:03");
  }

  void add_neighbour(const char* address, host::NeighbourState state, const char* mac) {
    host_.routes[ip(address)] = {2, "wlan0", ip("192.168.178.20"), std::nullopt, false};
    host_.neighbours[ip(address)] = {state, mac};
  }

  Situation connecting(const char* address, unsigned port) const {
    Situation situation;
    situation.target = address;
    situation.endpoint = at(address, port);
    return situation;
  }

  Situation listening(const char* address, unsigned port) const {
    Situation situation = connecting(address, port);
    situation.operation = Operation::listen;
    return situation;
  }

  Situation serial(const char* device, Operation operation = Operation::connect) const {
    Situation situation;
    situation.operation = operation;
    situation.transport = event::Transport::serial;
    situation.target = device;
    situation.baud = 115'200;
    return situation;
  }

  std::string text(const Error& error, Situation situation) const {
    gather_evidence(situation, error, host_);
    return to_text(explain(error, situation));
  }

  host::FakeHost host_;
};

}  // namespace parley::explain
