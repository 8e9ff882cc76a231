#include "host/socket_table.h"

#include <bit>
#include <gtest/gtest.h>

namespace parley::host {
namespace {

// The samples are of a little-endian machine.
class SocketTable : public testing::Test {
 protected:
  void SetUp() override {
    if constexpr (std::endian::native != std::endian::little) GTEST_SKIP();
  }
};

TEST_F(SocketTable, Ipv4Rows) {
  const auto rows = parse_socket_table(
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
      "inode\n"
      "   0: 0501A8C0:22B8 00000000:0000 0A 00000000:0000001F 00:00000000 00000000  1000        0 "
      "48151 1 0000000000000000 100 0 0 10 0\n"
      "  11: 0100007F:0050 0100007F:ED94 01 00000000:00000000 03:00001564 00000000     0        0 "
      "0 3 0000000000000000\n");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].local.to_string(), "192.168.1.5:8888");
  EXPECT_EQ(rows[0].state, 10u);
  EXPECT_EQ(rows[0].user_id, 1000u);
  EXPECT_EQ(rows[0].inode, 48151u);
  EXPECT_EQ(rows[0].received_waiting, 31u);
  EXPECT_EQ(rows[1].local.to_string(), "127.0.0.1:80");
  EXPECT_EQ(rows[1].state, 1u);
  EXPECT_EQ(rows[1].inode, 0u);
}

TEST_F(SocketTable, Ipv6Rows) {
  const auto rows = parse_socket_table(
      "  sl  local_address                         remote_address                        st\n"
      "   0: 00000000000000000000000000000000:1F40 00000000000000000000000000000000:0000 0A "
      "00000000:00000000 00:00000000 00000000   107        0 100 1 0 100 0 0 10 0\n"
      "   1: 00000000000000000000000001000000:1F40 00000000000000000000000000000000:0000 0A "
      "00000000:00000000 00:00000000 00000000   107        0 101 1 0 100 0 0 10 0\n"
      "   2: B80D0120000000000000000078563412:1F40 00000000000000000000000000000000:0000 0A "
      "00000000:00000000 00:00000000 00000000   107        0 102 1 0 100 0 0 10 0\n"
      "   3: 0000000000000000FFFF00000501A8C0:1F40 0000000000000000FFFF00004D01A8C0:C822 01 "
      "00000000:00000000 00:00000000 00000000   107        0 103 1 0 100 0 0 10 0\n");
  ASSERT_EQ(rows.size(), 4u);
  EXPECT_EQ(rows[0].local.to_string(), "[::]:8000");
  EXPECT_EQ(rows[1].local.to_string(), "[::1]:8000");
  EXPECT_EQ(rows[2].local.to_string(), "[2001:db8::1234:5678]:8000");
  EXPECT_EQ(rows[3].local.to_string(), "192.168.1.5:8000");
}

TEST_F(SocketTable, UdpRow) {
  const auto rows = parse_socket_table(
      "  534: 00000000:14E9 00000000:0000 07 00000000:00000000 00:00000000 00000000   104        0 "
      "19876 2 0000000000000000 0\n");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].local.to_string(), "0.0.0.0:5353");
  EXPECT_EQ(rows[0].state, 7u);
  EXPECT_EQ(rows[0].user_id, 104u);
}

TEST_F(SocketTable, WhatIsNoRowIsLeftOut) {
  EXPECT_TRUE(parse_socket_table("").empty());
  EXPECT_TRUE(parse_socket_table("\n\n").empty());
  EXPECT_TRUE(parse_socket_table("0: 0100007F:0050").empty());
  EXPECT_TRUE(parse_socket_table("0: 0100007:0050 00000000:0000 0A 0:0 00:0 0 0 0 1").empty());
  EXPECT_TRUE(parse_socket_table("0: 0100007F 00000000:0000 0A 0:0 00:0 0 0 0 1").empty());
  EXPECT_TRUE(parse_socket_table("0: 0100007F:10050 00000000:0000 0A 0:0 00:0 0 0 0 1").empty());
  EXPECT_EQ(parse_socket_table("0: 0100007F:0050 00000000:0000 0A 0:0 00:0 0 0 0 1").size(), 1u);
}

}  // namespace
}  // namespace parley::host
