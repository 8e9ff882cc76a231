#include <cerrno>

#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

using host::NeighbourState;

Situation talking(const char* address) {
  Situation situation;
  situation.operation = Operation::talk;
  situation.target = address;
  situation.endpoint = at(address, 51234);
  return situation;
}

Situation accepting(const char* address) {
  Situation situation = talking(address);
  situation.operation = Operation::accept;
  return situation;
}

TEST_F(Explain, Reset) {
  EXPECT_EQ(
      text(system_error("read from 192.168.178.77:51234", ECONNRESET), talking("192.168.178.77")),
      "cannot read from 192.168.178.77:51234: connection reset by peer (ECONNRESET)\n"
      "  why:  192.168.178.77 cut the connection with a TCP reset: its program crashed or "
      "restarted, or it closed while bytes waited that it had not read.\n"
      "  next: See what the device prints at that moment: parley serial DEVICE\n"
      "        With --retry, parley connect comes back by itself.\n");
  EXPECT_EQ(text(system_error("send to 192.168.178.77:51234", EPIPE), talking("192.168.178.77")),
            "cannot send to 192.168.178.77:51234: broken pipe (EPIPE)\n"
            "  why:  192.168.178.77 had closed the connection already, so what was sent had "
            "nowhere to go.\n"
            "  next: With --retry, parley connect comes back by itself.\n");
}

TEST_F(Explain, Vanished) {
  const Error error{ErrorClass::vanished, 0, "talk with 192.168.178.77:51234",
                    "no answer to data or probes for 30 s"};
  EXPECT_EQ(text(error, talking("192.168.178.77")),
            "cannot talk with 192.168.178.77:51234: no answer to data or probes for 30 s\n"
            "  why:  192.168.178.77 answered neither data nor probes for 30 s and did not say "
            "goodbye. Its address still answers, so it is on, but its TCP is not.\n"
            "  next: Check the device's power and its Wi-Fi. With --retry, parley connect comes "
            "back by itself.\n");
  add_neighbour("192.168.178.77", NeighbourState::failed, "");
  EXPECT_EQ(text(error, talking("192.168.178.77")),
            "cannot talk with 192.168.178.77:51234: no answer to data or probes for 30 s\n"
            "  why:  192.168.178.77 answered neither data nor probes for 30 s and did not say "
            "goodbye. Its address answers no more either: its power or its network is gone.\n"
            "  next: Check the device's power and its Wi-Fi. With --retry, parley connect comes "
            "back by itself.\n");
  add_neighbour("192.168.178.77", NeighbourState::stale, "5c:cf:7f:01:02:03");
  EXPECT_EQ(text(error, talking("192.168.178.77")),
            "cannot talk with 192.168.178.77:51234: no answer to data or probes for 30 s\n"
            "  why:  192.168.178.77 answered neither data nor probes for 30 s and did not say "
            "goodbye. Its power or its network is gone.\n"
            "  next: Check the device's power and its Wi-Fi. With --retry, parley connect comes "
            "back by itself.\n");
}

TEST_F(Explain, NotAdmitted) {
  EXPECT_EQ(text({ErrorClass::not_admitted, 0, "serve 203.0.113.9:51234",
                  "its address is in none of this machine's own subnets"},
                 accepting("203.0.113.9")),
            "cannot serve 203.0.113.9:51234: its address is in none of this machine's own subnets\n"
            "  why:  203.0.113.9 is outside this computer's own networks (192.168.178.0/24 on "
            "wlan0, fd00::/64 on wlan0), and a listener serves only those.\n"
            "  next: To serve this address, start again with: --allow 203.0.113.9\n"
            "        To serve the network around it: --allow 203.0.113.0/24\n");
  EXPECT_EQ(text({ErrorClass::not_admitted, 0, "serve [2001:db8:1:2:3::9]:51234",
                  "its address is in none of this machine's own subnets"},
                 accepting("2001:db8:1:2:3::9")),
            "cannot serve [2001:db8:1:2:3::9]:51234: its address is in none of this machine's own "
            "subnets\n"
            "  why:  2001:db8:1:2:3::9 is outside this computer's own networks (192.168.178.0/24 "
            "on wlan0, fd00::/64 on wlan0), and a listener serves only those.\n"
            "  next: To serve this address, start again with: --allow 2001:db8:1:2:3::9\n"
            "        To serve the network around it: --allow 2001:db8:1:2::/64\n");
}

TEST_F(Explain, NotAdmittedWithoutAnyNetwork) {
  host_.all_adapters.resize(1);
  EXPECT_EQ(text({ErrorClass::not_admitted, 0, "serve 203.0.113.9:51234",
                  "its address is in none of this machine's own subnets"},
                 accepting("203.0.113.9")),
            "cannot serve 203.0.113.9:51234: its address is in none of this machine's own subnets\n"
            "  why:  203.0.113.9 is outside this computer's own networks, and a listener serves "
            "only those.\n"
            "  next: To serve this address, start again with: --allow 203.0.113.9\n"
            "        To serve the network around it: --allow 203.0.113.0/24\n");
}

TEST_F(Explain, PeerLimit) {
  Situation situation = accepting("192.168.178.77");
  situation.peers_max = 256;
  EXPECT_EQ(text({ErrorClass::peer_limit, 0, "serve 192.168.178.77:51234",
                  "256 peers at once is the limit"},
                 situation),
            "cannot serve 192.168.178.77:51234: 256 peers at once is the limit\n"
            "  why:  This server has as many peers as it may; then the one that was silent for the "
            "longest goes.\n"
            "  next: Raise the limit: --max-peers 512\n"
            "        Or close peers: /peers lists them, /close 2 closes one.\n");
  situation.peers_per_address_max = 32;
  EXPECT_EQ(text({ErrorClass::peer_limit, 0, "serve 192.168.178.77:51234",
                  "32 peers of its address is the limit"},
                 situation),
            "cannot serve 192.168.178.77:51234: 32 peers of its address is the limit\n"
            "  why:  One address has as many peers as it may; then the one that was silent for the "
            "longest goes.\n"
            "  next: Raise the limit: --max-peers-per-address 64\n"
            "        Or close peers: /peers lists them, /close 2 closes one.\n");
}

TEST_F(Explain, PeerLimitThatIsNotKnown) {
  const std::string shown = text(
      {ErrorClass::peer_limit, 0, "serve 192.168.178.77:51234", "256 peers at once is the limit"},
      accepting("192.168.178.77"));
  EXPECT_NE(shown.find("--max-peers N\n"), std::string::npos) << shown;
}

TEST_F(Explain, QueueFull) {
  EXPECT_EQ(text({ErrorClass::queue_full, 0, "send 5 bytes to 192.168.178.77:51234",
                  "1048576 bytes already wait for it: the peer does not read"},
                 talking("192.168.178.77")),
            "cannot send 5 bytes to 192.168.178.77:51234: 1048576 bytes already wait for it: the "
            "peer does not read\n"
            "  why:  The peer does not read as fast as it is sent to. At most 1 MiB wait for one "
            "peer and 64 MiB for all; what does not fit is not sent.\n"
            "  next: Send less or more slowly, or wait until the peer reads again.\n");
}

TEST_F(Explain, DescriptorsExhausted) {
  const Error error = system_error("accept another peer", EMFILE);
  EXPECT_EQ(
      text(error, accepting("192.168.178.77")),
      "cannot accept another peer: too many open files (EMFILE)\n"
      "  why:  This program has reached its limit of 1024 open files and connections (ulimit -n).\n"
      "  next: In this shell, then start again: ulimit -n 1048576\n"
      "        Or take fewer peers: --max-peers 512\n");
  host_.limits = {64, 64};
  EXPECT_EQ(
      text(error, accepting("192.168.178.77")),
      "cannot accept another peer: too many open files (EMFILE)\n"
      "  why:  This program has reached its limit of 64 open files and connections (ulimit -n).\n"
      "  next: Take fewer peers: --max-peers 32\n"
      "        Or raise nofile in /etc/security/limits.conf as root, and log in again.\n");
}

TEST_F(Explain, MachineExhausted) {
  EXPECT_EQ(text(system_error("accept another peer", ENFILE), accepting("192.168.178.77")),
            "cannot accept another peer: too many open files in system (ENFILE)\n"
            "  why:  All programs together have as many files open as the kernel allows.\n"
            "  next: See how many: sysctl fs.file-nr; end what holds them, or raise it: sudo "
            "sysctl fs.file-max=2000000\n");
  EXPECT_EQ(text(system_error("accept another peer", ENOBUFS), accepting("192.168.178.77")),
            "cannot accept another peer: no buffer space available (ENOBUFS)\n"
            "  why:  The kernel has no memory left for this.\n"
            "  next: See who uses it: free -h; ps aux --sort=-rss | head\n");
}

TEST_F(Explain, DatagramTooLarge) {
  EXPECT_EQ(text(system_error("send to 192.168.178.77:5000", EMSGSIZE), talking("192.168.178.77")),
            "cannot send to 192.168.178.77:5000: message too long (EMSGSIZE)\n"
            "  why:  That is more than one datagram can carry: 65507 bytes with UDP over IPv4.\n"
            "  next: Send it in smaller pieces; up to 1472 bytes fit into one Ethernet frame.\n");
}

TEST_F(Explain, WhatNeedsNoEvidence) {
  EXPECT_EQ(text({ErrorClass::no_peer, 0, "send to peer 7", "there is no peer 7"}, {}),
            "cannot send to peer 7: there is no peer 7\n"
            "  next: See which peers are there: /peers\n");
  EXPECT_EQ(
      text({ErrorClass::bad_input, 0, "read the port \"99999\"", "a port is at most 65535"}, {}),
      "cannot read the port \"99999\": a port is at most 65535\n"
      "  next: See how it is written: parley --help\n");
  EXPECT_EQ(text({ErrorClass::expect, 0, "see OK", "the peer closed the connection first"}, {}),
            "cannot see OK: the peer closed the connection first\n"
            "  why:  Nothing that was received matched the pattern before the conversation ended.\n"
            "  next: Compare the pattern (RE2's syntax, matched against what the peer sends) with "
            "what came.\n");
  EXPECT_EQ(text({ErrorClass::time_limit, 0, "go on", "5 s have passed"}, {}),
            "cannot go on: 5 s have passed\n"
            "  why:  The time that was given for all of it is over.\n"
            "  next: Give it more time.\n");
  EXPECT_EQ(text(system_error("read from 10.0.0.7:80", EIO), {}),
            "cannot read from 10.0.0.7:80: input/output error (EIO)\n"
            "  next: For more, add -v: it tells of every connection.\n");
  EXPECT_EQ(text(system_error("connect to [::1]:80", EAFNOSUPPORT), {}),
            "cannot connect to [::1]:80: address family not supported by protocol (EAFNOSUPPORT)\n"
            "  why:  This computer's kernel does not offer that kind of socket; IPv6 may be "
            "switched off.\n"
            "  next: Try IPv4: -4\n");
}

}  // namespace
}  // namespace parley::explain
