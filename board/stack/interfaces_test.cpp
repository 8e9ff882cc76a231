#include "board/stack/interfaces.h"

#include <gtest/gtest.h>

#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::stack {
namespace {

using port::Interface;
namespace twin = port::twin;

TEST(Interfaces, are_down_and_without_address_at_first) {
  begin();
  for (Interface which : {Interface::station, Interface::access_point}) {
    netif* interface = interface_of(which);
    EXPECT_FALSE(netif_is_up(interface));
    EXPECT_FALSE(netif_is_link_up(interface));
    EXPECT_TRUE(ip4_addr_isany(netif_ip4_addr(interface)));
    EXPECT_EQ(interface->mtu, 1500);
  }
  EXPECT_EQ(interface_of(Interface::access_point)->hwaddr[0], 0x5e);
  EXPECT_EQ(interface_of(Interface::station)->hwaddr[0], 0x5c);
}

TEST(Interfaces, are_named_after_the_mac_address) {
  begin();
  EXPECT_STREQ(hostname(), "ESP-010203");
  hostname("0123456789012345678901234567890123456789");
  EXPECT_STREQ(hostname(), "01234567890123456789012345678901");
}

TEST(Interfaces, take_the_name_that_was_set) {
  twin::setting("hostname", "kitchen");
  begin();
  EXPECT_STREQ(interface_of(Interface::station)->hostname, "kitchen");
}

}  // namespace
}  // namespace parley::board::stack
