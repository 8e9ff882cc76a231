// Which conversation a packet belongs to: the one place that tells conversations apart, so that all
// who show a capture give them the same numbers.
//
// A conversation is told by its link (an interface of the capture), its two ends and, over TCP, its
// first number: one that was seen on two links is two, and so is one that took the same ports
// again. Its client is who sent the SYN. Where none was captured, the end with a port below 1024 is
// the server; else the client is who spoke first, and where that is not known either, the end with
// the higher port.
//
// Limits: `flows_max` at once; then those that were silent longest are given up, half of them.
// Thread rule: one thread.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "wire/frame.h"
#include "wire/segment.h"

namespace parley::wire {

inline constexpr std::size_t flows_max = 65'536;

struct Flow {
  std::uint32_t number = 0;  ///< 1, 2, 3, ... in the order of their first packets
  std::string link;
  bool datagrams = false;  ///< UDP
  Endpoint client;
  Endpoint server;
  bool from_start = false;  ///< TCP: its SYN was captured
  std::uint32_t first = 0;  ///< TCP: the SYN's number
  WallTime begun{};
  WallTime latest{};
};

/// Who is the client of a conversation that begins, as far as is known, with this packet.
bool source_is_client(const Segment& segment);

/// True: a SYN of another connection that took the same ends.
bool begins_anew(const Flow& flow, const Segment& segment);

struct FlowKey {
  std::string link;
  bool datagrams = false;
  Endpoint low;
  Endpoint high;

  friend bool operator==(const FlowKey&, const FlowKey&) = default;
};

struct FlowKeyHash {
  std::size_t operator()(const FlowKey& key) const noexcept;
};

/// The conversations of a capture, each with a `State` of its owner's.
template <typename State>
class Flows {
 public:
  struct Entry {
    Flow flow;
    State state;
  };

  /// Called for each that is given up: its ports were taken again, there are too many, or `finish`.
  explicit Flows(std::function<void(Entry&)> gone) : gone_(std::move(gone)) {}

  Entry& of(const Frame& frame, const Segment& segment) {
    auto& slot = slot_of(frame, segment.source, segment.destination, false);
    if (slot && begins_anew(slot->flow, segment)) give_up(slot);
    if (!slot) {
      slot = begin(frame, segment.source, segment.destination, source_is_client(segment));
      slot->flow.from_start = segment.syn;
      slot->flow.first = segment.ack ? segment.acknowledgement - 1 : segment.sequence;
    }
    slot->flow.latest = frame.time;
    return *slot;
  }

  Entry& of(const Frame& frame, const Datagram& datagram) {
    auto& slot = slot_of(frame, datagram.source, datagram.destination, true);
    if (!slot) {
      slot = begin(frame, datagram.source, datagram.destination, true);
      slot->flow.datagrams = true;
    }
    slot->flow.latest = frame.time;
    return *slot;
  }

  /// Gives up all of them, in the order of their numbers.
  void finish() { give_up_silent_since(WallTime::max()); }

 private:
  using Slot = std::unique_ptr<Entry>;

  Slot& slot_of(const Frame& frame, const Endpoint& source, const Endpoint& destination,
                bool datagrams) {
    const auto ends = std::minmax(source, destination);
    FlowKey key{std::string(frame.link), datagrams, ends.first, ends.second};
    if (entries_.size() >= flows_max && !entries_.contains(key)) make_room();
    return entries_[std::move(key)];
  }

  Slot begin(const Frame& frame, const Endpoint& source, const Endpoint& destination,
             bool from_client) {
    auto entry = std::make_unique<Entry>();
    entry->flow.number = ++last_number_;
    entry->flow.link = frame.link;
    entry->flow.client = from_client ? source : destination;
    entry->flow.server = from_client ? destination : source;
    entry->flow.begun = frame.time;
    return entry;
  }

  void give_up(Slot& slot) {
    gone_(*slot);
    slot.reset();
  }

  void make_room() {
    std::vector<WallTime> times;
    for (const auto& [key, entry] : entries_)
      times.push_back(entry->flow.latest);
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::nth_element(times.begin(), middle, times.end());
    give_up_silent_since(*middle);
  }

  void give_up_silent_since(WallTime since) {
    std::vector<Slot> old;
    for (auto at = entries_.begin(); at != entries_.end();) {
      const bool silent = at->second->flow.latest <= since;
      if (silent) old.push_back(std::move(at->second));
      at = silent ? entries_.erase(at) : std::next(at);
    }
    std::sort(old.begin(), old.end(),
              [](const Slot& a, const Slot& b) { return a->flow.number < b->flow.number; });
    for (auto& slot : old)
      give_up(slot);
  }

  std::function<void(Entry&)> gone_;
  std::unordered_map<FlowKey, Slot, FlowKeyHash> entries_;
  std::uint32_t last_number_ = 0;
};

}  // namespace parley::wire
