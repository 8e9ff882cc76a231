#include <cerrno>

#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

Error in_use() {
  return system_error("listen on [::]:8888", EADDRINUSE);
}

TEST_F(Explain, PortInUseByOwnProgram) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("0.0.0.0", 8888))};
  EXPECT_EQ(text(in_use(), listening("::", 8888)),
            "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
            "  why:  python3 (process 4242, yours) has TCP port 8888 already, at 0.0.0.0:8888.\n"
            "  next: End that program: kill 4242\n"
            "        Or take another port: parley listen 8889\n");
}

TEST_F(Explain, PortInUseByAnotherUsersProgram) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(77, "nginx", 0, "root", at("192.168.178.20", 8888))};
  EXPECT_EQ(text(in_use(), listening("::", 8888)),
            "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
            "  why:  nginx (process 77, of user root) has TCP port 8888 already, at "
            "192.168.178.20:8888.\n"
            "  next: Take another port: parley listen 8889\n"
            "        Or end that program: sudo kill 77\n");
}

TEST_F(Explain, PortInUseAsRoot) {
  host_.me = {0, "root", {"root"}, {"root"}};
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("0.0.0.0", 8888))};
  EXPECT_EQ(
      text(in_use(), listening("::", 8888)),
      "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
      "  why:  python3 (process 4242, of user anna) has TCP port 8888 already, at 0.0.0.0:8888.\n"
      "  next: Take another port: parley listen 8889\n"
      "        Or end that program: kill 4242\n");
}

TEST_F(Explain, PortInUseByAProgramThatIsNotShown) {
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      {std::nullopt, "", 1001, "bob", at("::", 8888), true}};
  EXPECT_EQ(text(in_use(), listening("::", 8888)),
            "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
            "  why:  A program of user bob has TCP port 8888 already, at [::]:8888. The system "
            "does not show you which program it is.\n"
            "  next: Take another port: parley listen 8889\n"
            "        Or see which it is: sudo ss -ltnp 'sport = :8888'\n");
}

TEST_F(Explain, PortInUseByNobodyKnows) {
  Situation udp = listening("192.168.178.20", 65535);
  udp.transport = event::Transport::udp;
  const Error error = system_error("listen on 192.168.178.20:65535 (UDP)", EADDRINUSE);
  EXPECT_EQ(text(error, udp),
            "cannot listen on 192.168.178.20:65535 (UDP): address already in use (EADDRINUSE)\n"
            "  why:  A program has UDP port 65535 already, but the system does not show which.\n"
            "  next: Take another port: parley listen -u 192.168.178.20 65534\n"
            "        Or see which it is: sudo ss -lunp 'sport = :65535'\n");
  host_.wsl_kind = host::Wsl::mirrored_or_unknown;
  EXPECT_EQ(text(error, udp),
            "cannot listen on 192.168.178.20:65535 (UDP): address already in use (EADDRINUSE)\n"
            "  why:  A program has UDP port 65535 already, but the system does not show which. "
            "Under WSL it may be a program on Windows.\n"
            "  next: Take another port: parley listen -u 192.168.178.20 65534\n"
            "        Or see which it is: sudo ss -lunp 'sport = :65535'\n");
}

TEST_F(Explain, PortOfARelayInUse) {
  Situation relay = listening("::", 8888);
  relay.relay = true;
  host_.sockets[{host::Protocol::tcp, Port{8888}}] = {
      held_by(4242, "python3", 1000, "anna", at("0.0.0.0", 8888))};
  EXPECT_EQ(text(in_use(), relay),
            "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
            "  why:  python3 (process 4242, yours) has TCP port 8888 already, at 0.0.0.0:8888.\n"
            "  next: End that program: kill 4242\n"
            "        Or take another port, such as 8889.\n");
}

TEST_F(Explain, PortBesideASerialDeviceInUse) {
  EXPECT_EQ(text(in_use(), serial("/dev/ttyUSB0", Operation::listen)),
            "cannot listen on [::]:8888: address already in use (EADDRINUSE)\n"
            "  why:  A program has that port already, but the system does not show which.\n"
            "  next: Take another port.\n"
            "        Or see which it is: sudo ss -ltnp 'sport = :PORT'\n");
}

TEST_F(Explain, PrivilegedPort) {
  EXPECT_EQ(text(system_error("listen on [::]:80", EACCES), listening("::", 80)),
            "cannot listen on [::]:80: permission denied (EACCES)\n"
            "  why:  Ports below 1024 are for root (net.ipv4.ip_unprivileged_port_start), and this "
            "program runs as anna.\n"
            "  next: Take another port: parley listen 8080\n"
            "        Or give parley the right, once: sudo setcap cap_net_bind_service=+ep "
            "\"$(command -v parley)\"\n");
}

TEST_F(Explain, PrivilegedPortWithTlsAtAnAddressBelowAHighThreshold) {
  host_.port_start = 9000;
  Situation tls = listening("192.168.178.20", 443);
  tls.transport = event::Transport::tls;
  EXPECT_EQ(text(system_error("listen on 192.168.178.20:443", EACCES), tls),
            "cannot listen on 192.168.178.20:443: permission denied (EACCES)\n"
            "  why:  Ports below 9000 are for root (net.ipv4.ip_unprivileged_port_start), and this "
            "program runs as anna.\n"
            "  next: Take another port: parley listen --tls 192.168.178.20 9000\n"
            "        Or give parley the right, once: sudo setcap cap_net_bind_service=+ep "
            "\"$(command -v parley)\"\n");
}

TEST_F(Explain, ForbiddenPortAboveTheThreshold) {
  EXPECT_EQ(text(system_error("listen on [::]:8888", EACCES), listening("::", 8888)),
            "cannot listen on [::]:8888: permission denied (EACCES)\n"
            "  why:  This computer's own rules (a sandbox, SELinux, AppArmor) do not let parley "
            "open TCP port 8888.\n"
            "  next: See what forbade it: sudo journalctl -k --since -1min\n");
}

TEST_F(Explain, AddressToListenOnIsNotLocal) {
  EXPECT_EQ(
      text(system_error("listen on 10.0.0.9:8888", EADDRNOTAVAIL), listening("10.0.0.9", 8888)),
      "cannot listen on 10.0.0.9:8888: cannot assign requested address (EADDRNOTAVAIL)\n"
      "  why:  10.0.0.9 is not an address of this computer. These are: 192.168.178.20 (wlan0), "
      "127.0.0.1 (only this computer itself).\n"
      "  next: Take one of them, or leave the address out to listen on all: parley listen 8888\n");
  EXPECT_EQ(
      text(system_error("listen on [fd00::9]:8888", EADDRNOTAVAIL), listening("fd00::9", 8888)),
      "cannot listen on [fd00::9]:8888: cannot assign requested address (EADDRNOTAVAIL)\n"
      "  why:  fd00::9 is not an address of this computer. These are: fd00::20 (wlan0), ::1 (only "
      "this computer itself).\n"
      "  next: Take one of them, or leave the address out to listen on all: parley listen 8888\n");
}

TEST_F(Explain, AddressToListenOnIsOfWindows) {
  host_.wsl_kind = host::Wsl::nat;
  EXPECT_EQ(
      text(system_error("listen on 10.0.0.9:8888", EADDRNOTAVAIL), listening("10.0.0.9", 8888)),
      "cannot listen on 10.0.0.9:8888: cannot assign requested address (EADDRNOTAVAIL)\n"
      "  why:  10.0.0.9 is not an address of this computer. These are: 192.168.178.20 (wlan0), "
      "127.0.0.1 (only this computer itself). Under WSL, Windows' addresses are not this "
      "computer's.\n"
      "  next: Take one of them, or leave the address out to listen on all: parley listen 8888\n");
}

TEST_F(Explain, RawSocket) {
  Situation raw = connecting("192.168.178.77", 1);
  raw.transport = event::Transport::raw;
  const Error error = system_error("send to 192.168.178.77 (raw IP, protocol 1)", EPERM);
  EXPECT_EQ(text(error, raw),
            "cannot send to 192.168.178.77 (raw IP, protocol 1): operation not permitted (EPERM)\n"
            "  why:  Raw IP sockets are for root and for programs with the capability CAP_NET_RAW; "
            "this program runs as anna.\n"
            "  next: Give parley the capability, once: sudo setcap cap_net_raw=+ep \"$(command -v "
            "parley)\"\n"
            "        Or run this one command with sudo.\n");
  host_.me = {0, "root", {"root"}, {"root"}};
  EXPECT_EQ(text(error, raw),
            "cannot send to 192.168.178.77 (raw IP, protocol 1): operation not permitted (EPERM)\n"
            "  why:  Raw IP sockets need the capability CAP_NET_RAW, and here even root lacks it: "
            "this is probably a container.\n"
            "  next: Start the container with it, for Docker: --cap-add NET_RAW\n");
}

}  // namespace
}  // namespace parley::explain
