// Events in memory as a source, and the few of them that tests of scripts and replays need.
#pragma once

#include <list>
#include <string>
#include <vector>

#include "event/source.h"

namespace parley::session {

/// A conversation written down by hand, each event 10 ms after the one before it.
class WrittenSource final : public event::Source {
 public:
  WrittenSource() {
    party_.remote = {*IpAddress::parse("10.0.0.7"), Port{8000}};
    party_.local = {*IpAddress::parse("10.0.0.1"), Port{50000}};
    party_.opened_here = true;
  }

  event::Party& party() { return party_; }

  event::Event& add(event::Kind kind, std::string bytes = {}, unsigned connection = 1) {
    texts_.push_back(std::move(bytes));
    event::Event& event = events_.emplace_back();
    event.kind = kind;
    event.number = events_.size();
    event.time = time_ += std::chrono::milliseconds{10};
    event.peer = event::PeerId{connection};
    event.connection = event::ConnectionId{connection};
    event.party = &party_;
    event.bytes = event.message = texts_.back();
    return event;
  }

  void pass(Duration duration) { time_ += duration; }

  Result<const event::Event*> next() override {
    if (at_ == events_.size()) return nullptr;
    auto place = events_.begin();
    std::advance(place, static_cast<std::ptrdiff_t>(at_++));
    place->party = &party_;  // this object may have been moved
    return &*place;
  }
  std::vector<std::string> remarks() const override { return {}; }

 private:
  event::Party party_;
  std::list<std::string> texts_;
  std::list<event::Event> events_;
  WallTime time_{std::chrono::hours{24 * 365 * 56}};
  std::size_t at_ = 0;
};

}  // namespace parley::session
