#include "tests/simulation/witness.h"

#include <cstdio>

#include "base/limits.h"
#include "event/jsonl.h"

namespace parley::simulation {

using event::Kind;

namespace {

bool is_datagrams(const event::Event& event) {
  return event.party != nullptr && event.party->transport == event::Transport::udp;
}

unsigned number_of(event::ConnectionId id) {
  return static_cast<unsigned>(id);
}

}  // namespace

Witness::Witness(net::SimWorld& world, Ledger& ledger, DiskHand& hand, Complaints& complaints,
                 Trace& trace)
    : world_(world),
      ledger_(ledger),
      hand_(hand),
      complaints_(complaints),
      trace_(trace),
      start_(world.now()),
      start_wall_(world.clock().wall()) {}

Duration Witness::clock_offset() const {
  return world_.clock().wall().time_since_epoch() - world_.clock().steady().time_since_epoch();
}

void Witness::begin_act(session::Wiring& wiring, const Bounds& bounds, std::uint64_t event) {
  wiring_ = &wiring;
  bounds_ = bounds;
  stalled_ = false;
  number_ = event;
  lines.resize(event);
  connections.clear();
  relayed.clear();
  recorded = refused = failed_dials = kernel_drops = abandoned_bytes = 0;
  parcels_received = parcels_sent = parcels_dropped = 0;
  offset_told_ = clock_offset();
}

void Witness::drain() {
  if (!stalled_) return;
  stalled_ = false;
  drained_();
}

event::Room Witness::offer(const event::Event& event) {
  Line line;
  event::append_jsonl(event, line.text);
  trace_.add(Bytes(line.text).substr(0, line.text.size() - 1));
  line.payload_bytes = event.bytes.size();
  lines.push_back(std::move(line));
  hand_.see(event);
  check_order(event);
  check_bounds(event);
  switch (event.kind) {
    case Kind::connected: see_connected(event); break;
    case Kind::received:
    case Kind::sent: see_payload(event); break;
    case Kind::closed:
    case Kind::reset:
    case Kind::failed: see_end(event); break;
    default: see_other(event);
  }
  return stalled_ ? event::Room::full : event::Room::more;
}

void Witness::check_order(const event::Event& event) {
  complaints_.expect(event.number == number_ + 1, "event {} follows event {}", event.number,
                     number_);
  number_ = event.number;
  const WallTime due = start_wall_ + (world_.now() - start_);
  complaints_.expect(event.time == due, "event {} is {} ns off the steady clock", event.number,
                     (event.time - due).count());
}

void Witness::check_bounds(const event::Event& event) {
  talk::Talk& talk = wiring_->talk();
  complaints_.expect(talk.queued_bytes_most() <= bounds_.queued_bytes,
                     "at event {} a peer has {} bytes queued", event.number,
                     talk.queued_bytes_most());
  complaints_.expect(talk.queued_bytes() <= limits::send_total_bytes_max,
                     "at event {} {} bytes are queued in all", event.number, talk.queued_bytes());
  const std::size_t segments = wiring_->recorder()->disk().queue().in_use();
  complaints_.expect(!bounds_.segments || segments <= limits::record_segments_max,
                     "at event {} {} segments wait for the disk", event.number, segments);
}

void Witness::see_connected(const event::Event& event) {
  const auto [place, added] = connections.try_emplace(event.connection);
  complaints_.expect(added, "connection {} begins twice", number_of(event.connection));
  Told& told = place->second;
  told.party = *event.party;
  told.peer = event.peer;
  if (is_datagrams(event)) {
    told.answers = datagram_answers();
    return;
  }
  told.account = ledger_.find_untold(*event.party);
  complaints_.expect(told.account != nullptr, "connection {} is one that the network never made",
                     number_of(event.connection));
  if (told.account != nullptr) told.account->connection = event.connection;
}

void Witness::see_payload(const event::Event& event) {
  const auto place = connections.find(event.connection);
  complaints_.expect(place != connections.end() && place->second.endings == 0,
                     "event {} belongs to no open connection", event.number);
  if (complaints_.any()) return;
  Told& told = place->second;
  complaints_.expect(!event.bytes.empty() || is_datagrams(event), "event {} is of nothing",
                     event.number);
  if (is_datagrams(event)) {
    see_parcel(told, event);
    return;
  }
  const bool in = event.kind == Kind::received;
  std::uint64_t& before = in ? told.received_bytes : told.sent_bytes;
  const ByteString& all = in ? told.account->taken : told.account->given;
  const bool same =
      before <= all.size() && Bytes(all).substr(before, event.bytes.size()) == event.bytes;
  complaints_.expect(same, "event {} tells octets {} to {} of connection {}, which the network {}",
                     event.number, before, before + event.bytes.size(), number_of(event.connection),
                     in ? "did not give" : "did not take");
  before += event.bytes.size();
}

void Witness::see_parcel(Told& told, const event::Event& event) {
  const bool in = event.kind == Kind::received;
  ++(in ? parcels_received : parcels_sent);
  (in ? told.received_bytes : told.sent_bytes) += event.bytes.size();
  const auto& all = in ? ledger_.parcels_taken : ledger_.parcels_given;
  const bool same =
      !all.empty() && all.back().bytes == event.bytes && all.back().other == event.party->remote;
  complaints_.expect(same, "event {} is not the datagram that the network {} last", event.number,
                     in ? "gave" : "took");
  if (in && told.answers) told.answers->heard_datagram(event.bytes);
}

void Witness::see_end(const event::Event& event) {
  if (event.connection == event::ConnectionId{}) {
    ++failed_dials;
    return;
  }
  const auto place = connections.find(event.connection);
  complaints_.expect(place != connections.end(), "connection {} ends and never began",
                     number_of(event.connection));
  if (complaints_.any()) return;
  ++place->second.endings;
  place->second.ending = event.kind;
  complaints_.expect(place->second.endings == 1, "connection {} ends twice, at event {}",
                     number_of(event.connection), event.number);
}

void Witness::see_other(const event::Event& event) {
  if (event.kind == Kind::refused) refused += event.count;
  if (event.kind == Kind::recorded) {
    recorded = event.count;
    complaints_.expect(!hand_.sync_has_failed() && event.count <= hand_.synced_event(),
                       "event {} calls {} recorded, and the disk has {}", event.number, event.count,
                       hand_.sync_has_failed() ? 0 : hand_.synced_event());
    const Duration untold = clock_offset() - offset_told_;
    complaints_.expect(std::chrono::abs(untold) < limits::clock_step_min,
                       "event {}: the clock stepped by {} ns, and nobody tells", event.number,
                       untold.count());
  }
  if (event.kind == Kind::noted && event.reason.starts_with("this computer's clock was set")) {
    offset_told_ = clock_offset();
  }
  if (event.kind == Kind::noted && event.reason.starts_with("peer ")) {
    unsigned near = 0;
    unsigned far = 0;
    const std::string reason(event.reason);
    if (std::sscanf(reason.c_str(), "peer %u and peer %u are the two", &near, &far) == 2) {
      relayed.emplace_back(event::PeerId{near}, event::PeerId{far});
    }
  }
  if (event.kind != Kind::dropped) return;
  complaints_.expect(event.count > 0, "event {} drops nothing", event.number);
  const std::string& attempted = event.error->attempted;
  if (attempted == "receive every datagram") kernel_drops += event.count;
  if (attempted.starts_with("send what was queued")) abandoned_bytes += event.count;
  if (attempted.starts_with("send a datagram")) ++parcels_dropped;
  const auto place = connections.find(event.connection);
  const bool ended = attempted.starts_with("send what was queued");  // nothing follows it anyway
  if (place == connections.end() || ended || !attempted.starts_with("send ")) return;
  if (place->second.account && place->second.account->answers) {
    place->second.account->answers->give_up();
  }
  if (place->second.answers) place->second.answers->give_up();
}

}  // namespace parley::simulation
