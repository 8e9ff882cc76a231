// A sink that believes nothing: each event is held against the ledger, the clock and the bounds the
// moment it is told.
//
// Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "event/event.h"
#include "net/sim_world.h"
#include "session/wiring.h"
#include "tests/simulation/complaints.h"
#include "tests/simulation/disk_hand.h"
#include "tests/simulation/ledger.h"
#include "tests/simulation/trace.h"

namespace parley::simulation {

/// What was told of one connection.
struct Told {
  event::Party party;
  event::PeerId peer{};
  Account* account = nullptr;        ///< of a stream
  std::optional<Answers> answers{};  ///< to datagrams
  std::uint64_t received_bytes = 0;
  std::uint64_t sent_bytes = 0;
  int endings = 0;
  event::Kind ending{};
};

/// What an act may have waiting.
struct Bounds {
  std::size_t queued_bytes = 0;  ///< for one peer
  bool segments = true;          ///< false: --record=must
};

class Witness final : public event::Sink {
 public:
  Witness(net::SimWorld& world, Ledger& ledger, DiskHand& hand, Complaints& complaints,
          Trace& trace);

  /// A new run of the program, whose events go on behind number `event`.
  void begin_act(session::Wiring& wiring, const Bounds& bounds, std::uint64_t event);
  void end_act() { wiring_ = nullptr; }

  /// What datagrams are to be answered; empty: nothing is foreseen.
  std::function<std::optional<Answers>()> datagram_answers;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { drained_ = std::move(notify); }
  std::string_view name() const override { return "the witness"; }

  /// As an output that nobody reads, and that is read again.
  void stall() { stalled_ = true; }
  void drain();

  /// The recording's events so far, as jsonl, by number - 1; and how much each carried.
  struct Line {
    std::string text;
    std::size_t payload_bytes = 0;
  };
  std::vector<Line> lines;

  // Of this act
  std::map<event::ConnectionId, Told> connections;
  std::uint64_t recorded = 0;  ///< up to this event, as told
  std::uint64_t refused = 0;
  std::uint64_t failed_dials = 0;
  std::uint64_t kernel_drops = 0;
  std::uint64_t abandoned_bytes = 0;
  std::uint64_t parcels_received = 0;
  std::uint64_t parcels_sent = 0;
  std::uint64_t parcels_dropped = 0;
  std::vector<std::pair<event::PeerId, event::PeerId>> relayed;

 private:
  void check_order(const event::Event& event);
  void check_bounds(const event::Event& event);
  void see_connected(const event::Event& event);
  void see_payload(const event::Event& event);
  void see_parcel(Told& told, const event::Event& event);
  void see_end(const event::Event& event);
  void see_other(const event::Event& event);
  Duration clock_offset() const;

  net::SimWorld& world_;
  Ledger& ledger_;
  DiskHand& hand_;
  Complaints& complaints_;
  Trace& trace_;
  session::Wiring* wiring_ = nullptr;
  Bounds bounds_;
  bool stalled_ = false;
  std::function<void()> drained_ = [] {};
  std::uint64_t number_ = 0;
  SteadyTime start_;
  WallTime start_wall_;
  Duration offset_told_{};  // of the calendar to the steady clock
};

}  // namespace parley::simulation
