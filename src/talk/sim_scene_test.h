// A talk on a simulated network, with a sink that keeps all that happened. For the tests of this
// room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "event/event.h"
#include "event/jsonl.h"
#include "net/sim_network.h"
#include "net/sim_world.h"
#include "talk/talk.h"

namespace parley::talk {

/// Keeps every event as its jsonl line, what each connection said, and how it ended.
class Collector final : public event::Sink {
 public:
  struct Connection {
    std::string received;
    std::string sent;
    int endings = 0;
    event::Kind ending{};
  };

  event::Room offer(const event::Event& event) override {
    numbers_follow = numbers_follow && event.number == ++last_number_;
    times_follow = times_follow && event.time >= last_time_;
    last_time_ = event.time;
    event::append_jsonl(event, log);
    ++kinds[event.kind];
    if (event.kind == event::Kind::noted) notes.emplace_back(event.reason);
    if (event.error) errors.push_back(*event.error);
    if (event.state) state = *event.state;
    if (event.connection == event::ConnectionId{}) return room;
    Connection& connection = connections[event.connection];
    if (event.kind == event::Kind::received) connection.received += event.bytes;
    if (event.kind == event::Kind::sent) connection.sent += event.bytes;
    if (event.kind == event::Kind::closed || event.kind == event::Kind::reset ||
        event.kind == event::Kind::failed) {
      ++connection.endings;
      connection.ending = event.kind;
    }
    return room;
  }
  void on_drained(std::function<void()> notify) override { drained = std::move(notify); }
  std::string_view name() const override { return "the test"; }

  std::string log;
  std::map<event::ConnectionId, Connection> connections;
  std::map<event::Kind, int> kinds;
  std::vector<std::string> notes;
  std::vector<Error> errors;
  event::PeerState state;  // as told last
  bool numbers_follow = true;
  bool times_follow = true;
  event::Room room = event::Room::more;
  std::function<void()> drained;

 private:
  std::uint64_t last_number_ = 0;
  WallTime last_time_;
};

/// One computer that talks (10.0.0.1) and one for its peers (10.0.0.7).
struct Scene {
  explicit Scene(std::uint64_t seed, const TalkSettings& settings = {},
                 const net::SimConditions& conditions = {})
      : world(seed, conditions) {
    auto made = Talk::make(*pc, settings);
    talk = std::move(*made);
    talk->add_sink(seen);
  }

  static IpAddress pc_address() { return *IpAddress::parse("10.0.0.1"); }
  static IpAddress board_address() { return *IpAddress::parse("10.0.0.7"); }
  static Endpoint server() { return {pc_address(), Port{8888}}; }

  Result<Endpoint> listen(ListenSettings settings = {}) {
    settings.local = server();
    return talk->listen(settings);
  }

  net::SimWorld world;
  std::unique_ptr<net::SimNetwork> pc = world.host(pc_address());
  std::unique_ptr<net::SimNetwork> board = world.host(board_address());
  Collector seen;
  std::unique_ptr<Talk> talk;
};

/// Writes all of `bytes`, waiting as needed. False: the connection failed.
inline net::Task<bool> write_all(net::Stream& stream, std::string bytes) {
  Bytes left = bytes;
  while (!left.empty()) {
    const net::Io put = stream.write(left);
    if (put.status == net::Io::Status::failed) co_return false;
    if (put.status == net::Io::Status::done) {
      left.remove_prefix(put.bytes);
    } else {
      co_await net::ready(stream, net::Interest::write);
    }
  }
  co_return true;
}

/// Reads up to `count` octets, or to the end. Nothing: the connection failed.
inline net::Task<std::optional<std::string>> read_up_to(net::Stream& stream, std::size_t count) {
  std::string all;
  char buffer[4096];
  while (all.size() < count) {
    const net::Io got =
        stream.read(std::span(buffer).first(std::min(sizeof buffer, count - all.size())));
    if (got.status == net::Io::Status::failed) co_return std::nullopt;
    if (got.status == net::Io::Status::end) break;
    if (got.status == net::Io::Status::done) {
      all.append(buffer, got.bytes);
    } else {
      co_await net::ready(stream, net::Interest::read);
    }
  }
  co_return all;
}

}  // namespace parley::talk
