// One run of the program in a simulated world: a talk with its recording, its far ends, and what
// goes wrong meanwhile. Made for an ActPlan, run, and checked.
//
// The stage outlives it. Thread rule: the loop's thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "net/sim_network.h"
#include "session/wiring.h"
#include "talk/nursery.h"
#include "tests/simulation/kept.h"
#include "tests/simulation/peers.h"
#include "tests/simulation/play.h"
#include "tests/simulation/witness.h"

namespace parley::simulation {

/// What stays when the program ends: the world, the disk, and all accounts.
struct Stage {
  explicit Stage(const Plan& drawn);

  Endpoint host(std::size_t index, Port port = Port{0}) const;
  net::Network& network(std::size_t index) { return *far[index]; }
  static Endpoint server() { return {*IpAddress::parse("10.0.0.1"), Port{8888}}; }

  const Plan& plan;
  net::SimWorld world;
  record::MemoryFiles files;
  std::unique_ptr<net::SimNetwork> near;
  std::vector<std::unique_ptr<net::SimNetwork>> far;
  Complaints complaints;
  Trace trace{world};
  Ledger ledger;
  LedgerNetwork network_of_talk;
  DiskHand hand;
  Witness witness;
  Outcome outcome;

  // The recording
  std::string path = "/recording.pcapng";
  std::uint64_t recordings = 1;
  Kept kept;                     ///< as it was read last
  std::uint64_t durable_to = 0;  ///< up to this event no power cut takes any
  bool doubtful = false;         ///< a sync failed since
};

class Act {
 public:
  Act(Stage& stage, const ActPlan& plan);
  void run();

 private:
  bool begin();
  bool record();
  void open();
  void invite();
  void schedule();
  void happen(const Incident& incident);
  void happen_to_talk(const Incident& incident);
  void user_sends(const talk::PeerInfo& peer, std::size_t bytes);
  void end_in_order();
  void leave();

  // act_checks.cpp
  void check_ended(std::size_t bytes_not_sent);
  void check_connections();
  void check_datagrams();
  void check_whole(const Story& story, const Account& account);
  void check_relayed();
  void check_recording(bool power_failed);
  void check_finished();
  bool is_quiet() const;
  const Story* story_of(const Account& account) const;

  Stage& stage_;
  const ActPlan& plan_;
  talk::RuleSettings rules_;  // as they are now
  std::size_t accounts_before_ = 0;
  std::uint64_t accepted_before_ = 0;
  std::unique_ptr<session::Wiring> wiring_;
  std::size_t parcels_taken_before_ = 0;
  std::size_t parcels_given_before_ = 0;
  std::uint64_t dials_failed_before_ = 0;
  std::uint64_t went_on_behind_ = 0;  // the event that was the recording's last
  Stories stories_;
  bool ended_in_order_ = false;
  bool whole_recording_ = false;  // by its own word, when it was finished
  std::unique_ptr<talk::Nursery> guests_;
  std::vector<std::unique_ptr<net::Timer>> alarms_;
};

}  // namespace parley::simulation
