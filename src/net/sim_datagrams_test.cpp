#include <gtest/gtest.h>

#include "net/sim_test_bench.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;

class SimUdp : public testing::SimTest {
 protected:
  std::unique_ptr<Datagrams> open(Network& network, const Endpoint& local,
                                  DatagramProtocol protocol = DatagramProtocol::udp) {
    auto opened = network.datagrams(protocol, local, {});
    EXPECT_TRUE(opened) << to_string(opened.error());
    return std::move(*opened);
  }

  static std::vector<std::string> receive_all(Datagrams& socket) {
    std::vector<std::string> received;
    char buffer[100];
    for (Datagram next; (next = socket.receive(buffer)).io.status == Io::Status::done;) {
      received.emplace_back(buffer, next.io.bytes);
    }
    return received;
  }

  void send_numbers(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
      sender->send(std::to_string(i), receiver->local());
    pass(1s);
  }

  std::unique_ptr<Datagrams> sender = open(*board, {board_address, Port{5'000}});
  std::unique_ptr<Datagrams> receiver = open(*pc, {pc_address, Port{9'000}});
};

TEST_F(SimUdp, LossIsSilent) {
  world.conditions().loss = 0.5;
  send_numbers(200);
  const std::size_t received = receive_all(*receiver).size();
  EXPECT_GT(received, 50u);
  EXPECT_LT(received, 150u);
}

TEST_F(SimUdp, DuplicatesArriveTwice) {
  world.conditions().datagram_duplicate = 1;
  send_numbers(2);
  EXPECT_EQ((std::vector<std::string>{"0", "0", "1", "1"}), receive_all(*receiver));
}

TEST_F(SimUdp, OrderHoldsUnlessReordered) {
  world.conditions().latency_max = 50ms;
  send_numbers(200);
  const auto in_order = receive_all(*receiver);
  ASSERT_EQ(200u, in_order.size());
  for (std::size_t i = 0; i < 200; ++i)
    EXPECT_EQ(std::to_string(i), in_order[i]);
  world.conditions().datagram_reorder = 0.3;
  send_numbers(200);
  const auto mixed = receive_all(*receiver);
  EXPECT_EQ(200u, mixed.size());
  EXPECT_NE(in_order, mixed);
}

TEST_F(SimUdp, DropsAreCountedWithTheNextDatagram) {
  world.conditions().datagram_queue_max = 3;
  send_numbers(10);
  char buffer[100];
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(0u, receiver->receive(buffer).kernel_drops);
  EXPECT_EQ(Io::Status::again, receiver->receive(buffer).io.status);
  send_numbers(1);
  EXPECT_EQ(7u, receiver->receive(buffer).kernel_drops);
}

TEST_F(SimUdp, ACutWireLosesAll) {
  world.cut(board_address, pc_address);
  send_numbers(3);
  EXPECT_TRUE(receive_all(*receiver).empty());
  world.mend(board_address, pc_address);
  send_numbers(1);
  EXPECT_EQ(std::vector<std::string>{"0"}, receive_all(*receiver));
}

TEST_F(SimUdp, AnyAddressHearsAndAnswersFromTheRightOne) {
  auto any = open(*pc, {IpAddress::any(IpAddress::Family::v6), Port{9'001}});
  sender->send("question", {pc_address, Port{9'001}});
  pass(1ms);
  char buffer[100];
  const Datagram question = any->receive(buffer);
  EXPECT_EQ(sender->local(), question.from);
  any->send("answer", question.from);
  pass(1ms);
  EXPECT_EQ("10.0.0.1:9001", sender->receive(buffer).from.to_string());
}

TEST_F(SimUdp, WhatCannotBeSentSaysSo) {
  EXPECT_EQ(EAFNOSUPPORT, sender->send("x", {testing::address("fd00::1"), Port{9}}).error);
  auto six = open(*board, {IpAddress::any(IpAddress::Family::v6), Port{5'001}});
  EXPECT_EQ(ENETUNREACH, six->send("x", {testing::address("fd00::1"), Port{9}}).error);
  // An unconnected socket never learns that nobody is there.
  EXPECT_EQ(Io::Status::done, sender->send("x", {pc_address, Port{9'999}}).status);
  pass(1s);
  char buffer[10];
  EXPECT_EQ(Io::Status::again, sender->receive(buffer).io.status);
  EXPECT_EQ(Io::Status::done, sender->send("x", {pc_address, Port{9'999}}).status);
}

TEST_F(SimUdp, ConnectedErrorsAreWordedAsReal) {
  const Endpoint far{testing::address("fd00::1"), Port{9}};
  const auto opened = board->datagrams(DatagramProtocol::udp, {}, far);
  ASSERT_FALSE(opened);
  EXPECT_EQ("cannot send to [fd00::1]:9 (UDP): network is unreachable (ENETUNREACH)",
            to_string(opened.error()));
}

TEST_F(SimUdp, RawProtocolsReachEverySocketOfTheirNumber) {
  constexpr Port ospf{89};
  const Endpoint here{pc_address, ospf};
  auto first = open(*pc, here, DatagramProtocol::raw);
  auto second = open(*pc, here, DatagramProtocol::raw);
  auto other = open(*pc, {pc_address, Port{90}}, DatagramProtocol::raw);
  auto from = board->datagrams(DatagramProtocol::raw, {}, here);
  ASSERT_TRUE(from);
  (*from)->send("hello", {});
  pass(1ms);
  char buffer[100];
  EXPECT_EQ((Endpoint{board_address, ospf}), first->receive(buffer).from);
  EXPECT_EQ(std::vector<std::string>{"hello"}, receive_all(*second));
  EXPECT_TRUE(receive_all(*other).empty());
}

}  // namespace
}  // namespace parley::net
