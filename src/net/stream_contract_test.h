// What the streams and acceptors of every Network must do, as tests that do not know which one they
// test: the simulated one and real sockets on loopback run the very same cases.
//
//   class Contract : public testing::TestWithParam<contract::Case> {};
//   TEST_P(Contract, Holds) { contract::Bench bench{...}; GetParam().run(bench); }
//   INSTANTIATE_TEST_SUITE_P(, Contract, testing::ValuesIn(contract::stream_cases()),
//   contract::name);
//
// Thread rule: the thread of the bench's loop.
#pragma once

#include "net/stream_contract_bench.h"

namespace parley::net::contract {

// Streams

inline void echo_is_whole_and_in_order(Bench& bench) {
  Pair pair = connect(bench);
  const ByteString bytes = random_bytes(100'000, 1);
  ByteString received;
  run(bench, talk(*pair.client, bytes, received), echo(*pair.server));
  EXPECT_TRUE(bytes == received) << received.size();
}

inline void half_closed_client_still_reads(Bench& bench) {
  Pair pair = connect(bench);
  const ByteString question = random_bytes(65'536, 2);
  const ByteString answer = random_bytes(65'536, 3);
  ByteString heard_by_server;
  Io last;
  run(bench, finish_after(*pair.client, question), read_all(*pair.server, heard_by_server, last));
  EXPECT_TRUE(question == heard_by_server);
  EXPECT_EQ(Io::Status::end, last.status);
  ByteString heard_by_client;
  run(bench, finish_after(*pair.server, answer), read_all(*pair.client, heard_by_client, last));
  EXPECT_TRUE(answer == heard_by_client);
  EXPECT_EQ(Io::Status::end, last.status);
}

inline void half_closed_server_still_reads(Bench& bench) {
  Pair pair = connect(bench);
  pair.server->finish();
  Io last;
  run(bench, read_one(*pair.client, last));
  EXPECT_EQ(Io::Status::end, last.status);
  ByteString received;
  run(bench, finish_after(*pair.client, "after the end"), read_all(*pair.server, received, last));
  EXPECT_EQ("after the end", received);
}

inline void nothing_is_written_after_finish(Bench& bench) {
  Pair pair = connect(bench);
  pair.client->finish();
  const Io put = pair.client->write("late");
  EXPECT_EQ(Io::Status::failed, put.status);
  EXPECT_EQ(EPIPE, put.error);
}

inline void closing_delivers_what_was_written(Bench& bench) {
  Pair pair = connect(bench);
  const ByteString bytes = random_bytes(20'000, 4);
  ByteString received;
  Io last;
  const Io put = pair.server->write(bytes);
  ASSERT_EQ(Io::Status::done, put.status);
  pair.server.reset();
  run(bench, read_all(*pair.client, received, last));
  EXPECT_TRUE(bytes.substr(0, put.bytes) == received);
  EXPECT_EQ(Io::Status::end, last.status);
}

inline void abort_resets_the_readers_end(Bench& bench) {
  Pair pair = connect(bench);
  pair.server->abort();
  pair.server.reset();
  Io last;
  run(bench, read_one(*pair.client, last));
  EXPECT_EQ(Io::Status::failed, last.status);
  EXPECT_EQ(ECONNRESET, last.error);
  EXPECT_EQ(EPIPE, pair.client->write("x").error);
}

inline void abort_resets_the_writers_end(Bench& bench) {
  Pair pair = connect(bench);
  pair.server->abort();
  pair.server.reset();
  bool resumed = false;
  run(bench, await_read(*pair.client, resumed));
  EXPECT_EQ(ECONNRESET, pair.client->write("x").error);
  EXPECT_EQ(EPIPE, pair.client->write("x").error);
}

inline void closing_with_unread_data_resets(Bench& bench) {
  Pair pair = connect(bench);
  pair.client->write("never read");
  bool resumed = false;
  run(bench, await_read(*pair.server, resumed));
  pair.server.reset();
  Io last;
  run(bench, read_one(*pair.client, last));
  EXPECT_EQ(ECONNRESET, last.error);
}

inline void data_for_a_closed_end_resets(Bench& bench) {
  Pair pair = connect(bench);
  pair.server.reset();
  Io last;
  run(bench, read_one(*pair.client, last));
  EXPECT_EQ(Io::Status::end, last.status);
  EXPECT_EQ(Io::Status::done, pair.client->write("x").status);
  pause(bench);
  EXPECT_EQ(EPIPE, pair.client->write("x").error);
}

inline void a_full_peer_makes_writes_wait(Bench& bench) {
  Pair pair = connect(bench);
  const ByteString bytes = random_bytes(500'000, 5);
  ByteString sent;
  Io put = Io::done(0);
  for (int pauses = 0; pauses < 5; ++pauses) {  // buffers grow, and what is on its way arrives
    std::size_t begin = 0;
    while ((put = pair.client->write(Bytes(bytes).substr(begin))).status == Io::Status::done) {
      sent.append(bytes, begin, put.bytes);
      begin = (begin + put.bytes) % bytes.size();
    }
    pause(bench);
  }
  EXPECT_EQ(Io::Status::again, put.status);
  ASSERT_FALSE(sent.empty());
  ByteString received;
  Io last;
  run(bench, finish_after(*pair.client, "the rest"), read_all(*pair.server, received, last));
  EXPECT_TRUE(sent + "the rest" == received) << sent.size() << " and " << received.size();
}

inline void ends_know_each_other(Bench& bench) {
  Pair pair = connect(bench);
  EXPECT_EQ(bench.address, pair.client->remote().address);
  EXPECT_EQ(pair.client->local(), pair.server->remote());
  EXPECT_EQ(pair.client->remote(), pair.server->local());
  EXPECT_EQ(pair.acceptor->local().port, pair.server->local().port);
  EXPECT_NE(Port{0}, pair.client->local().port);
}

inline void health_tells_that_all_is_well(Bench& bench) {
  Pair pair = connect(bench);
  ByteString received;
  run(bench, talk(*pair.client, "hello", received), echo(*pair.server));
  pause(bench);
  const auto health = pair.client->health();
  ASSERT_TRUE(health);
  EXPECT_EQ(0u, health->unacknowledged);
  EXPECT_EQ(0u, health->bytes_not_sent);
  EXPECT_EQ(0u, health->probes_unanswered);
}

// Waiting

inline void a_wait_ends_never_inside_a_call(Bench& bench) {
  Pair pair = connect(bench);
  Interest result = Interest::none;
  bool resumed = false;
  Task<> writer = await_into(*pair.client, Interest::both, result, resumed);
  writer.start();
  EXPECT_FALSE(resumed);  // though it could write at once
  pause(bench);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::write, result);
}

inline void wake_ends_a_wait_with_nothing(Bench& bench) {
  Pair pair = connect(bench);
  Interest result = Interest::both;
  bool resumed = false;
  Task<> reader = await_into(*pair.client, Interest::read, result, resumed);
  reader.start();
  pause(bench);
  EXPECT_FALSE(resumed);
  pair.client->wake();
  EXPECT_FALSE(resumed);
  pause(bench);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::none, result);
  pair.client->wake();  // nobody waits: it is not remembered
  resumed = false;
  reader = await_into(*pair.client, Interest::read, result, resumed);
  reader.start();
  pause(bench);
  EXPECT_FALSE(resumed);
}

inline void a_wait_for_none_ends_by_wake_alone(Bench& bench) {
  Pair pair = connect(bench);
  Interest result = Interest::both;
  bool resumed = false;
  Task<> waiter = await_into(*pair.client, Interest::none, result, resumed);
  waiter.start();
  pair.server->write("something");
  pause(bench);
  EXPECT_FALSE(resumed);
  pair.client->wake();
  pause(bench);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::none, result);
}

inline void a_wait_tells_only_what_was_wanted(Bench& bench) {
  Pair pair = connect(bench);
  Interest result = Interest::none;
  bool resumed = false;
  pair.server->write("x");
  run(bench, await_into(*pair.client, Interest::read, result, resumed));
  EXPECT_EQ(Interest::read, result);
  run(bench, await_into(*pair.client, Interest::write, result, resumed));
  EXPECT_EQ(Interest::write, result);
  // Nothing was read, so the next wait ends, too.
  run(bench, await_into(*pair.client, Interest::both, result, resumed));
  EXPECT_EQ(Interest::both, result);
}

inline void a_destroyed_stream_forgets_who_waits(Bench& bench) {
  Pair pair = connect(bench);
  bool resumed = false;
  Task<> reader = await_read(*pair.client, resumed);
  reader.start();
  pair.client.reset();
  Io last;
  run(bench, read_one(*pair.server, last));
  EXPECT_EQ(Io::Status::end, last.status);
  EXPECT_FALSE(resumed);
}

inline void a_destroyed_stream_forgets_who_was_woken(Bench& bench) {
  Pair pair = connect(bench);
  bool resumed = false;
  Task<> reader = await_read(*pair.client, resumed);
  reader.start();
  pair.client->wake();
  pair.client.reset();
  pause(bench);
  EXPECT_FALSE(resumed);
}

inline Task<> own_and_await(std::unique_ptr<Stream> stream, bool& resumed) {
  co_await ready(*stream, Interest::read);
  resumed = true;
}

inline void a_destroyed_frame_closes_its_stream(Bench& bench) {
  Pair pair = connect(bench);
  bool resumed = false;
  {
    Task<> owner = own_and_await(std::move(pair.client), resumed);
    owner.start();
    pause(bench);
    pair.server->write("x");
  }
  Io last;
  ByteString received;
  run(bench, read_all(*pair.server, received, last));
  EXPECT_FALSE(resumed);
}

// Opening

inline void connecting_to_a_closed_port_is_refused(Bench& bench) {
  Endpoint nobody;
  {
    auto listening = bench.server.listen({bench.address, Port{0}}, false);
    ASSERT_TRUE(listening);
    nobody = (*listening)->local();
  }
  Connected dialled;
  run(bench, dial(bench.client, nobody, 20s, dialled));
  ASSERT_FALSE(dialled);
  EXPECT_EQ(ErrorClass::refused, dialled.error().kind);
  EXPECT_EQ("cannot connect to " + nobody.to_string() + ": connection refused (ECONNREFUSED)",
            to_string(dialled.error()));
}

inline void a_port_is_listened_on_once(Bench& bench) {
  auto first = bench.server.listen({bench.address, Port{0}}, false);
  ASSERT_TRUE(first);
  const Endpoint taken = (*first)->local();
  const auto second = bench.server.listen(taken, false);
  ASSERT_FALSE(second);
  EXPECT_EQ("cannot listen on " + taken.to_string() + ": address already in use (EADDRINUSE)",
            to_string(second.error()));
  EXPECT_EQ(ErrorClass::in_use, second.error().kind);
  first->reset();
  EXPECT_TRUE(bench.server.listen(taken, false));
}

inline void a_foreign_address_is_not_listened_on(Bench& bench) {
  const auto listening = bench.server.listen({*IpAddress::parse("203.0.113.9"), Port{0}}, false);
  ASSERT_FALSE(listening);
  EXPECT_EQ(ErrorClass::not_local, listening.error().kind);
  EXPECT_EQ("listen on 203.0.113.9:0", listening.error().attempted);
}

inline void an_acceptor_waits_and_wakes(Bench& bench) {
  auto listening = bench.server.listen({bench.address, Port{0}}, false);
  ASSERT_TRUE(listening);
  Acceptor& acceptor = **listening;
  const Accepted none = acceptor.accept();
  EXPECT_FALSE(none.stream);
  EXPECT_EQ(EAGAIN, none.error);
  EXPECT_FALSE(none.turned_away);
  Interest result = Interest::both;
  bool resumed = false;
  Task<> waiter = await_into(acceptor, Interest::read, result, resumed);
  waiter.start();
  pause(bench);
  EXPECT_FALSE(resumed);
  acceptor.wake();
  pause(bench);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::none, result);
}

inline std::vector<Case> stream_cases() {
#define CONTRACT_CASE(name) \
  { #name, name }
  return {
      CONTRACT_CASE(echo_is_whole_and_in_order),
      CONTRACT_CASE(half_closed_client_still_reads),
      CONTRACT_CASE(half_closed_server_still_reads),
      CONTRACT_CASE(nothing_is_written_after_finish),
      CONTRACT_CASE(closing_delivers_what_was_written),
      CONTRACT_CASE(abort_resets_the_readers_end),
      CONTRACT_CASE(abort_resets_the_writers_end),
      CONTRACT_CASE(closing_with_unread_data_resets),
      CONTRACT_CASE(data_for_a_closed_end_resets),
      CONTRACT_CASE(a_full_peer_makes_writes_wait),
      CONTRACT_CASE(ends_know_each_other),
      CONTRACT_CASE(health_tells_that_all_is_well),
      CONTRACT_CASE(a_wait_ends_never_inside_a_call),
      CONTRACT_CASE(wake_ends_a_wait_with_nothing),
      CONTRACT_CASE(a_wait_for_none_ends_by_wake_alone),
      CONTRACT_CASE(a_wait_tells_only_what_was_wanted),
      CONTRACT_CASE(a_destroyed_stream_forgets_who_waits),
      CONTRACT_CASE(a_destroyed_stream_forgets_who_was_woken),
      CONTRACT_CASE(a_destroyed_frame_closes_its_stream),
      CONTRACT_CASE(connecting_to_a_closed_port_is_refused),
      CONTRACT_CASE(a_port_is_listened_on_once),
      CONTRACT_CASE(a_foreign_address_is_not_listened_on),
      CONTRACT_CASE(an_acceptor_waits_and_wakes),
  };
#undef CONTRACT_CASE
}

}  // namespace parley::net::contract
