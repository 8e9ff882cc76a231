// What the datagrams of every Network must do; to be used as stream_contract_test.h.
//
// Thread rule: the thread of the bench's loop.
#pragma once

#include "net/stream_contract_bench.h"

namespace parley::net::contract {

struct Sockets {
  std::unique_ptr<Datagrams> client;  ///< connected to the server
  std::unique_ptr<Datagrams> server;
};

inline Sockets open_sockets(Bench& bench) {
  Sockets sockets;
  auto server = bench.server.datagrams(DatagramProtocol::udp, {bench.address, Port{0}}, {});
  EXPECT_TRUE(server) << to_string(server.error());
  sockets.server = std::move(*server);
  auto client = bench.client.datagrams(DatagramProtocol::udp, {}, sockets.server->local());
  EXPECT_TRUE(client) << to_string(client.error());
  sockets.client = std::move(*client);
  return sockets;
}

struct Received {
  Datagram datagram;
  ByteString bytes;
};

inline Task<> receive_one(Datagrams& socket, std::size_t room, Received& result) {
  std::vector<char> buffer(room);
  while ((result.datagram = socket.receive(buffer)).io.status == Io::Status::again) {
    co_await ready(socket, Interest::read);
  }
  result.bytes.assign(buffer.data(), result.datagram.io.bytes);
}

inline void datagrams_keep_their_boundaries(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  const std::vector<ByteString> sent{"one", "", "three", random_bytes(9'000, 6)};
  for (const ByteString& bytes : sent) {
    const Io put = sockets.client->send(bytes, {});
    EXPECT_EQ(Io::Status::done, put.status);
    EXPECT_EQ(bytes.size(), put.bytes);
  }
  for (const ByteString& bytes : sent) {
    Received next;
    run(bench, receive_one(*sockets.server, 65'536, next));
    EXPECT_EQ(Io::Status::done, next.datagram.io.status);
    EXPECT_TRUE(bytes == next.bytes) << next.bytes.size();
    EXPECT_EQ(sockets.client->local(), next.datagram.from);
    EXPECT_EQ(0u, next.datagram.kernel_drops);
  }
  char rest[10];
  EXPECT_EQ(Io::Status::again, sockets.server->receive(rest).io.status);
}

inline void a_long_datagram_is_cut_to_the_buffer(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  sockets.client->send("abcdef", {});
  sockets.client->send("next", {});
  Received first;
  Received second;
  run(bench, receive_one(*sockets.server, 3, first));
  run(bench, receive_one(*sockets.server, 30, second));
  EXPECT_EQ("abc", first.bytes);
  EXPECT_EQ("next", second.bytes);
}

inline void a_server_answers_who_asked(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  sockets.client->send("question", {});
  Received question;
  run(bench, receive_one(*sockets.server, 100, question));
  EXPECT_EQ(Io::Status::done, sockets.server->send("answer", question.datagram.from).status);
  Received answer;
  run(bench, receive_one(*sockets.client, 100, answer));
  EXPECT_EQ("answer", answer.bytes);
  EXPECT_EQ(sockets.server->local(), answer.datagram.from);
}

inline void a_connected_socket_hears_one_end_alone(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  auto stranger = bench.server.datagrams(DatagramProtocol::udp, {bench.address, Port{0}}, {});
  ASSERT_TRUE(stranger);
  (*stranger)->send("from a stranger", sockets.client->local());
  sockets.server->send("from the server", sockets.client->local());
  Received first;
  run(bench, receive_one(*sockets.client, 100, first));
  EXPECT_EQ("from the server", first.bytes);
}

inline void a_connected_socket_learns_that_nobody_is_there(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  sockets.server.reset();
  EXPECT_EQ(Io::Status::done, sockets.client->send("anybody?", {}).status);
  Received answer;
  run(bench, receive_one(*sockets.client, 100, answer));
  EXPECT_EQ(Io::Status::failed, answer.datagram.io.status);
  EXPECT_EQ(ECONNREFUSED, answer.datagram.io.error);
}

inline void a_datagram_too_long_is_not_sent(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  const Io put = sockets.client->send(ByteString(65'600, 'x'), {});
  EXPECT_EQ(Io::Status::failed, put.status);
  EXPECT_EQ(EMSGSIZE, put.error);
}

inline void a_datagram_port_is_bound_once(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  const Endpoint taken = sockets.server->local();
  const auto second = bench.server.datagrams(DatagramProtocol::udp, taken, {});
  ASSERT_FALSE(second);
  EXPECT_EQ("cannot listen on " + taken.to_string() + " (UDP): address already in use (EADDRINUSE)",
            to_string(second.error()));
}

inline void datagrams_can_be_waited_for_and_woken(Bench& bench) {
  Sockets sockets = open_sockets(bench);
  Interest result = Interest::both;
  bool resumed = false;
  Task<> waiter = await_into(*sockets.server, Interest::read, result, resumed);
  waiter.start();
  pause(bench);
  EXPECT_FALSE(resumed);
  sockets.server->wake();
  pause(bench);
  EXPECT_TRUE(resumed);
  EXPECT_EQ(Interest::none, result);
}

inline std::vector<Case> datagrams_cases() {
#define CONTRACT_CASE(name) \
  { #name, name }
  return {
      CONTRACT_CASE(datagrams_keep_their_boundaries),
      CONTRACT_CASE(a_long_datagram_is_cut_to_the_buffer),
      CONTRACT_CASE(a_server_answers_who_asked),
      CONTRACT_CASE(a_connected_socket_hears_one_end_alone),
      CONTRACT_CASE(a_connected_socket_learns_that_nobody_is_there),
      CONTRACT_CASE(a_datagram_too_long_is_not_sent),
      CONTRACT_CASE(a_datagram_port_is_bound_once),
      CONTRACT_CASE(datagrams_can_be_waited_for_and_woken),
  };
#undef CONTRACT_CASE
}

}  // namespace parley::net::contract
