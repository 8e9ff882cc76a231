// How simulated connections and names come about, or do not.
#include <gtest/gtest.h>

#include "net/sim_test_bench.h"

namespace parley::net {
namespace {

using namespace std::chrono_literals;
using testing::address;

class SimOpen : public testing::SimTest {
 protected:
  std::string refusal(const contract::Connected& result) {
    return result ? "connected" : to_string(result.error());
  }

  Result<std::vector<IpAddress>> resolve(const std::string& name, AddressFamily family) {
    Result<std::vector<IpAddress>> found;
    run(ask(name, family, found));
    return found;
  }

 private:
  Task<> ask(std::string name, AddressFamily family, Result<std::vector<IpAddress>>& found) {
    found = co_await pc->resolve(name, family);
  }
};

TEST_F(SimOpen, ConnectIsIgnoredUntilTheTimeout) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  world.conditions().connect_ignored = 1;
  const SteadyTime before = world.now();
  const auto result = dial(*board, {pc_address, Port{80}}, 5s);
  EXPECT_EQ("cannot connect to 10.0.0.1:80: no answer", refusal(result));
  EXPECT_EQ(ErrorClass::timeout, result.error().kind);
  EXPECT_EQ(5s, world.now() - before);
}

TEST_F(SimOpen, ConnectIgnoredForLongIsGivenUpByTheSystem) {
  world.conditions().connect_ignored = 1;
  const auto result = dial(*board, {pc_address, Port{80}}, 1h);
  EXPECT_EQ("cannot connect to 10.0.0.1:80: connection timed out (ETIMEDOUT)", refusal(result));
}

TEST_F(SimOpen, ConnectIsRefusedByTheWire) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  world.conditions().connect_refused = 1;
  EXPECT_EQ("cannot connect to 10.0.0.1:80: connection refused (ECONNREFUSED)",
            refusal(dial(*board, {pc_address, Port{80}})));
  EXPECT_EQ(EAGAIN, acceptor->accept().error);
}

TEST_F(SimOpen, NobodyHasTheAddress) {
  const SteadyTime before = world.now();
  const auto result = dial(*board, {address("10.0.0.99"), Port{80}});
  EXPECT_EQ("cannot connect to 10.0.0.99:80: no route to host (EHOSTUNREACH)", refusal(result));
  EXPECT_EQ(ErrorClass::unreachable, result.error().kind);
  EXPECT_EQ(3s, world.now() - before);
}

TEST_F(SimOpen, NoAddressOfThatFamily) {
  const auto result = dial(*board, {address("fd00::1"), Port{80}});
  EXPECT_EQ("cannot connect to [fd00::1]:80: network is unreachable (ENETUNREACH)",
            refusal(result));
  EXPECT_EQ(ErrorClass::no_route, result.error().kind);
}

TEST_F(SimOpen, ALostSynIsSentAgain) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  world.cut(pc_address, board_address);
  contract::Connected result;
  Task<> dialling = contract::dial(*board, {pc_address, Port{80}}, 10s, result);
  dialling.start();
  pass(500ms);
  world.mend(pc_address, board_address);
  pass(499ms);
  EXPECT_FALSE(dialling.done());
  pass(2ms);
  ASSERT_TRUE(dialling.done());
  EXPECT_TRUE(result);
  EXPECT_TRUE(acceptor->accept().stream);
}

TEST_F(SimOpen, AnAbandonedConnectIsNotAccepted) {
  pc->set_backlog(1);  // it keeps no place in the queue, either
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  for (const Duration moment : {100us, 300us}) {  // before the SYN is there, and after
    contract::Connected result;
    {
      Task<> dialling = contract::dial(*board, {pc_address, Port{80}}, 10s, result);
      dialling.start();
      pass(moment);
    }
    EXPECT_TRUE(world.loop().run_until_idle(1h));
    EXPECT_EQ(EAGAIN, acceptor->accept().error);
  }
  EXPECT_TRUE(dial(*board, {pc_address, Port{80}}));
}

TEST_F(SimOpen, AClientThatResetsIsAcceptedDead) {
  auto pair = connect();
  auto client = dial(*board, pair.acceptor->local());
  ASSERT_TRUE(client);
  pass(1ms);
  (*client)->abort();
  pass(1ms);
  auto next = pair.acceptor->accept();
  ASSERT_TRUE(next.stream);
  EXPECT_EQ((std::vector<std::string>{"ECONNRESET", "end"}), reads(*next.stream));
}

TEST_F(SimOpen, AFullBacklogDoesNotAnswer) {
  pc->set_backlog(2);
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  const Endpoint there{pc_address, Port{80}};
  auto first = dial(*board, there);
  auto second = dial(*board, there);
  ASSERT_TRUE(first && second);
  EXPECT_EQ("cannot connect to 10.0.0.1:80: no answer", refusal(dial(*board, there)));
  auto accepted = acceptor->accept();
  EXPECT_TRUE(dial(*board, there));
}

TEST_F(SimOpen, AClosedAcceptorResetsWhoWaits) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  auto client = dial(*board, {pc_address, Port{80}});
  ASSERT_TRUE(client);
  pass(1ms);
  acceptor.reset();
  pass(1ms);
  EXPECT_EQ((std::vector<std::string>{"ECONNRESET", "end"}), reads(**client));
}

TEST_F(SimOpen, AnAcceptorThatClosesDuringTheHandshakeResets) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  contract::Connected result;
  Task<> dialling = contract::dial(*board, {pc_address, Port{80}}, 10s, result);
  dialling.start();
  pass(250us);  // SYN+ACK is on its way
  acceptor.reset();
  pass(1s);
  ASSERT_TRUE(dialling.done());
  ASSERT_TRUE(result);  // SYN+ACK was faster than RST
  EXPECT_EQ((std::vector<std::string>{"ECONNRESET", "end"}), reads(**result));
}

TEST_F(SimOpen, AResetDuringTheHandshakeRefuses) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  contract::Connected result;
  Task<> dialling = contract::dial(*board, {pc_address, Port{80}}, 10s, result);
  dialling.start();
  pass(100us);
  world.reset(pc_address, board_address);
  pass(1ms);
  ASSERT_TRUE(dialling.done());
  EXPECT_EQ("cannot connect to 10.0.0.1:80: connection refused (ECONNREFUSED)", refusal(result));
}

TEST_F(SimOpen, ALostAnswerIsSentAgainAndAcceptedOnce) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  contract::Connected result;
  Task<> dialling = contract::dial(*board, {pc_address, Port{80}}, 10s, result);
  dialling.start();
  world.conditions().loss = 1;
  pass(300us);  // SYN is there, SYN+ACK is lost
  world.conditions().loss = 0;
  EXPECT_NE(std::string::npos, world.trace().find("SYN+ACK lost"));
  pass(2s);
  EXPECT_TRUE(result);
  EXPECT_TRUE(acceptor->accept().stream);
  EXPECT_EQ(EAGAIN, acceptor->accept().error);
}

TEST_F(SimOpen, ExhaustedDescriptorsTurnPeersAway) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  const Endpoint there{pc_address, Port{80}};
  pc->fail_accepts(2);
  EXPECT_EQ(EAGAIN, acceptor->accept().error);  // nobody is there: nothing is used up
  std::vector<contract::Connected> clients;
  for (int i = 0; i < 3; ++i)
    clients.push_back(dial(*board, there));
  pass(1ms);
  for (int i = 0; i < 2; ++i) {
    const Accepted next = acceptor->accept();
    EXPECT_FALSE(next.stream);
    EXPECT_TRUE(next.turned_away);
    EXPECT_EQ(EMFILE, next.error);
  }
  const Accepted served = acceptor->accept();
  EXPECT_TRUE(served.stream);
  EXPECT_FALSE(served.turned_away);
  pass(1ms);
  EXPECT_EQ(ECONNRESET, (*clients[0])->write("x").error);
  EXPECT_EQ(ECONNRESET, (*clients[1])->write("x").error);
  EXPECT_EQ(Io::Status::done, (*clients[2])->write("x").status);
}

TEST_F(SimOpen, ASourcePortIsKept) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  const auto from = [this](Port source, contract::Connected& result) -> Task<> {
    result = co_await board->connect({pc_address, Port{80}}, source, 10s);
  };
  contract::Connected first;
  run(from(Port{5'000}, first));
  ASSERT_TRUE(first);
  EXPECT_EQ("10.0.0.7:5000", (*first)->local().to_string());
  pass(1ms);
  EXPECT_EQ("10.0.0.7:5000", acceptor->accept().stream->remote().to_string());

  contract::Connected second;
  run(from(Port{5'000}, second));
  EXPECT_EQ("cannot connect to 10.0.0.1:80: cannot assign requested address (EADDRNOTAVAIL)",
            refusal(second));
  (*first)->abort();
  run(from(Port{5'000}, second));
  EXPECT_TRUE(second);
  first->reset();
  contract::Connected third;
  run(from(Port{5'000}, third));
  EXPECT_FALSE(third);

  auto listener = listen(*board, {board_address, Port{6'000}});
  run(from(Port{6'000}, second));
  EXPECT_EQ("cannot connect to 10.0.0.1:80 from port 6000: address already in use (EADDRINUSE)",
            refusal(second));
}

TEST_F(SimOpen, AChosenSourcePortIsNotGivenTwice) {
  auto acceptor = listen(*pc, {pc_address, Port{80}});
  contract::Connected chosen;
  const auto from = [this](Port source, contract::Connected& result) -> Task<> {
    result = co_await board->connect({pc_address, Port{80}}, source, 10s);
  };
  run(from(Port{49'152}, chosen));  // what the system would give next
  ASSERT_TRUE(chosen);
  auto given = dial(*board, {pc_address, Port{80}});
  ASSERT_TRUE(given);
  EXPECT_NE((*chosen)->local(), (*given)->local());
}

TEST_F(SimOpen, AnyAddressHearsBothFamilies) {
  auto both = world.host({address("10.0.0.2"), address("fd00::2")});
  auto six = world.host(address("fd00::7"));
  auto any = listen(*both, {IpAddress::any(IpAddress::Family::v6), Port{80}});
  EXPECT_TRUE(dial(*board, {address("10.0.0.2"), Port{80}}));
  EXPECT_TRUE(dial(*six, {address("fd00::2"), Port{80}}));
  pass(1ms);
  const auto first = any->accept();
  EXPECT_EQ("10.0.0.2:80", first.stream->local().to_string());
  EXPECT_EQ(board_address, first.stream->remote().address);
  EXPECT_EQ("[fd00::2]:80", any->accept().stream->local().to_string());

  const auto four = both->listen({IpAddress::any(IpAddress::Family::v4), Port{80}}, false);
  ASSERT_FALSE(four);
  EXPECT_EQ(ErrorClass::in_use, four.error().kind);
  any.reset();
  auto only = both->listen({IpAddress::any(IpAddress::Family::v6), Port{80}}, true);
  ASSERT_TRUE(only);
  EXPECT_EQ(ErrorClass::refused, dial(*board, {address("10.0.0.2"), Port{80}}).error().kind);
  EXPECT_TRUE(both->listen({IpAddress::any(IpAddress::Family::v4), Port{80}}, false));
}

TEST_F(SimOpen, NamesResolve) {
  world.names().table["esp8266.local"] = {address("10.0.0.7"), address("fd00::7")};
  world.names().delay = 20ms;
  const SteadyTime before = world.now();
  EXPECT_EQ(2u, resolve("esp8266.local", AddressFamily::any)->size());
  EXPECT_EQ(20ms, world.now() - before);
  EXPECT_EQ(std::vector{address("fd00::7")}, resolve("esp8266.local", AddressFamily::v6).value());
  EXPECT_EQ(std::vector{address("10.0.0.9")}, resolve("10.0.0.9", AddressFamily::any).value());
  EXPECT_EQ(2u, resolve("localhost", AddressFamily::any)->size());
}

TEST_F(SimOpen, NamesDoNotResolve) {
  const auto unknown = resolve("nowhere", AddressFamily::any);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(ErrorClass::no_name, unknown.error().kind);
  EXPECT_EQ("cannot resolve the name nowhere: no such name", to_string(unknown.error()));
  EXPECT_EQ("cannot resolve the name 10.0.0.9: it is an IPv4 address",
            to_string(resolve("10.0.0.9", AddressFamily::v6).error()));
  world.names().silent = true;
  EXPECT_EQ("cannot resolve the name localhost: no name server answered",
            to_string(resolve("localhost", AddressFamily::v4).error()));
}

}  // namespace
}  // namespace parley::net
