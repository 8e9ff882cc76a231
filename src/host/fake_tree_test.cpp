// SystemHost over file trees that a test wrote: what this machine may not have.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "host/files.h"
#include "host/system_host.h"

namespace parley::host {
namespace {

namespace fs = std::filesystem;

class FakeTree : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "parley-host-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = real_path(pattern);
    for (const char* folder : {"proc", "sys", "dev"})
      fs::create_directories(root_ / folder);
  }
  void TearDown() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  void link(const std::string& path, const fs::path& target) {
    fs::create_directories((root_ / path).parent_path());
    fs::create_symlink(target, root_ / path);
  }
  std::string at(const std::string& path) const { return (root_ / path).string(); }
  SystemHost host() const { return SystemHost({at("proc"), at("sys"), at("dev")}); }

  // As Linux 6.1 shows a USB adapter: the tty's device is a folder two levels below the USB device.
  void plug_in_usb(const std::string& name, const std::string& maker, const std::string& product) {
    const std::string usb = "sys/devices/usb1/1-" + name;
    const std::string port = usb + "/1-1:1.0/" + name;
    write(usb + "/product", product + "\n");
    if (!maker.empty()) write(usb + "/manufacturer", maker + "\n");
    fs::create_directories(root_ / "sys/drivers/cp210x");
    link(port + "/driver", root_ / "sys/drivers/cp210x");
    link("sys/class/tty/" + name + "/device", root_ / port);
    write("dev/" + name, "");
  }

  fs::path root_;
};

constexpr const char* row_of_another_user =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode\n"
    "   0: 00000000:22B8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 54321        0 "
    "4711 1 0000000000000000 100 0 0 10 0\n";

TEST_F(FakeTree, HolderWhoseProcessIsNotShown) {
  write("proc/net/tcp", row_of_another_user);
  const auto holders = host().port_holders(Protocol::tcp, Port{8888});
  ASSERT_EQ(holders.size(), 1u);
  EXPECT_FALSE(holders[0].pid);
  EXPECT_EQ(holders[0].command, "");
  EXPECT_EQ(holders[0].user_id, 54321u);
  EXPECT_EQ(holders[0].user, "54321");
  EXPECT_TRUE(holders[0].listening);
}

TEST_F(FakeTree, HolderWithProcessAndHostileName) {
  write("proc/net/tcp", row_of_another_user);
  write("proc/99/comm", "evil\x1b[2J\xc2\x9b\n");
  link("proc/99/fd/3", "socket:[4711]");
  const auto holders = host().port_holders(Protocol::tcp, Port{8888});
  ASSERT_EQ(holders.size(), 1u);
  EXPECT_EQ(holders[0].pid, 99);
  EXPECT_EQ(holders[0].command, "evil?[2J??");
}

TEST_F(FakeTree, NoProcMeansNothingSeen) {
  EXPECT_TRUE(host().port_holders(Protocol::tcp, Port{8888}).empty());
  EXPECT_EQ(host().unprivileged_port_start(), 1024u);
  EXPECT_EQ(host().wsl(), Wsl::no);
  EXPECT_TRUE(host().serial_devices().empty());
}

TEST_F(FakeTree, PortThresholdIsRead) {
  write("proc/sys/net/ipv4/ip_unprivileged_port_start", "80\n");
  EXPECT_EQ(host().unprivileged_port_start(), 80u);
}

TEST_F(FakeTree, Wsl) {
  write("proc/sys/kernel/osrelease", "5.15.90.1-microsoft-standard-WSL2\n");
  EXPECT_NE(host().wsl(), Wsl::no);
}

TEST_F(FakeTree, SerialDevicesWithTheirNames) {
  plug_in_usb("ttyUSB0", "Silicon Labs", "CP2102 USB to UART Bridge Controller");
  plug_in_usb("ttyACM0", "Arduino", "Arduino Uno");
  link("dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0", "../../ttyUSB0");
  const auto devices = host().serial_devices();
  ASSERT_EQ(devices.size(), 2u);
  EXPECT_EQ(devices[0].path, at("dev/ttyACM0"));
  EXPECT_EQ(devices[0].description, "Arduino Uno");
  EXPECT_EQ(devices[0].link, "");
  EXPECT_EQ(devices[1].path, at("dev/ttyUSB0"));
  EXPECT_EQ(devices[1].description, "Silicon Labs CP2102 USB to UART Bridge Controller");
  EXPECT_EQ(devices[1].link, at("dev/serial/by-id/usb-Silicon_Labs_CP2102-if00-port0"));
}

TEST_F(FakeTree, PortsWithoutHardwareAreLeftOut) {
  write("sys/class/tty/tty7/dev", "4:7\n");
  write("dev/tty7", "");
  for (const char* name : {"ttyS0", "ttyS1"}) {
    const std::string folder = std::string("sys/class/tty/") + name;
    fs::create_directories(root_ / "sys/drivers/serial8250");
    link(folder + "/device/driver", root_ / "sys/drivers/serial8250");
    write(folder + "/type", std::string(name) == "ttyS0" ? "4\n" : "0\n");
    write(std::string("dev/") + name, "");
  }
  const auto devices = host().serial_devices();
  ASSERT_EQ(devices.size(), 1u);
  EXPECT_EQ(devices[0].path, at("dev/ttyS0"));
  EXPECT_EQ(devices[0].description, "");
}

TEST_F(FakeTree, ADeviceByItsLink) {
  plug_in_usb("ttyUSB0", "", "CH340\x1b]0;x\x07");
  link("dev/serial/by-id/usb-1a86", "../../ttyUSB0");
  const auto device = host().serial_device(at("dev/serial/by-id/usb-1a86"));
  ASSERT_TRUE(device);
  EXPECT_EQ(device->path, at("dev/ttyUSB0"));
  EXPECT_EQ(device->description, "CH340?]0;x?");
  EXPECT_FALSE(host().serial_device(at("dev/ttyUSB9")));
}

TEST_F(FakeTree, PermissionsOfADevice) {
  plug_in_usb("ttyUSB0", "", "CH340");
  ASSERT_EQ(chmod(at("dev/ttyUSB0").c_str(), 0660), 0);
  EXPECT_TRUE(host().serial_device(at("dev/ttyUSB0"))->group_may_open);
  EXPECT_TRUE(host().serial_device(at("dev/ttyUSB0"))->may_open);
  ASSERT_EQ(chmod(at("dev/ttyUSB0").c_str(), 0040), 0);
  EXPECT_FALSE(host().serial_device(at("dev/ttyUSB0"))->group_may_open);
  if (geteuid() != 0) {
    EXPECT_FALSE(host().serial_device(at("dev/ttyUSB0"))->may_open);
  }
}

TEST_F(FakeTree, WhoHasADeviceOpen) {
  plug_in_usb("ttyUSB0", "", "CH340");
  EXPECT_FALSE(host().device_holder(at("dev/ttyUSB0")));
  EXPECT_FALSE(host().device_holder(at("dev/ttyUSB1")));
  write("proc/4242/comm", "screen\n");
  link("proc/4242/fd/5", at("dev/ttyUSB0"));
  const auto holder = host().device_holder(at("dev/ttyUSB0"));
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->pid, 4242);
  EXPECT_EQ(holder->command, "screen");
  EXPECT_EQ(holder->user_id, geteuid());
}

TEST(Files, Printable) {
  EXPECT_EQ(printable("a b~\x7f\t\xff"), "a b~???");
}

}  // namespace
}  // namespace parley::host
