#include "record/flow_table.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace parley::record {

namespace {

constexpr std::size_t places_min = 16;

}  // namespace

FlowTable::FlowTable() : places_(places_min) {}

std::size_t FlowTable::home_of(event::ConnectionId connection) const {
  return static_cast<std::size_t>(connection) & (places_.size() - 1);
}

/// Where it is, or would be put.
std::size_t FlowTable::place_of(event::ConnectionId connection) const {
  assert(connection != event::ConnectionId{});
  std::size_t place = home_of(connection);
  while (used(place) && places_[place].connection != connection)
    place = behind(place);
  return place;
}

Flow* FlowTable::find(event::ConnectionId connection) {
  const std::size_t place = place_of(connection);
  return used(place) ? &places_[place] : nullptr;
}

Flow& FlowTable::put(Flow flow) {
  std::size_t place = place_of(flow.connection);
  if (!used(place)) {
    if ((open_ + 1) * 4 > places_.size() * 3) {
      grow();
      place = place_of(flow.connection);
    }
    ++open_;
  }
  places_[place] = std::move(flow);
  return places_[place];
}

void FlowTable::grow() {
  std::vector<Flow> before(places_.size() * 2);
  before.swap(places_);
  for (Flow& flow : before) {
    if (flow.connection != event::ConnectionId{}) {
      places_[place_of(flow.connection)] = std::move(flow);
    }
  }
}

void FlowTable::erase(event::ConnectionId connection) {
  std::size_t free = place_of(connection);
  if (!used(free)) return;
  // A search ends at a free place, so whoever was put behind its home because this one was taken
  // moves up.
  for (std::size_t place = behind(free); used(place); place = behind(place)) {
    const std::size_t mask = places_.size() - 1;
    const std::size_t from_home = (place - home_of(places_[place].connection)) & mask;
    if (from_home < ((place - free) & mask)) continue;
    places_[free] = std::move(places_[place]);
    free = place;
  }
  places_[free] = Flow{};
  --open_;
}

std::vector<const Flow*> FlowTable::sorted() const {
  std::vector<const Flow*> all;
  all.reserve(open_);
  for (const Flow& flow : places_) {
    if (flow.connection != event::ConnectionId{}) all.push_back(&flow);
  }
  std::sort(all.begin(), all.end(),
            [](const Flow* a, const Flow* b) { return a->connection < b->connection; });
  return all;
}

}  // namespace parley::record
