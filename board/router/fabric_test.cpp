// Boards at the ends of socket pairs, in a time that stands still until a test moves it.
#include "board/router/fabric.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

using namespace parley;
using namespace parley::board;
using namespace parley::board::router;
using namespace std::chrono_literals;

namespace {

class StillClock final : public Clock {
 public:
  SteadyTime steady() const override { return now; }
  WallTime wall() const override { return WallTime{now.time_since_epoch()}; }
  SteadyTime now{1h};
};

/// The board's end of a connection.
class End {
 public:
  explicit End(std::uint8_t number) : mac{0x5c, 0xcf, 0x7f, 0, 0, number} {
    int ends[2];
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0, ends), 0);
    connection_ = link::Connection(ends[0]);
    theirs = link::Connection(ends[1]);
  }

  /// The kind of the next message; 0 when there is none.
  int next() {
    const auto got = connection_.receive(packet_, message);
    return got == link::Connection::Got::message ? static_cast<int>(message.kind) : 0;
  }

  link::Message message;
  Mac mac;
  link::Connection theirs;

 private:
  link::Connection connection_;
  link::Packet packet_{};
};

class FabricTest : public testing::Test {
 protected:
  Board* add(End& end, std::string_view name) {
    link::Message hello;
    hello.kind = link::Kind::hello;
    hello.mac = end.mac;
    hello.name = name;
    Board* board = fabric_.add(std::move(end.theirs), hello);
    EXPECT_TRUE(board == nullptr || end.next() == static_cast<int>(link::Kind::welcome));
    return board;
  }

  void join(Board& board, End& end) {
    link::Message wish;
    wish.kind = link::Kind::join;
    wish.ssid = "any";
    EXPECT_TRUE(fabric_.message(board, wish));
    EXPECT_EQ(end.next(), static_cast<int>(link::Kind::joined));
  }

  void send(Board& board, const Mac& to, std::uint8_t what) {
    std::vector<std::uint8_t> octets(to.begin(), to.end());
    octets.insert(octets.end(), board.mac.begin(), board.mac.end());
    put16(octets, 0x88b5);  // IEEE 802, for experiments
    octets.resize(60, what);
    link::Message message;
    message.kind = link::Kind::frame;
    message.frame = octets;
    EXPECT_TRUE(fabric_.message(board, message));
  }

  bool told(std::string_view part) const {
    for (const auto& notice : notices_)
      if (notice.find(part) != notice.npos) {
        return true;
      }
    return false;
  }

  StillClock clock_;
  std::vector<std::string> notices_;
  Fabric fabric_{{}, clock_, [this](const std::string& notice) { notices_.push_back(notice); }};
  End one_end_{1};
  End two_end_{2};
};

constexpr int a_frame = static_cast<int>(link::Kind::frame);

TEST_F(FabricTest, FramesPassAtOnceWithoutFaults) {
  Board& one = *add(one_end_, "one");
  Board& two = *add(two_end_, "two");
  join(one, one_end_);
  join(two, two_end_);
  send(one, two.mac, 7);
  ASSERT_EQ(two_end_.next(), a_frame);
  EXPECT_EQ(two_end_.message.frame.back(), 7);
  EXPECT_EQ(one_end_.next(), 0);
}

TEST_F(FabricTest, DelaysOfBothLinksAddUp) {
  Board& one = *add(one_end_, "one");
  Board& two = *add(two_end_, "two");
  join(one, one_end_);
  join(two, two_end_);
  ASSERT_TRUE(fabric_.run(FaultCommand{"one", true, false, {"delay=20ms"}}));
  ASSERT_TRUE(fabric_.run(FaultCommand{"two", false, true, {"delay=30ms"}}));
  send(one, two.mac, 7);
  std::vector<pollfd> entries;
  Duration at_most = 1h;
  fabric_.fill(entries, at_most);
  EXPECT_EQ(at_most, 20ms) << "how long the loop may wait";
  clock_.now += 20ms;
  fabric_.settle();
  clock_.now += 30ms - 1ns;
  fabric_.settle();
  EXPECT_EQ(two_end_.next(), 0);
  clock_.now += 1ns;
  fabric_.settle();
  EXPECT_EQ(two_end_.next(), a_frame);
}

TEST_F(FabricTest, AFaultForAllHoldsForThoseToCome) {
  ASSERT_TRUE(fabric_.run(FaultCommand{"*", true, true, {"loss=100%"}}));
  Board& one = *add(one_end_, "one");
  EXPECT_EQ(one.up.settings().loss, 1);
  ASSERT_TRUE(fabric_.run(FaultCommand{"*", true, true, {"off"}}));
  EXPECT_EQ(one.up.settings().loss, 0);
  EXPECT_EQ(fabric_.run(FaultCommand{"one", true, false, {"loss=5"}}).error().kind,
            ErrorClass::bad_input);
}

TEST_F(FabricTest, ACutLinkIsToldAndNothingPasses) {
  Board& one = *add(one_end_, "one");
  Board& two = *add(two_end_, "two");
  join(one, one_end_);
  join(two, two_end_);
  ASSERT_TRUE(fabric_.run(LinkCommand{"two", true}));
  EXPECT_EQ(two_end_.next(), static_cast<int>(link::Kind::lost));
  send(one, two.mac, 7);
  send(two, one.mac, 7);
  EXPECT_EQ(one_end_.next() + two_end_.next(), 0);
  EXPECT_TRUE(told(R"("left","board":"two","ssid":"any","reason":"cut")"));
}

TEST_F(FabricTest, WhatIsOnItsWayWhenABoardLeavesIsLost) {
  Board& one = *add(one_end_, "one");
  Board& two = *add(two_end_, "two");
  join(one, one_end_);
  join(two, two_end_);
  ASSERT_TRUE(fabric_.run(FaultCommand{"two", false, true, {"delay=30ms"}}));
  send(one, two.mac, 7);
  link::Message leave;
  leave.kind = link::Kind::leave;
  EXPECT_TRUE(fabric_.message(two, leave));
  clock_.now += 1s;
  fabric_.settle();
  EXPECT_EQ(two_end_.next(), static_cast<int>(link::Kind::left));
  EXPECT_EQ(two_end_.next(), 0);
}

TEST_F(FabricTest, OnlyWhatABoardMaySayIsTaken) {
  Board& one = *add(one_end_, "one");
  for (const auto kind : {link::Kind::hello, link::Kind::welcome, link::Kind::joined,
                          link::Kind::command, link::Kind::notice}) {
    link::Message message;
    message.kind = kind;
    EXPECT_FALSE(fabric_.message(one, message));
  }
}

TEST_F(FabricTest, NamesAndAddressesAreUnique) {
  ASSERT_NE(add(one_end_, "one"), nullptr);
  EXPECT_EQ(add(two_end_, "one"), nullptr);
  End again(1);
  EXPECT_EQ(add(again, "other"), nullptr);
  End strange(3);
  EXPECT_EQ(add(strange, "two words"), nullptr);
  End group(4);
  group.mac[0] |= 1;
  EXPECT_EQ(add(group, "group"), nullptr);
  EXPECT_TRUE(told("its MAC address is none that a station can have"));
}

TEST_F(FabricTest, AForwardIsOpenWhileTheBoardHasAnAddress) {
  const auto wished = fabric_.run(ForwardCommand{"one", Transport::tcp, Port{0}, Port{80}});
  ASSERT_TRUE(wished);
  EXPECT_EQ(*wished, R"({"board":"one","transport":"tcp","pc_port":0,"board_port":80,)"
                     R"("state":"waiting","reason":""})");
  Board& one = *add(one_end_, "one");
  join(one, one_end_);
  // A static address: the first ARP packet shows it.
  link::Message message;
  message.kind = link::Kind::frame;
  const auto announcement = arp_announcement(one.mac, Ip{0x0a000263});
  message.frame = announcement;
  EXPECT_TRUE(fabric_.message(one, message));
  EXPECT_TRUE(told(R"("lease","board":"one","ip":"10.0.2.99","how":"static")"));
  EXPECT_TRUE(told(R"("board_port":80,"state":"open")"));
  ASSERT_TRUE(fabric_.run(LinkCommand{"one", true}));
  EXPECT_TRUE(told(R"("board_port":80,"state":"closed")"));
}

TEST_F(FabricTest, ABoardThatIsGoneIsForgottenAndToldOf) {
  Board& one = *add(one_end_, "one");
  join(one, one_end_);
  one.line.end();
  fabric_.remove_ended();
  EXPECT_TRUE(fabric_.boards().empty());
  EXPECT_TRUE(told(R"("board","board":"one","state":"gone")"));
  EXPECT_EQ(fabric_.list(), "[]");
}

}  // namespace
