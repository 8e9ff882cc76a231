// For tests, also of rooms that know no recordings: a file of ours with made-up conversations.
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "event/event.h"
#include "record/encoder.h"

namespace parley::log {

class MadeUpRecording {
 public:
  explicit MadeUpRecording(std::filesystem::path path) : path_(std::move(path)) {}

  void connect(std::uint32_t peer, const char* address, unsigned port) {
    event::Party party;
    party.remote = {*IpAddress::parse(address), static_cast<Port>(port)};
    party.local = {*IpAddress::parse("192.168.1.2"), Port{8888}};
    open(peer, party);
  }

  void open_serial(std::uint32_t peer, const char* device) {
    event::Party party;
    party.transport = event::Transport::serial;
    party.target = device;
    open(peer, party);
  }

  void say(std::uint32_t peer, event::Kind kind, std::string octets) {
    add({kind, peer, std::move(octets), {}});
  }

  void close(std::uint32_t peer, std::string reason) {
    add({event::Kind::closed, peer, {}, std::move(reason)});
  }

  /// So many events: one peer connects, and then messages come and go; each tenth says "ten".
  void talk(std::size_t events) {
    connect(1, "192.168.1.20", 51'234);
    for (std::size_t number = 2; number <= events; ++number) {
      const bool tenth = number % 10 == 0;
      say(1, number % 2 == 0 ? event::Kind::received : event::Kind::sent,
          (tenth ? "a round ten, message " : "message ") + std::to_string(number));
    }
  }

  /// The file as a whole.
  const std::string& octets() {
    if (octets_.empty()) {
      number_ = 0;
      octets_ = record::encode_all([this](record::Encoder& encoder) {
        for (const Told& told : told_)
          put(encoder, told);
      });
    }
    return octets_;
  }

  /// What is missing of its first octets, behind those that are there.
  void write(std::size_t bytes) {
    std::ofstream file(path_, std::ios::binary | std::ios::app);
    file.write(octets().data() + written_, static_cast<std::streamsize>(bytes - written_));
    written_ = bytes;
  }
  void write() { write(octets().size()); }

 private:
  struct Told {
    event::Kind kind;
    std::uint32_t peer;
    std::string octets;
    std::string reason;
  };

  void open(std::uint32_t peer, event::Party party) {
    parties_[peer] = std::move(party);
    add({event::Kind::connected, peer, {}, {}});
  }

  void add(Told told) {
    told_.push_back(std::move(told));
    octets_.clear();
  }

  void put(record::Encoder& encoder, const Told& told) {
    event::Event event;
    event.number = ++number_;
    event.time = WallTime(std::chrono::seconds(1'790'000'000) +
                          std::chrono::milliseconds(static_cast<std::int64_t>(number_)));
    event.kind = told.kind;
    event.peer = event::PeerId{told.peer};
    event.connection = event::ConnectionId{told.peer};
    event.party = &parties_[told.peer];
    event.bytes = event.message = told.octets;
    event.reason = told.reason;
    encoder.put(event);
  }

  std::filesystem::path path_;
  std::map<std::uint32_t, event::Party> parties_;
  std::deque<Told> told_;
  std::string octets_;
  std::size_t written_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace parley::log
