// What must hold when an act is over.
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "tests/simulation/act.h"

namespace parley::simulation {

namespace {

using Kind = Incident::Kind;

unsigned number_of(event::ConnectionId id) {
  return static_cast<unsigned>(id);
}

bool begins_with(Bytes whole, Bytes front) {
  return whole.substr(0, front.size()) == front;
}

}  // namespace

/// After `Wiring::end` said so. `untold`: bytes that it calls lost, and of which no event tells.
void Act::check_ended(std::size_t untold) {
  Complaints& complaints = stage_.complaints;
  talk::Talk& talk = wiring_->talk();
  complaints.expect(untold == 0, "{} bytes were not sent, and no event tells of them", untold);
  complaints.expect(talk.peer_count() == 0, "{} peers are left at the end", talk.peer_count());
  complaints.expect(talk.queued_bytes() == 0, "{} bytes are queued for nobody",
                    talk.queued_bytes());
}

/// After the recording was finished in order: nothing will be told any more.
void Act::check_finished() {
  Complaints& complaints = stage_.complaints;
  const Witness& witness = stage_.witness;
  const Ledger& ledger = stage_.ledger;
  std::uint64_t came = 0;
  for (const auto& [id, told] : witness.connections) {
    complaints.expect(told.endings == 1, "connection {} has {} endings", number_of(id),
                      told.endings);
    if (!told.party.opened_here) ++came;
  }
  const bool serves = stage_.plan.scene == Scene::server || stage_.plan.scene == Scene::relay;
  const std::uint64_t knocked = ledger.accepted + ledger.turned_away - accepted_before_;
  complaints.expect(!serves || knocked == came + witness.refused,
                    "{} peers came to the door; {} connected and {} were refused, by events",
                    knocked, came, witness.refused);
  const bool dials = stage_.plan.scene == Scene::client || stage_.plan.scene == Scene::relay;
  const std::uint64_t failed = ledger.dials_failed - dials_failed_before_;
  complaints.expect(!dials || failed == witness.failed_dials,
                    "{} calls failed, and {} events tell of it", failed, witness.failed_dials);
  const auto seen = [](const Account& account) {
    return account.answers && account.answers->expectation_met();
  };
  const auto first = ledger.accounts.begin() + static_cast<std::ptrdiff_t>(accounts_before_);
  const bool met = std::any_of(first, ledger.accounts.end(), seen);
  const bool streams = stage_.plan.scene == Scene::server || stage_.plan.scene == Scene::client;
  complaints.expect(!streams || met == wiring_->talk().expectation_met(),
                    "what was expected {} come", met ? "did" : "did not");
}

const Story* Act::story_of(const Account& account) const {
  const auto same = [&](const Story& story) {
    return story.connected && story.own == account.remote && story.other == account.local;
  };
  const auto found = std::find_if(stories_.begin(), stories_.end(), same);
  return found == stories_.end() ? nullptr : &*found;
}

/// Nothing of what was planned may keep a conversation from being whole.
bool Act::is_quiet() const {
  const Plan& plan = stage_.plan;
  const net::SimConditions& wire = plan.conditions;
  const auto harmless = [](const Incident& incident) {
    switch (incident.kind) {
      case Kind::step_clock:
      case Kind::send:
      case Kind::send_all:
      case Kind::change_rules:
      case Kind::tell_states: return true;
      default: return false;
    }
  };
  return wire.reset == 0 && wire.vanish == 0 && plan.peers_max > 20 &&
         plan.peers_per_address_max > 20 && ended_in_order_ &&
         std::all_of(plan_.incidents.begin(), plan_.incidents.end(), harmless);
}

void Act::check_connections() {
  Complaints& complaints = stage_.complaints;
  Ledger& ledger = stage_.ledger;
  for (const auto& [id, told] : stage_.witness.connections) {
    const Account& account = *told.account;
    complaints.expect(told.received_bytes == account.taken.size(),
                      "connection {} gave {} bytes, and events tell of {}", number_of(id),
                      account.taken.size(), told.received_bytes);
    complaints.expect(told.sent_bytes == account.given.size(),
                      "connection {} took {} bytes, and events tell of {}", number_of(id),
                      account.given.size(), told.sent_bytes);
  }
  for (std::size_t i = accounts_before_; i < ledger.accounts.size(); ++i) {
    const Account& account = ledger.accounts[i];
    const bool answered = account.answers && account.answers->known();
    complaints.expect(
        !answered ||
            begins_with(account.answers->expected(), account.answers->without_ticks(account.given)),
        "connection {} was not answered as the rules say", number_of(account.connection));
    const Story* story = story_of(account);
    if (story == nullptr) continue;
    complaints.expect(begins_with(story->said, account.taken),
                      "connection {} gave what its peer never said", number_of(account.connection));
    complaints.expect(begins_with(account.given, story->heard),
                      "the peer of connection {} heard what nobody said",
                      number_of(account.connection));
    if (is_quiet()) check_whole(*story, account);
  }
  check_relayed();
}

/// Both directions to their ends, where nothing went wrong and the peer finished in order.
void Act::check_whole(const Story& story, const Account& account) {
  const bool in_order = story.plan->ending == PeerPlan::Ending::finish && story.plan->reads &&
                        story.over_in_time && !story.failed && account.taken_end;
  if (!in_order || stage_.plan.scene == Scene::relay || account.connection == event::ConnectionId{})
    return;
  Complaints& complaints = stage_.complaints;
  const unsigned id = number_of(account.connection);
  complaints.expect(account.taken == story.plan->says, "connection {}: {} of {} bytes came", id,
                    account.taken.size(), story.plan->says.size());
  complaints.expect(story.heard == account.given, "connection {}: the peer heard {} of {} bytes",
                    id, story.heard.size(), account.given.size());
  if (account.answers && account.answers->known()) {
    complaints.expect(account.answers->without_ticks(account.given) == account.answers->expected(),
                      "connection {}: not all that the rules say was said", id);
  }
  complaints.expect(stage_.witness.connections[account.connection].ending == event::Kind::closed,
                    "connection {} went well, and is told as no such thing", id);
  ++stage_.outcome.whole;
}

void Act::check_relayed() {
  const auto account_of = [this](event::PeerId peer) -> const Account* {
    for (const auto& [id, told] : stage_.witness.connections) {
      if (told.peer == peer) return told.account;
    }
    return nullptr;
  };
  for (const auto& [near, far] : stage_.witness.relayed) {
    const Account* a = account_of(near);
    const Account* b = account_of(far);
    stage_.complaints.expect(a != nullptr && b != nullptr, "a relay has a side that never was");
    if (stage_.complaints.any()) return;
    stage_.complaints.expect(begins_with(a->taken, b->given) && begins_with(b->taken, a->given),
                             "the relay of peers {} and {} says what it did not hear",
                             static_cast<unsigned>(near), static_cast<unsigned>(far));
  }
}

void Act::check_datagrams() {
  Complaints& complaints = stage_.complaints;
  const Witness& witness = stage_.witness;
  const Ledger& ledger = stage_.ledger;
  const auto taken = ledger.parcels_taken.size() - parcels_taken_before_;
  const auto given = ledger.parcels_given.size() - parcels_given_before_;
  complaints.expect(given == witness.parcels_sent, "{} datagrams were sent, and {} told of", given,
                    witness.parcels_sent);
  complaints.expect(!ended_in_order_ || taken == witness.parcels_received + witness.refused,
                    "{} datagrams came; {} are told as received and {} as refused", taken,
                    witness.parcels_received, witness.refused);
  complaints.expect(!ended_in_order_ || ledger.kernel_drops == witness.kernel_drops,
                    "the system dropped {} datagrams, and {} are told", ledger.kernel_drops,
                    witness.kernel_drops);
  std::map<Endpoint, ByteString> said;
  for (std::size_t i = parcels_given_before_; i < ledger.parcels_given.size(); ++i)
    said[ledger.parcels_given[i].other] += ledger.parcels_given[i].bytes;
  std::map<Endpoint, int> times;
  for (const auto& [id, told] : witness.connections)
    ++times[told.party.remote];
  for (const auto& [id, told] : witness.connections) {
    if (!told.answers || !told.answers->known() || times[told.party.remote] > 1) continue;
    complaints.expect(
        told.answers->without_ticks(said[told.party.remote]) == told.answers->expected(),
        "{} was not answered as the rules say", told.party.remote.to_string());
  }
  for (const Story& story : stories_) {
    const auto known = [](const std::vector<ByteString>& all, const ByteString& one) {
      return std::find(all.begin(), all.end(), one) != all.end();
    };
    for (std::size_t i = parcels_taken_before_; i < ledger.parcels_taken.size(); ++i) {
      const Parcel& parcel = ledger.parcels_taken[i];
      complaints.expect(parcel.other != story.own || known(story.parcels_said, parcel.bytes),
                        "a datagram came that {} never sent", story.own.to_string());
    }
  }
}

/// After the program is gone, or the power.
void Act::check_recording(bool power_failed) {
  Complaints& complaints = stage_.complaints;
  const Witness& witness = stage_.witness;
  Kept kept = read_back(stage_.files, stage_.path, complaints);
  // What was called recorded; all, if the recorder says so at the end.
  const std::uint64_t required = whole_recording_ ? witness.lines.size() : witness.recorded;
  complaints.expect(kept.readable || required == 0, "{} events are recorded, in no recording",
                    required);
  const std::uint64_t exact = power_failed ? required : witness.lines.size();
  check_kept(kept, witness.lines, {went_on_behind_ + 1, required}, exact, complaints);
  // What stood there before is still there. The power takes what was never brought to the disk, or
  // what a sync failed for: a later one says nothing of it (fdatasync(2)).
  const bool synced = witness.recorded > went_on_behind_ && !stage_.doubtful;
  const std::uint64_t durable = power_failed && !synced ? stage_.durable_to : stage_.kept.last;
  for (const auto& [number, line] : stage_.kept.lines) {
    complaints.expect(number > durable || kept.lines.contains(number),
                      "event {} was in the recording, and is gone", number);
  }
  if (power_failed) {
    stage_.durable_to = kept.last;
    stage_.doubtful = false;
  } else {
    if (!stage_.doubtful) stage_.durable_to = std::max(stage_.durable_to, witness.recorded);
    stage_.doubtful = stage_.doubtful || stage_.hand.sync_has_failed();
  }
  std::uint64_t gaps = 0;
  for (const KeptGap& gap : kept.gaps)
    gaps += gap.first > went_on_behind_ ? 1 : 0;
  complaints.expect(!whole_recording_ || gaps == 0, "the recorder calls whole what has a gap");
  stage_.outcome.gaps += gaps;
  stage_.kept = std::move(kept);
}

}  // namespace parley::simulation
