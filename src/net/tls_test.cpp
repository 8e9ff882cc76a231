#include <cerrno>
#include <gtest/gtest.h>
#include <string>

#include "net/tls_test_bench.h"

namespace parley::net {
namespace {

using namespace tls_testing;

/// Octets that show a loss, a repetition or a swap.
std::string pattern(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string octets(size, '\0');
  for (char& octet : octets)
    octet = static_cast<char>(random());
  return octets;
}

/// Sends everything, then finishes; meanwhile takes everything that comes, until the end.
Task<> exchange(Stream& stream, Bytes outgoing, std::string& incoming, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<char> buffer(61'440);
  bool ended = false;
  while (!ended || !outgoing.empty()) {
    const Interest writing = outgoing.empty() ? Interest::none : Interest::write;
    const Interest reading = ended ? Interest::none : Interest::read;
    ready turn(stream, reading | writing);
    const Interest possible = co_await turn;
    if (has(possible, Interest::write)) {
      EXPECT_EQ(0u, stream.held_bytes());
      const Io io = stream.write(outgoing.substr(0, 1 + random() % 100'000));
      EXPECT_NE(Io::Status::failed, io.status);
      outgoing.remove_prefix(io.bytes);
      if (outgoing.empty()) stream.finish();
    }
    if (!has(possible, Interest::read)) continue;
    const Io io = stream.read({buffer.data(), 1 + random() % buffer.size()});
    EXPECT_NE(Io::Status::failed, io.status);
    incoming.append(buffer.data(), io.bytes);
    ended = io.status == Io::Status::end;
  }
  while (stream.held_bytes() > 0) {
    ready rest(stream, Interest::write);
    co_await rest;
  }
}

Task<> write_all(Stream& stream, Bytes outgoing) {
  while (!outgoing.empty()) {
    const Io io = stream.write(outgoing);
    EXPECT_NE(Io::Status::failed, io.status);
    outgoing.remove_prefix(io.bytes);
    if (outgoing.empty()) break;
    ready more(stream, Interest::write);
    co_await more;
  }
}

/// Waits before every read, as a session does, with a buffer of `piece` octets.
Task<> read_count(Stream& stream, std::size_t count, std::string& incoming, std::size_t piece) {
  std::vector<char> buffer(piece);
  while (incoming.size() < count) {
    ready octets(stream, Interest::read);
    co_await octets;
    const Io io = stream.read(buffer);
    EXPECT_NE(Io::Status::failed, io.status);
    incoming.append(buffer.data(), io.bytes);
    if (io.status == Io::Status::end) break;
  }
}

Task<> wait_once(Stream& stream, Interest wanted, Interest& possible, bool& over) {
  ready wait(stream, wanted);
  possible = co_await wait;
  over = true;
}

class Tls : public ::testing::Test {
 protected:
  void shake() {
    auto sockets = bench_.pair();
    client_descriptor_ = sockets.client_descriptor;
    server_descriptor_ = sockets.server_descriptor;
    settle(shake_hands(bench_, std::move(sockets), client_context(), server_context()));
  }

  void settle(ShakenPair shaken) {
    ASSERT_TRUE(shaken.client);
    ASSERT_TRUE(shaken.server);
    client_ = std::move(*shaken.client);
    server_ = std::move(*shaken.server);
  }

  Io read_when_possible(Stream& stream, std::span<char> into) {
    Io io;
    bench_.turn_until([&] { return (io = stream.read(into)).status != Io::Status::again; });
    return io;
  }

  void run(Task<> first) {
    std::vector<Task<>> tasks;
    tasks.push_back(std::move(first));
    bench_.run(tasks);
  }

  void run(Task<> first, Task<> second) {
    std::vector<Task<>> tasks;
    tasks.push_back(std::move(first));
    tasks.push_back(std::move(second));
    bench_.run(tasks);
  }

  void exchange_both_ways(std::size_t size) {
    const std::string up = pattern(size, 1);
    const std::string down = pattern(size, 2);
    std::string at_server;
    std::string at_client;
    run(exchange(*client_, up, at_client, 3), exchange(*server_, down, at_server, 4));
    EXPECT_TRUE(up == at_server) << at_server.size();
    EXPECT_TRUE(down == at_client) << at_client.size();
    EXPECT_FALSE(client_->trouble());
    EXPECT_FALSE(server_->trouble());
  }

  TlsBench bench_;
  std::unique_ptr<Stream> client_;
  std::unique_ptr<Stream> server_;
  int client_descriptor_ = -1;
  int server_descriptor_ = -1;
};

constexpr std::size_t five_megabytes = 5'000'000;

TEST_F(Tls, CarriesFiveMegabytesEachWay) {
  shake();
  exchange_both_ways(five_megabytes);
}

TEST_F(Tls, CarriesFiveMegabytesEachWayOverStreamsThatMoveLittle) {
  auto sockets = bench_.pair();
  sockets.client = std::make_unique<ChoppyStream>(std::move(sockets.client), 5);
  sockets.server = std::make_unique<ChoppyStream>(std::move(sockets.server), 6);
  settle(shake_hands(bench_, std::move(sockets), client_context(), server_context()));
  exchange_both_ways(five_megabytes);
}

TEST_F(Tls, HalfCloseLeavesTheOtherDirectionOpen) {
  for (const bool client_first : {true, false}) {
    shake();
    Stream& first = client_first ? *client_ : *server_;
    Stream& second = client_first ? *server_ : *client_;
    const std::string question = pattern(64 * 1024, 7);
    std::string asked;
    run(exchange(first, question, asked, 8), [](Stream& stream) -> Task<> {
      std::string all;
      auto reading = read_count(stream, SIZE_MAX, all, 4096);
      co_await reading;
      auto writing = write_all(stream, all);
      co_await writing;
      stream.finish();
    }(second));
    EXPECT_TRUE(asked == question) << asked.size();
    EXPECT_FALSE(first.trouble());
    EXPECT_FALSE(second.trouble());
  }
}

TEST_F(Tls, DestroyingAStreamEndsItInOrder) {
  shake();
  EXPECT_EQ(3u, server_->write("bye").bytes);
  server_.reset();
  std::string incoming;
  run(read_count(*client_, SIZE_MAX, incoming, 100));
  EXPECT_EQ("bye", incoming);
  EXPECT_FALSE(client_->trouble());
}

TEST_F(Tls, WhatIsHeldAlreadyEndsAWaitForRead) {
  shake();
  const std::string text = pattern(50'000, 9);
  run(write_all(*client_, text));
  // Everything is in one buffer or the other before the first small read; epoll tells of it once.
  std::string incoming;
  run(read_count(*server_, text.size(), incoming, 77));
  EXPECT_TRUE(text == incoming);
}

TEST_F(Tls, AWaitForReadDoesNotSpinOnHalfARecord) {
  auto sockets = bench_.pair();
  auto gate = std::make_unique<GatedStream>(std::move(sockets.server));
  GatedStream& gated = *gate;
  sockets.server = std::move(gate);
  settle(shake_hands(bench_, std::move(sockets), client_context(), server_context()));
  gated.let_through(100);
  EXPECT_EQ(1000u, client_->write(pattern(1000, 10)).bytes);
  char text[2000];
  bench_.idle(5ms);
  EXPECT_EQ(Io::Status::again, server_->read(text).status);
  Interest possible = Interest::none;
  bool over = false;
  Task<> waiting = wait_once(*server_, Interest::read, possible, over);
  waiting.start();
  bench_.idle(20ms);
  EXPECT_FALSE(over);
  gated.let_through(SIZE_MAX);
  bench_.turn_until([&] { return over; });
  EXPECT_EQ(Interest::read, possible);
  EXPECT_EQ(1000u, server_->read(text).bytes);
}

TEST_F(Tls, SmallRecordsThatCameTogetherAreReadTogether) {
  shake();
  for (int i = 0; i < 100; ++i)
    EXPECT_EQ(10u, client_->write("0123456789").bytes);
  char text[2000];
  EXPECT_EQ(1000u, read_when_possible(*server_, text).bytes);
}

TEST_F(Tls, ReadsAndWritesNothing) {
  shake();
  EXPECT_EQ(Io::Status::done, client_->write("").status);
  EXPECT_EQ(Io::Status::done, client_->read({}).status);
  char text[10];
  EXPECT_EQ(Io::Status::again, client_->read(text).status);
}

TEST_F(Tls, HoldsAtMostOneRecordForAPeerThatDoesNotRead) {
  shake();
  const std::string much = pattern(100'000, 11);
  std::size_t taken = 0;
  for (Io io = client_->write(much); io.status == Io::Status::done; io = client_->write(much)) {
    taken += io.bytes;
    ASSERT_LT(taken, 100'000'000u);
  }
  EXPECT_GT(client_->held_bytes(), 0u);
  EXPECT_LT(client_->held_bytes(), 17'000u);
  bench_.idle(20ms);
  EXPECT_EQ(Io::Status::again, client_->write(much).status);
}

TEST_F(Tls, WhatIsHeldLeavesAlthoughNobodyWaits) {
  shake();
  const std::string much = pattern(1'000'000, 12);
  std::size_t taken = 0;
  while (client_->held_bytes() == 0)
    taken += client_->write(Bytes(much).substr(taken)).bytes;
  client_->finish();
  std::string incoming;
  run(read_count(*server_, SIZE_MAX, incoming, 10'000));
  EXPECT_TRUE(Bytes(much).substr(0, taken) == incoming);
  EXPECT_EQ(0u, client_->held_bytes());
  EXPECT_FALSE(server_->trouble());
}

TEST_F(Tls, WhatIsHeldLeavesWhileSomebodyWaitsForReadOrForNothing) {
  for (const Interest wanted : {Interest::read, Interest::none}) {
    shake();
    Interest possible = Interest::both;
    bool over = false;
    Task<> waiting = wait_once(*client_, wanted, possible, over);
    waiting.start();
    bench_.idle(2ms);
    const std::string much = pattern(1'000'000, 13);
    std::size_t taken = 0;
    while (client_->held_bytes() == 0)
      taken += client_->write(Bytes(much).substr(taken)).bytes;
    std::string incoming;
    run(read_count(*server_, taken, incoming, 10'000));
    EXPECT_TRUE(Bytes(much).substr(0, taken) == incoming);
    EXPECT_EQ(0u, client_->held_bytes());
    EXPECT_FALSE(over);
    client_->wake();
    bench_.turn_until([&] { return over; });
    EXPECT_EQ(Interest::none, possible);
  }
}

TEST_F(Tls, AWaitForWriteEndsWhenNothingIsHeld) {
  shake();
  const std::string much = pattern(100'000, 14);
  while (client_->held_bytes() == 0)
    client_->write(much);
  Interest possible = Interest::none;
  bool over = false;
  Task<> waiting = wait_once(*client_, Interest::both, possible, over);
  waiting.start();
  bench_.idle(20ms);
  EXPECT_FALSE(over);
  std::vector<char> sink(60'000);
  bench_.turn_until([&] {
    server_->read(sink);
    return over;
  });
  EXPECT_EQ(Interest::write, possible);
  EXPECT_EQ(0u, client_->held_bytes());
}

TEST_F(Tls, WakeEndsEveryKindOfWait) {
  shake();
  const std::string much = pattern(100'000, 15);
  while (client_->held_bytes() == 0)
    client_->write(much);
  for (const Interest wanted : {Interest::none, Interest::read, Interest::write, Interest::both}) {
    Interest possible = Interest::both;
    bool over = false;
    Task<> waiting = wait_once(*client_, wanted, possible, over);
    client_->wake();  // nobody waits: not kept
    waiting.start();
    bench_.idle(2ms);
    EXPECT_FALSE(over);
    client_->wake();
    client_->wake();
    EXPECT_FALSE(over) << "inside wake";
    bench_.turn_until([&] { return over; });
    EXPECT_EQ(Interest::none, possible);
  }
}

TEST_F(Tls, AWaitNeverEndsInsideItsOwnCall) {
  shake();
  run(write_all(*client_, pattern(1000, 16)));
  char text[10];
  read_when_possible(*server_, text);
  Interest possible = Interest::none;
  bool over = false;
  Task<> waiting = wait_once(*server_, Interest::read, possible, over);
  waiting.start();
  EXPECT_FALSE(over);
  bench_.turn_until([&] { return over; });
  EXPECT_EQ(Interest::read, possible);
}

Task<> destroy_when_possible(std::unique_ptr<Stream>& stream, bool& over) {
  ready octets(*stream, Interest::read);
  co_await octets;
  stream.reset();
  over = true;
}

TEST_F(Tls, AWaiterMayDestroyTheStream) {
  shake();
  bool over = false;
  Task<> waiting = destroy_when_possible(server_, over);
  waiting.start();
  EXPECT_EQ(5u, client_->write("Hello").bytes);
  bench_.turn_until([&] { return over; });
  char text[10];
  EXPECT_EQ(Io::Status::end, read_when_possible(*client_, text).status);
}

TEST_F(Tls, MayBeDestroyedWhileSomebodyWaits) {
  for (const bool wait_is_over : {false, true}) {
    shake();
    EXPECT_EQ(100u, client_->write(pattern(100, 17)).bytes);
    char text[10];
    read_when_possible(*server_, text);
    std::string rest(90, ' ');
    if (!wait_is_over) read_when_possible(*server_, rest);
    Interest possible = Interest::none;
    bool over = false;
    Task<> waiting = wait_once(*server_, Interest::read, possible, over);
    waiting.start();
    server_.reset();
    bench_.idle(5ms);
    EXPECT_FALSE(over);
  }
}

}  // namespace
}  // namespace parley::net
