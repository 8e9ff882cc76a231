#include "board/api/IPAddress.h"

#include <gtest/gtest.h>

#include "board/api/api_twin.h"

namespace parley::board::api {
namespace {

TEST(IpAddress, keeps_its_octets_in_network_order) {
  const IPAddress address(10, 0, 2, 15);
  EXPECT_EQ(static_cast<uint32_t>(address), 0x0f02000aU);
  EXPECT_EQ(IPAddress(0x0f02000aU), address);
  EXPECT_EQ(address[3], 15);
  IPAddress changed = address;
  changed[3] = 2;
  EXPECT_NE(changed, address);
  const uint8_t octets[] = {10, 0, 2, 2};
  EXPECT_EQ(IPAddress(octets), changed);
  changed = octets;
  EXPECT_EQ(changed.toString(), "10.0.2.2");
}

TEST(IpAddress, compares_with_numbers_of_every_width) {
  IPAddress none;
  EXPECT_TRUE(none == 0);
  EXPECT_TRUE(none == 0U);
  EXPECT_TRUE(0UL == none);
  EXPECT_TRUE(none == IPAddress(0));
  EXPECT_TRUE(none == INADDR_ANY);
  EXPECT_FALSE(none == INADDR_NONE);
  EXPECT_TRUE(INADDR_NONE == 0xffffffffU);
}

TEST(IpAddress, is_set_when_it_is_somebodys) {
  EXPECT_FALSE(IPAddress().isSet());
  EXPECT_FALSE(INADDR_NONE.isSet());
  EXPECT_TRUE(IPAddress(10, 0, 2, 15).isSet());
}

TEST(IpAddress, reads_four_numbers_and_nothing_else) {
  IPAddress address;
  EXPECT_TRUE(address.fromString("192.168.1.200"));
  EXPECT_EQ(address, IPAddress(192, 168, 1, 200));
  EXPECT_TRUE(address.fromString(String("0.0.0.0")));
  for (const char* wrong : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", ".1.2.3", "1..2.3",
                            " 1.2.3.4", "1.2.3.4 ", "-1.2.3.4", "board", "99999999999.1.1.1"}) {
    address = IPAddress(9, 9, 9, 9);
    EXPECT_FALSE(address.fromString(wrong)) << wrong;
    EXPECT_EQ(address, IPAddress(9, 9, 9, 9)) << wrong;
  }
  EXPECT_FALSE(address.fromString(static_cast<const char*>(nullptr)));
  EXPECT_TRUE(IPAddress::isValid("1.2.3.4"));
}

TEST(IpAddress, prints_itself) {
  Written to;
  EXPECT_EQ(to.print(IPAddress(255, 255, 255, 255)), 15U);
  EXPECT_EQ(to.take(), "255.255.255.255");
}

}  // namespace
}  // namespace parley::board::api
