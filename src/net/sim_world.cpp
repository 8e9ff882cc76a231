#include "net/sim_world.h"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>
#include <iterator>

#include "net/sim_link.h"
#include "net/sim_network.h"

namespace parley::net {

SimWorld::SimWorld(std::uint64_t seed, const SimConditions& everywhere)
    : random_(seed), everywhere_(everywhere), alarm_(loop_, [this] { run_events(); }) {
  names_.table["localhost"] = {IpAddress::loopback(IpAddress::Family::v6),
                               IpAddress::loopback(IpAddress::Family::v4)};
}

SimWorld::~SimWorld() {
  assert(guests_ == 0 && "something outlived its world");
  events_.clear();  // they hold the last connections, which take themselves off the lists below
}

std::unique_ptr<SimNetwork> SimWorld::host(const IpAddress& address) {
  return host(std::vector<IpAddress>{address});
}

std::unique_ptr<SimNetwork> SimWorld::host(const std::vector<IpAddress>& addresses) {
  assert(!addresses.empty());
  const auto same = [&](const SimHost& host) { return host.has(addresses.front()); };
  auto found = std::find_if(hosts_.begin(), hosts_.end(), same);
  if (found == hosts_.end()) found = hosts_.emplace(hosts_.end(), addresses);
  return std::make_unique<SimNetwork>(*this, *found);
}

SimConditions& SimWorld::conditions(const IpAddress& a, const IpAddress& b) {
  return own_conditions_.try_emplace(wire(a, b), everywhere_).first->second;
}

const SimConditions& SimWorld::conditions_between(const IpAddress& a, const IpAddress& b) const {
  const auto own = own_conditions_.find(wire(a, b));
  return own == own_conditions_.end() ? everywhere_ : own->second;
}

bool SimWorld::cut_between(const IpAddress& a, const IpAddress& b) const {
  return cut_.contains(wire(a, b));
}

Duration SimWorld::latency(const SimConditions& conditions) {
  const Duration drawn = random_.uniform(conditions.latency_min, conditions.latency_max);
  return std::max<Duration>(drawn, std::chrono::microseconds{1});
}

std::vector<std::shared_ptr<SimLink>> SimWorld::links_on(const Wire& wanted) {
  std::vector<std::shared_ptr<SimLink>> found;
  for (const auto& [id, link] : links_) {
    if (link->wire() == wanted) found.push_back(link->shared_from_this());
  }
  return found;
}

void SimWorld::cut(const IpAddress& a, const IpAddress& b) {
  cut_.insert(wire(a, b));
  for (const auto& link : links_on(wire(a, b)))
    link->cut();
}

void SimWorld::mend(const IpAddress& a, const IpAddress& b) {
  cut_.erase(wire(a, b));
  for (const auto& link : links_on(wire(a, b)))
    link->mend();
}

void SimWorld::reset(const IpAddress& a, const IpAddress& b) {
  for (const auto& link : links_on(wire(a, b)))
    link->reset();
}

SimWorld::EventId SimWorld::after(Duration delay, std::function<void()> action) {
  const EventId id{now() + delay, ++events_made_};
  events_.emplace(id, std::move(action));
  arm();
  return id;
}

void SimWorld::arm() {
  if (!events_.empty()) alarm_.arm(events_.begin()->first.first);
}

void SimWorld::run_events() {
  while (!events_.empty() && events_.begin()->first.first <= now()) {
    const auto due = events_.extract(events_.begin());
    due.mapped()();
  }
  arm();
}

SimHost* SimWorld::find_host(const IpAddress& address, SimHost& from) {
  if (address.is_loopback()) return &from;
  const auto its = [&](const SimHost& host) { return host.has(address); };
  const auto found = std::find_if(hosts_.begin(), hosts_.end(), its);
  return found == hosts_.end() ? nullptr : &*found;
}

void SimWorld::note(std::uint64_t connection, const Endpoint& from, const Endpoint& to,
                    const std::string& what) {
  const auto time = now() - start_;
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  fmt::format_to(std::back_inserter(trace_), "{}.{:09} #{} {} > {} {}\n", seconds.count(),
                 (time - seconds).count(), connection, from.to_string(), to.to_string(), what);
}

std::uint64_t SimWorld::add_link(SimLink& link) {
  links_.emplace(++links_made_, &link);
  flows_[{link.endpoint(SimSide::client), link.endpoint(SimSide::server)}] = &link;
  return links_made_;
}

void SimWorld::remove_link(const SimLink& link) {
  links_.erase(link.id());
  const auto flow = flows_.find({link.endpoint(SimSide::client), link.endpoint(SimSide::server)});
  // A newer connection may have taken its place.
  if (flow != flows_.end() && flow->second == &link) flows_.erase(flow);
}

bool SimWorld::flow_exists(const Endpoint& client, const Endpoint& server) const {
  const auto flow = flows_.find({client, server});
  return flow != flows_.end() && !flow->second->dead(SimSide::client);
}

}  // namespace parley::net
