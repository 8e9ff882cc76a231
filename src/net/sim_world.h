// A small world with a network in it, made from one seed: computers with addresses, the wires
// between them, names, and a trace of what happened. The same seed and the same program give the
// same trace, octet for octet: nothing in here looks at real time, at the addresses of objects or
// at hash order.
//
//   SimWorld world(seed);
//   auto pc = world.host(*IpAddress::parse("10.0.0.1"));     // a Network, for the code under test
//   auto board = world.host(*IpAddress::parse("10.0.0.7"));  // another, for its peer
//   ... start tasks ...
//   world.loop().run_until_idle(1h);
//
// Whoever tests owns the world. It must outlive every network, stream, acceptor, socket and task in
// it.
//
// Thread rule: one thread for all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/address.h"
#include "net/sim_conditions.h"
#include "net/sim_host.h"
#include "net/sim_loop.h"
#include "net/sim_random.h"

namespace parley::net {

class SimLink;
class SimNetwork;

/// What names resolve to. "localhost" is there from the start.
struct SimNames {
  std::map<std::string, std::vector<IpAddress>> table;
  Duration delay = std::chrono::milliseconds{1};
  bool silent = false;  ///< no name server answers, which is found out after `delay`
};

class SimWorld {
 public:
  explicit SimWorld(std::uint64_t seed, const SimConditions& everywhere = {});
  ~SimWorld();
  SimWorld(const SimWorld&) = delete;
  SimWorld& operator=(const SimWorld&) = delete;

  SimClock& clock() { return clock_; }
  SimLoop& loop() { return loop_; }
  SimRandom& random() { return random_; }
  SimNames& names() { return names_; }

  /// The network as the computer with these addresses sees it. Asked for again, it is the same
  /// computer.
  std::unique_ptr<SimNetwork> host(const IpAddress& address);
  std::unique_ptr<SimNetwork> host(const std::vector<IpAddress>& addresses);

  /// Of all wires that have none of their own.
  SimConditions& conditions() { return everywhere_; }

  /// Of the wire between these two, its own from now on.
  SimConditions& conditions(const IpAddress& a, const IpAddress& b);

  /// The wire dies silently: what is on it is lost, and what is sent later, too.
  void cut(const IpAddress& a, const IpAddress& b);

  /// The wire works again, and connections that died silently on it go on where they were.
  void mend(const IpAddress& a, const IpAddress& b);

  /// Both ends of every connection on the wire get RST.
  void reset(const IpAddress& a, const IpAddress& b);

  /// What happened on the wires, a line each: "0.000200000 #1 10.0.0.7:49152 > 10.0.0.1:80 SYN".
  /// The number is the connection's (0: a datagram), the time runs from the world's beginning.
  const std::string& trace() const { return trace_; }

  // What follows is for the parts of the simulation.

  using EventId = std::pair<SteadyTime, std::uint64_t>;
  SteadyTime now() const { return loop_.now(); }
  EventId after(Duration delay, std::function<void()> action);
  void cancel(const EventId& id) { events_.erase(id); }

  const SimConditions& conditions_between(const IpAddress& a, const IpAddress& b) const;
  bool cut_between(const IpAddress& a, const IpAddress& b) const;
  Duration latency(const SimConditions& conditions);

  /// The computer that `address` reaches from `from`: for loopback addresses that one itself.
  SimHost* find_host(const IpAddress& address, SimHost& from);

  void note(std::uint64_t connection, const Endpoint& from, const Endpoint& to,
            const std::string& what);

  std::uint64_t add_link(SimLink& link);
  void remove_link(const SimLink& link);
  /// True while a client's end of a connection between these two is in use.
  bool flow_exists(const Endpoint& client, const Endpoint& server) const;

 private:
  friend class SimGuest;
  using Wire = std::pair<IpAddress, IpAddress>;
  static Wire wire(const IpAddress& a, const IpAddress& b) { return std::minmax(a, b); }
  std::vector<std::shared_ptr<SimLink>> links_on(const Wire& wire);
  void arm();
  void run_events();

  SimClock clock_;
  SimLoop loop_{clock_};
  SimRandom random_;
  SimConditions everywhere_;
  SteadyTime start_ = clock_.steady();
  std::map<Wire, SimConditions> own_conditions_;
  std::set<Wire> cut_;
  SimNames names_;
  std::list<SimHost> hosts_;
  std::string trace_;

  std::map<std::uint64_t, SimLink*> links_;
  std::map<std::pair<Endpoint, Endpoint>, SimLink*> flows_;  // client, server
  std::uint64_t links_made_ = 0;

  std::map<EventId, std::function<void()>> events_;
  std::uint64_t events_made_ = 0;
  Timer alarm_;
  int guests_ = 0;
};

/// A member of everything that lives in a world and must be gone before it.
class SimGuest {
 public:
  explicit SimGuest(SimWorld& world) : world_(world) { ++world_.guests_; }
  ~SimGuest() { --world_.guests_; }
  SimGuest(const SimGuest&) = delete;
  SimGuest& operator=(const SimGuest&) = delete;

 private:
  SimWorld& world_;
};

}  // namespace parley::net
