#include <cerrno>

#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

using host::NeighbourState;

TEST_F(Explain, Refused) {
  EXPECT_EQ(text(system_error("connect to 192.168.178.77:8000", ECONNREFUSED),
                 connecting("192.168.178.77", 8000)),
            "cannot connect to 192.168.178.77:8000: connection refused (ECONNREFUSED)\n"
            "  why:  192.168.178.77 answered, so it is in reach, but nothing listens on its TCP "
            "port 8000 (or a firewall there turns callers away).\n"
            "  next: Start the server there first, and compare the port with the one it prints. "
            "With --retry, parley connect tries until it listens.\n");
}

TEST_F(Explain, RefusedUdp) {
  Situation udp = connecting("192.168.178.77", 5000);
  udp.transport = event::Transport::udp;
  udp.operation = Operation::talk;
  EXPECT_EQ(text(system_error("send to 192.168.178.77:5000 (UDP)", ECONNREFUSED), udp),
            "cannot send to 192.168.178.77:5000 (UDP): connection refused (ECONNREFUSED)\n"
            "  why:  192.168.178.77 sent back that nothing there has UDP port 5000 open (ICMP port "
            "unreachable).\n"
            "  next: Start the program on that device first, and compare the port with the one it "
            "prints.\n");
}

TEST_F(Explain, RefusedOnLoopback) {
  EXPECT_EQ(
      text(system_error("connect to 127.0.0.1:8888", ECONNREFUSED), connecting("127.0.0.1", 8888)),
      "cannot connect to 127.0.0.1:8888: connection refused (ECONNREFUSED)\n"
      "  why:  127.0.0.1 is this computer itself, and nothing here listens on TCP port 8888.\n"
      "  next: To reach a device, give the device's own address.\n"
      "        To have a server here: parley listen 8888\n");
}

TEST_F(Explain, RefusedOnLoopbackUnderWsl) {
  host_.wsl_kind = host::Wsl::nat;
  EXPECT_EQ(
      text(system_error("connect to 127.0.0.1:8888", ECONNREFUSED), connecting("127.0.0.1", 8888)),
      "cannot connect to 127.0.0.1:8888: connection refused (ECONNREFUSED)\n"
      "  why:  127.0.0.1 is this computer itself, and nothing here listens on TCP port 8888.\n"
      "  next: To reach a device, give the device's own address. A server on Windows is at the "
      "address after `via` in: ip route show default\n"
      "        To have a server here: parley listen 8888\n");
}

TEST_F(Explain, RefusedOnOwnAddressOfAServerOnLoopback) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("127.0.0.1", 8888))};
  EXPECT_EQ(
      text(system_error("connect to 192.168.178.20:8888", ECONNREFUSED),
           connecting("192.168.178.20", 8888)),
      "cannot connect to 192.168.178.20:8888: connection refused (ECONNREFUSED)\n"
      "  why:  192.168.178.20 is this computer itself, and here python3 (process 4242, yours) has "
      "TCP port 8888 open, but only at 127.0.0.1.\n"
      "  next: Connect there: parley connect 127.0.0.1 8888\n"
      "        To let devices reach that server, start it so that it listens on all addresses.\n");
}

TEST_F(Explain, RefusedOnLoopbackOfAServerOnTheLan) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("192.168.178.20", 8888))};
  EXPECT_EQ(
      text(system_error("connect to 127.0.0.1:8888", ECONNREFUSED), connecting("127.0.0.1", 8888)),
      "cannot connect to 127.0.0.1:8888: connection refused (ECONNREFUSED)\n"
      "  why:  127.0.0.1 is this computer itself, and here python3 (process 4242, yours) has TCP "
      "port 8888 open, but only at 192.168.178.20.\n"
      "  next: Connect there: parley connect 192.168.178.20 8888\n");
}

TEST_F(Explain, RefusedByAServerThatStartedSince) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("0.0.0.0", 8888))};
  EXPECT_EQ(
      text(system_error("connect to 127.0.0.1:8888", ECONNREFUSED), connecting("127.0.0.1", 8888)),
      "cannot connect to 127.0.0.1:8888: connection refused (ECONNREFUSED)\n"
      "  why:  127.0.0.1 is this computer itself, and nothing here listens on TCP port 8888.\n"
      "  next: To reach a device, give the device's own address.\n"
      "        To have a server here: parley listen 8888\n");
}

Error no_answer(const char* to) {
  return {ErrorClass::timeout, ETIMEDOUT, std::string("connect to ") + to, "no answer within 10 s"};
}

TEST_F(Explain, TimeoutOfAFilteredPort) {
  EXPECT_EQ(text(no_answer("192.168.178.77:8888"), connecting("192.168.178.77", 8888)),
            "cannot connect to 192.168.178.77:8888: no answer within 10 s\n"
            "  why:  192.168.178.77 is there on wlan0 (ARP: 5c:cf:7f:01:02:03), but TCP port 8888 "
            "there stays silent: a firewall drops the connection, or the server has no room for "
            "another client.\n"
            "  next: Allow incoming TCP port 8888 in that machine's firewall, and end its other "
            "clients. A closed port without a firewall would refuse at once.\n");
}

TEST_F(Explain, TimeoutOfAHostSeenBefore) {
  add_neighbour("192.168.178.77", NeighbourState::stale, "5c:cf:7f:01:02:03");
  EXPECT_EQ(text(no_answer("192.168.178.77:8888"), connecting("192.168.178.77", 8888)),
            "cannot connect to 192.168.178.77:8888: no answer within 10 s\n"
            "  why:  192.168.178.77 was there a short time ago on wlan0 (ARP: 5c:cf:7f:01:02:03), "
            "but TCP port 8888 there stays silent: a firewall drops the connection, or the server "
            "has no room for another client.\n"
            "  next: Allow incoming TCP port 8888 in that machine's firewall, and end its other "
            "clients. A closed port without a firewall would refuse at once.\n");
}

TEST_F(Explain, TimeoutWithoutArpAnswer) {
  add_neighbour("192.168.178.99", NeighbourState::incomplete, "");
  EXPECT_EQ(text(no_answer("192.168.178.99:8888"), connecting("192.168.178.99", 8888)),
            "cannot connect to 192.168.178.99:8888: no answer within 10 s\n"
            "  why:  No device on wlan0 says that it has 192.168.178.99: ARP got no answer.\n"
            "  next: Check that the device is on, is in this network, and still has this address; "
            "most print it when they join.\n"
            "        If all that is so, the Wi-Fi may keep its devices apart (client isolation, "
            "guest network): switch that off in the router.\n");
}

TEST_F(Explain, TimeoutWithoutNeighbourDiscoveryAnswer) {
  add_neighbour("fd00::99", NeighbourState::failed, "");
  EXPECT_EQ(
      text(no_answer("[fd00::99]:8888"), connecting("fd00::99", 8888)),
      "cannot connect to [fd00::99]:8888: no answer within 10 s\n"
      "  why:  No device on wlan0 says that it has fd00::99: neighbour discovery got no answer.\n"
      "  next: Check that the device is on, is in this network, and still has this address; most "
      "print it when they join.\n"
      "        If all that is so, the Wi-Fi may keep its devices apart (client isolation, guest "
      "network): switch that off in the router.\n");
}

TEST_F(Explain, TimeoutInAnotherSubnet) {
  EXPECT_EQ(
      text(no_answer("192.168.1.77:8888"), connecting("192.168.1.77", 8888)),
      "cannot connect to 192.168.1.77:8888: no answer within 10 s\n"
      "  why:  192.168.1.77 is in none of this computer's networks (192.168.178.0/24 on wlan0, "
      "fd00::/64 on wlan0), so the call went to the router 192.168.178.1, and nothing came back.\n"
      "  next: A device next to you has an address in one of these networks: compare 192.168.1.77 "
      "with the one it prints, and bring both into one network.\n");
}

TEST_F(Explain, TimeoutOnTheInternet) {
  EXPECT_EQ(
      text(no_answer("203.0.113.9:81"), connecting("203.0.113.9", 81)),
      "cannot connect to 203.0.113.9:81: no answer within 10 s\n"
      "  why:  203.0.113.9 is in none of this computer's networks (192.168.178.0/24 on wlan0, "
      "fd00::/64 on wlan0), so the call went to the router 192.168.178.1, and nothing came back.\n"
      "  next: Check the address and the port: the host may be off, or a firewall on the way drops "
      "TCP port 81. A slow way may need more time: -w 30s\n");
}

TEST_F(Explain, TimeoutWithADeadRouter) {
  host_.neighbours[ip("192.168.178.1")] = {NeighbourState::failed, ""};
  EXPECT_EQ(
      text(no_answer("203.0.113.9:81"), connecting("203.0.113.9", 81)),
      "cannot connect to 203.0.113.9:81: no answer within 10 s\n"
      "  why:  The way to 203.0.113.9 leads through the router 192.168.178.1 on wlan0, and the "
      "router does not answer: ARP got no answer from it.\n"
      "  next: Check this computer's own connection: is the router on, is this the right Wi-Fi?\n");
}

TEST_F(Explain, TimeoutOfThisComputer) {
  EXPECT_EQ(text(no_answer("192.168.178.20:8888"), connecting("192.168.178.20", 8888)),
            "cannot connect to 192.168.178.20:8888: no answer within 10 s\n"
            "  why:  192.168.178.20 is this computer itself, yet TCP port 8888 stays silent: a "
            "firewall here drops the connection, or the server has no room for another client.\n"
            "  next: See this computer's firewall rules: sudo nft list ruleset\n");
}

TEST_F(Explain, TimeoutWithoutEvidence) {
  Situation bare;
  bare.target = "esp.example";
  EXPECT_EQ(to_text(explain(no_answer("esp.example:8888"), bare)),
            "cannot connect to esp.example:8888: no answer within 10 s\n"
            "  why:  esp.example gave no answer at all: it is off, has another address, or a "
            "firewall drops that port.\n"
            "  next: Check that the device is on and compare the address with the one it prints. A "
            "slow way may need more time: -w 30s\n");
}

TEST_F(Explain, NoRoute) {
  host_.default_index.reset();
  host_.route_elsewhere.reset();
  EXPECT_EQ(text(system_error("connect to 10.9.9.9:80", ENETUNREACH), connecting("10.9.9.9", 80)),
            "cannot connect to 10.9.9.9:80: network is unreachable (ENETUNREACH)\n"
            "  why:  This computer knows no way to 10.9.9.9: it has no default route, so it "
            "reaches only its own networks (192.168.178.0/24 on wlan0, fd00::/64 on wlan0).\n"
            "  next: Check the address, or join the network that the device is in. The routes: ip "
            "route\n");
}

TEST_F(Explain, NoRouteWithoutAnyNetwork) {
  host_.default_index.reset();
  host_.route_elsewhere.reset();
  host_.all_adapters.resize(1);
  EXPECT_EQ(
      text(system_error("connect to 10.9.9.9:80", ENETUNREACH), connecting("10.9.9.9", 80)),
      "cannot connect to 10.9.9.9:80: network is unreachable (ENETUNREACH)\n"
      "  why:  This computer is in no network, so there is no way to 10.9.9.9.\n"
      "  next: Join the Wi-Fi or plug in the cable, then look for an address with: ip address\n");
}

TEST_F(Explain, NoRouteByIpv6) {
  EXPECT_EQ(
      text(system_error("connect to [2001:db8::1]:80", ENETUNREACH), connecting("2001:db8::1", 80)),
      "cannot connect to [2001:db8::1]:80: network is unreachable (ENETUNREACH)\n"
      "  why:  2001:db8::1 is an IPv6 address, and this computer has no way there by IPv6.\n"
      "  next: Give the device's IPv4 address, or for a name that has one: -4\n");
}

TEST_F(Explain, UnreachableWithoutArpAnswer) {
  add_neighbour("192.168.178.99", NeighbourState::failed, "");
  EXPECT_EQ(text(system_error("connect to 192.168.178.99:8888", EHOSTUNREACH),
                 connecting("192.168.178.99", 8888)),
            "cannot connect to 192.168.178.99:8888: no route to host (EHOSTUNREACH)\n"
            "  why:  No device on wlan0 says that it has 192.168.178.99: ARP got no answer.\n"
            "  next: Check that the device is on, is in this network, and still has this address; "
            "most print it when they join.\n"
            "        If all that is so, the Wi-Fi may keep its devices apart (client isolation, "
            "guest network): switch that off in the router.\n");
}

TEST_F(Explain, UnreachableNextDoorAndForgottenSince) {
  add_neighbour("192.168.178.99", NeighbourState::none, "");
  const std::string shown = text(system_error("connect to 192.168.178.99:8888", EHOSTUNREACH),
                                 connecting("192.168.178.99", 8888));
  EXPECT_NE(shown.find("ARP got no answer"), std::string::npos) << shown;
}

TEST_F(Explain, NoRouteToItself) {
  host_.routes.clear();
  host_.route_elsewhere.reset();
  EXPECT_EQ(text(system_error("connect to 127.0.0.1:80", ENETUNREACH), connecting("127.0.0.1", 80)),
            "cannot connect to 127.0.0.1:80: network is unreachable (ENETUNREACH)\n"
            "  why:  This computer's loopback adapter is switched off.\n"
            "  next: Switch it on: sudo ip link set lo up\n");
}

TEST_F(Explain, UnreachableByARouter) {
  EXPECT_EQ(
      text(system_error("connect to 203.0.113.9:80", EHOSTUNREACH), connecting("203.0.113.9", 80)),
      "cannot connect to 203.0.113.9:80: no route to host (EHOSTUNREACH)\n"
      "  why:  A router on the way answered that it cannot deliver to 203.0.113.9: the device is "
      "off or has another address, or a firewall forbids the way.\n"
      "  next: Check that the device is on and compare the address with the one it prints.\n");
}

TEST_F(Explain, UnreachableByAFirewallNextDoor) {
  EXPECT_EQ(text(system_error("connect to 192.168.178.77:8888", EHOSTUNREACH),
                 connecting("192.168.178.77", 8888)),
            "cannot connect to 192.168.178.77:8888: no route to host (EHOSTUNREACH)\n"
            "  why:  192.168.178.77 is there (ARP: 5c:cf:7f:01:02:03), but its firewall answers "
            "that TCP port 8888 is prohibited.\n"
            "  next: Allow incoming TCP port 8888 in that machine's firewall.\n");
}

TEST_F(Explain, LinkLocalAddressWithoutScope) {
  EXPECT_EQ(text(system_error("connect to [fe80::1]:80", EINVAL), connecting("fe80::1", 80)),
            "cannot connect to [fe80::1]:80: invalid argument (EINVAL)\n"
            "  why:  fe80::1 is a link-local address: it says nothing without the adapter on whose "
            "link it is, one of wlan0.\n"
            "  next: Add the adapter: fe80::1%wlan0\n");
}

TEST_F(Explain, SourcePortInUse) {
  Situation situation = connecting("192.168.178.77", 8000);
  situation.source_port = Port{5000};
  const Error error = system_error("connect to 192.168.178.77:8000 from port 5000", EADDRINUSE);
  EXPECT_EQ(
      text(error, situation),
      "cannot connect to 192.168.178.77:8000 from port 5000: address already in use (EADDRINUSE)\n"
      "  why:  This computer's port 5000 is taken, perhaps by a connection to the same peer that "
      "ended less than a minute ago.\n"
      "  next: Leave -p out, and the system takes a free port.\n");
  host_.sockets[{host::Protocol::tcp, Port{5000}}] = {
      held_by(7, "sshd", 0, "root", at("0.0.0.0", 5000))};
  EXPECT_EQ(
      text(error, situation),
      "cannot connect to 192.168.178.77:8000 from port 5000: address already in use (EADDRINUSE)\n"
      "  why:  sshd (process 7, of user root) has this computer's port 5000 already.\n"
      "  next: Leave -p out, and the system takes a free port.\n");
}

TEST_F(Explain, NoLocalAddressToConnectFrom) {
  EXPECT_EQ(text(system_error("connect to [::1]:8888", EADDRNOTAVAIL), connecting("::1", 8888)),
            "cannot connect to [::1]:8888: cannot assign requested address (EADDRNOTAVAIL)\n"
            "  why:  This computer has no address, or no free port, from which to call ::1. For "
            "IPv6 it may be switched off.\n"
            "  next: Give an IPv4 address, or for a name that has one: -4\n");
}

TEST_F(Explain, ForbiddenByThisComputer) {
  EXPECT_EQ(text(system_error("connect to 203.0.113.9:80", EACCES), connecting("203.0.113.9", 80)),
            "cannot connect to 203.0.113.9:80: permission denied (EACCES)\n"
            "  why:  This computer itself forbids the way to 203.0.113.9: its firewall or a route "
            "of the kind \"prohibit\".\n"
            "  next: See the rules: sudo nft list ruleset; ip route\n");
}

TEST_F(Explain, PrivilegedSourcePort) {
  Situation situation = connecting("192.168.178.77", 8000);
  situation.source_port = Port{99};
  EXPECT_EQ(text(system_error("connect to 192.168.178.77:8000 from port 99", EACCES), situation),
            "cannot connect to 192.168.178.77:8000 from port 99: permission denied (EACCES)\n"
            "  why:  Ports below 1024 are for root (net.ipv4.ip_unprivileged_port_start), and this "
            "program runs as anna.\n"
            "  next: Take a source port from 1024 up, or leave -p out.\n");
}

}  // namespace
}  // namespace parley::explain
