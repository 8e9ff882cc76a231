#include "session/addresses.h"

#include <gtest/gtest.h>

#include "host/fake_host.h"

namespace parley::session {
namespace {

host::Adapter adapter(std::string name, unsigned index, host::AdapterKind kind,
                      const char* address) {
  host::Adapter made;
  made.name = std::move(name);
  made.index = index;
  made.kind = kind;
  made.addresses = {*Cidr::parse(address)};
  return made;
}

TEST(OwnAddresses, TheLikelyOneComesFirstAndLoopbackLast) {
  host::FakeHost host;
  host.all_adapters = {adapter("lo", 1, host::AdapterKind::loopback, "127.0.0.1/8"),
                       adapter("docker0", 2, host::AdapterKind::container, "172.17.0.1/16"),
                       adapter("eth0", 3, host::AdapterKind::wired, "10.0.0.3/24"),
                       adapter("wlan0", 4, host::AdapterKind::wireless, "192.168.1.5/24")};
  host.default_index = 4;
  const std::vector<OwnAddress> wanted = {{"192.168.1.5", "wlan0", "Wi-Fi", true},
                                          {"10.0.0.3", "eth0", "wired", false},
                                          {"172.17.0.1", "docker0", "container", false},
                                          {"127.0.0.1", "lo", "loopback", false}};
  EXPECT_EQ(wanted, own_addresses(host));

  host.wsl_kind = host::Wsl::nat;
  EXPECT_FALSE(own_addresses(host)[0].likely);
}

TEST(OwnAddresses, WithoutANetworkThereIsLoopback) {
  host::FakeHost host;
  host.all_adapters = {adapter("docker0", 2, host::AdapterKind::container, "172.17.0.1/16")};
  EXPECT_FALSE(own_addresses(host)[0].likely);
  host.adapters_error = Error{};
  EXPECT_EQ((std::vector<OwnAddress>{{"127.0.0.1", "lo", "loopback", false}}), own_addresses(host));
}

TEST(OwnAddresses, OfThisComputerEndWithLoopback) {
  const auto list = own_addresses();
  ASSERT_FALSE(list.empty());
  EXPECT_EQ("127.0.0.1", list.back().address);
}

TEST(ReachRemark, SaysWhatIsInTheWay) {
  EXPECT_EQ("", reach_remark(true, host::Wsl::no));
  EXPECT_EQ("no device can reach this machine: none of its adapters has an address and a link",
            reach_remark(false, host::Wsl::no));
  EXPECT_EQ(
      "WSL2 hides these addresses from devices: set networkingMode=mirrored under [wsl2] in\n"
      "%UserProfile%\\.wslconfig, run wsl --shutdown, and use the address of Windows",
      reach_remark(true, host::Wsl::nat));
}

TEST(SerialDevices, AreListedWithWhatTheyAre) {
  host::FakeHost host;
  host::SerialDevice device;
  device.path = "/dev/ttyUSB0";
  device.description = "Silicon Labs CP2102";
  host.devices = {device};
  EXPECT_EQ((std::vector<SerialChoice>{{"/dev/ttyUSB0", "Silicon Labs CP2102", false}}),
            serial_devices(host));
}

}  // namespace
}  // namespace parley::session
