#include "explain/explain_fixture.h"

namespace parley::explain {
namespace {

Situation looking_up(const char* name) {
  Situation situation;
  situation.target = name;
  return situation;
}

Error no_such_name(const std::string& name) {
  return {ErrorClass::no_name, 0, "resolve the name " + name, "no such name"};
}

TEST_F(Explain, NameNotFound) {
  EXPECT_EQ(text(no_such_name("esp8266.example"), looking_up("esp8266.example")),
            "cannot resolve the name esp8266.example: no such name\n"
            "  why:  No name server and no hosts file knows esp8266.example.\n"
            "  next: Check the spelling, or give the address: a device on the local network often "
            "has no name.\n");
}

TEST_F(Explain, NameServersSilent) {
  const Error error{ErrorClass::no_name, 0, "resolve the name esp.example",
                    "no name server answered"};
  EXPECT_EQ(text(error, looking_up("esp.example")),
            "cannot resolve the name esp.example: no name server answered\n"
            "  why:  No name server (DNS) answered, so whether esp.example exists is not known.\n"
            "  next: Give the device's address instead of a name, or check this computer's own "
            "network. Its name servers: cat /etc/resolv.conf\n");
  host_.default_index.reset();
  EXPECT_EQ(text(error, looking_up("esp.example")),
            "cannot resolve the name esp.example: no name server answered\n"
            "  why:  No name server (DNS) answered, so whether esp.example exists is not known. "
            "This computer has no default route: it may be offline.\n"
            "  next: Give the device's address instead of a name, or check this computer's own "
            "network. Its name servers: cat /etc/resolv.conf\n");
}

TEST_F(Explain, MdnsNameNotFound) {
  EXPECT_EQ(text(no_such_name("esp8266.local"), looking_up("esp8266.local")),
            "cannot resolve the name esp8266.local: no such name\n"
            "  why:  Names in .local are asked for on the local network (mDNS), and no device "
            "answered to esp8266.local.\n"
            "  next: Check that the device is on and announces this name, or give its address.\n"
            "        This computer asks by mDNS only with: sudo apt install libnss-mdns\n");
}

TEST_F(Explain, NameThatIsABadIpv4Address) {
  EXPECT_EQ(text(no_such_name("192.168.1.300"), looking_up("192.168.1.300")),
            "cannot resolve the name 192.168.1.300: no such name\n"
            "  why:  192.168.1.300 looks like an IPv4 address but is none: that is four numbers "
            "from 0 to 255 with dots between.\n"
            "  next: Compare it with the address that the device prints, such as 192.168.1.20.\n");
}

TEST_F(Explain, NameThatIsABadIpv6Address) {
  EXPECT_EQ(text(no_such_name("fd00:::1"), looking_up("fd00:::1")),
            "cannot resolve the name fd00:::1: no such name\n"
            "  why:  fd00:::1 looks like an IPv6 address but is none.\n"
            "  next: Compare it with the address that the device prints, such as fd00::20.\n");
}

TEST_F(Explain, ScopeThatIsNoAdapter) {
  EXPECT_EQ(
      text(no_such_name("fe80::1%wlan9"), looking_up("fe80::1%wlan9")),
      "cannot resolve the name fe80::1%wlan9: no such name\n"
      "  why:  fe80::1%wlan9 names the adapter wlan9, and this computer has none of that name.\n"
      "  next: Take one of its adapters: lo, wlan0\n");
}

TEST_F(Explain, NameThatIsAPlaceholder) {
  EXPECT_EQ(text(no_such_name("********"), looking_up("********")),
            "cannot resolve the name ********: no such name\n"
            "  why:  ******** has characters that no host name has; perhaps it is a placeholder.\n"
            "  next: Put the device's address in its place, such as 192.168.1.20.\n");
}

TEST_F(Explain, NameWithoutAnAddressOfTheFamily) {
  Situation situation = looking_up("esp.example");
  situation.family = IpAddress::Family::v6;
  EXPECT_EQ(text(no_such_name("esp.example"), situation),
            "cannot resolve the name esp.example: no such name\n"
            "  why:  No IPv6 address of esp.example is known, and -6 allows no other.\n"
            "  next: Leave -6 out.\n");
}

TEST_F(Explain, AddressOfTheOtherFamily) {
  Situation situation = looking_up("192.168.178.77");
  situation.family = IpAddress::Family::v6;
  EXPECT_EQ(
      text({ErrorClass::no_name, 0, "resolve the name 192.168.178.77", "it is an IPv4 address"},
           situation),
      "cannot resolve the name 192.168.178.77: it is an IPv4 address\n"
      "  why:  192.168.178.77 is an IPv4 address, and -6 allows none.\n"
      "  next: Leave -6 out.\n");
}

}  // namespace
}  // namespace parley::explain
