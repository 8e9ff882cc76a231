// The guesses that are pure functions: an adapter's kind, WSL.
#include <gtest/gtest.h>
#include <net/if_arp.h>

#include "host/adapters.h"
#include "host/kernel.h"

namespace parley::host {
namespace {

LinkFacts hardware(const char* name) {
  return {name, "", ARPHRD_ETHER, false, true, false};
}
LinkFacts made(const char* name, const char* driver_kind) {
  return {name, driver_kind, ARPHRD_ETHER, false, false, false};
}

TEST(GuessKind, Hardware) {
  EXPECT_EQ(guess_kind(hardware("enp3s0")), AdapterKind::wired);
  LinkFacts wifi = hardware("wlp2s0");
  wifi.has_radio = true;
  EXPECT_EQ(guess_kind(wifi), AdapterKind::wireless);
  EXPECT_EQ(guess_kind({"lo", "", ARPHRD_LOOPBACK, true, false, false}), AdapterKind::loopback);
}

TEST(GuessKind, Virtual) {
  EXPECT_EQ(guess_kind(made("br0", "bridge")), AdapterKind::bridge);
  EXPECT_EQ(guess_kind(made("docker0", "bridge")), AdapterKind::container);
  EXPECT_EQ(guess_kind(made("virbr0", "bridge")), AdapterKind::container);
  EXPECT_EQ(guess_kind(made("veth1234", "veth")), AdapterKind::container);
  EXPECT_EQ(guess_kind(made("wg0", "wireguard")), AdapterKind::tunnel);
  EXPECT_EQ(guess_kind(made("tap0", "tun")), AdapterKind::tunnel);
  EXPECT_EQ(guess_kind({"ppp0", "", ARPHRD_PPP, false, false, false}), AdapterKind::tunnel);
  EXPECT_EQ(guess_kind(made("dummy0", "dummy")), AdapterKind::other);
  EXPECT_EQ(guess_kind(made("mystery", "")), AdapterKind::other);
}

std::vector<Adapter> eth0(const char* own) {
  return {{"eth0", 2, AdapterKind::wired, true, true, "", {Cidr::parse(own).value()}}};
}

TEST(GuessWsl, ByReleaseAndAddress) {
  const char* wsl2 = "5.15.90.1-microsoft-standard-WSL2";
  EXPECT_EQ(guess_wsl("6.1.0-18-amd64", eth0("172.24.1.2/20")), Wsl::no);
  EXPECT_EQ(guess_wsl(wsl2, eth0("172.24.1.2/20")), Wsl::nat);
  EXPECT_EQ(guess_wsl(wsl2, eth0("192.168.1.5/24")), Wsl::mirrored_or_unknown);
  EXPECT_EQ(guess_wsl(wsl2, eth0("172.32.1.2/20")), Wsl::mirrored_or_unknown);
  EXPECT_EQ(guess_wsl("4.4.0-19041-Microsoft", {}), Wsl::mirrored_or_unknown);
}

}  // namespace
}  // namespace parley::host
