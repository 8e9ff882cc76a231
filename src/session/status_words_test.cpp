#include "session/status_words.h"

#include <gtest/gtest.h>

namespace parley::session {
namespace {

using State = Status::State;

Status at(State state) {
  Status status;
  status.state = state;
  return status;
}

TEST(StatusWords, OfAServer) {
  Asked server;
  server.port = Port{8888};
  EXPECT_EQ("opening port 8888", status_words(server, at(State::opening), ""));
  Status listening = at(State::listening);
  EXPECT_EQ("opening port 8888", status_words(server, listening, ""));
  listening.local = {{IpAddress::any(IpAddress::Family::v6), Port{8888}}};
  EXPECT_EQ("listening on port 8888", status_words(server, listening, ""));
  server.transport = event::Transport::udp;
  EXPECT_EQ("listening on UDP port 8888", status_words(server, listening, ""));
  listening.local = {{*IpAddress::parse("127.0.0.1"), Port{8888}}};
  EXPECT_EQ("listening on UDP 127.0.0.1:8888", status_words(server, listening, ""));
  EXPECT_EQ("ended", status_words(server, at(State::ended), ""));
}

TEST(StatusWords, OfWhatConnects) {
  Asked client;
  client.kind = Asked::Kind::client;
  client.where = "esp.local";
  client.port = Port{80};
  EXPECT_EQ("connecting to esp.local:80: next attempt in 1 s",
            status_words(client, at(State::connecting), "next attempt in 1 s"));
  Status connected = at(State::connected);
  EXPECT_EQ("connected to esp.local:80", status_words(client, connected, ""));
  connected.peers.emplace_back().party.remote = {*IpAddress::parse("10.0.0.7"), Port{80}};
  EXPECT_EQ("connected to 10.0.0.7:80", status_words(client, connected, ""));
  EXPECT_EQ("ended: closed here", status_words(client, at(State::ended), "closed here"));
  Status failed = at(State::failed);
  EXPECT_EQ("failed", status_words(client, failed, ""));
  failed.trouble = Status::Trouble{0, {"cannot connect", "why", "next"}};
  EXPECT_EQ("cannot connect", status_words(client, failed, ""));
}

TEST(StatusWords, OfBoardsAndSerialLines) {
  Asked board;
  board.kind = Asked::Kind::board;
  board.where = "TcpClient";
  EXPECT_EQ("building TcpClient", status_words(board, at(State::opening), ""));
  EXPECT_EQ("starting TcpClient", status_words(board, at(State::connecting), ""));
  EXPECT_EQ("TcpClient is running", status_words(board, at(State::connected), ""));
  Asked serial;
  serial.kind = Asked::Kind::serial;
  serial.where = "/dev/ttyUSB0";
  EXPECT_EQ("waiting for /dev/ttyUSB0", status_words(serial, at(State::connecting), "x"));
}

}  // namespace
}  // namespace parley::session
