#include "tests/simulation/act.h"

#include <algorithm>
#include <fmt/format.h>

namespace parley::simulation {

namespace {

using namespace std::chrono_literals;
using Kind = Incident::Kind;

constexpr Port far_port{7000};
constexpr Port own_port{5555};

bool is_datagrams(Scene scene) {
  return scene == Scene::datagram_server || scene == Scene::datagram_client;
}

}  // namespace

Stage::Stage(const Plan& drawn)
    : plan(drawn),
      world(drawn.seed, drawn.conditions),
      files(drawn.seed),
      near(world.host(server().address)),
      network_of_talk(*near, ledger),
      hand(world, files, trace),
      witness(world, ledger, hand, complaints, trace) {
  for (std::size_t i = 0; i < plan.hosts; ++i)
    far.push_back(world.host(host(i).address));
}

Endpoint Stage::host(std::size_t index, Port port) const {
  return {IpAddress::v4({10, 0, 1, static_cast<std::uint8_t>(index + 1)}), port};
}

Act::Act(Stage& stage, const ActPlan& plan)
    : stage_(stage),
      plan_(plan),
      rules_(stage.plan.settings.rules),
      accounts_before_(stage.ledger.accounts.size()),
      accepted_before_(stage.ledger.accepted + stage.ledger.turned_away),
      parcels_taken_before_(stage.ledger.parcels_taken.size()),
      parcels_given_before_(stage.ledger.parcels_given.size()),
      dials_failed_before_(stage.ledger.dials_failed) {}

bool Act::begin() {
  auto wired = session::Wiring::make(stage_.world.clock(), stage_.network_of_talk, stage_.files,
                                     stage_.plan.settings);
  stage_.complaints.expect(wired.has_value(), "the rules are not understood");
  if (!wired) return false;
  wiring_ = std::move(*wired);
  if (!record()) return false;
  const auto answers = [this]() -> std::optional<Answers> {
    if (stage_.plan.scene == Scene::relay) return std::nullopt;
    return Answers(stage_.plan.settings.framing, rules_);
  };
  stage_.ledger.answers = answers;
  stage_.witness.datagram_answers = answers;
  stage_.ledger.kernel_drops = 0;
  // What is left of one read is queued whatever the bound says: its source then waits.
  const bool reads_are_queued =
      stage_.plan.scene == Scene::relay || rules_.echo || stage_.plan.other_rules.echo;
  const std::size_t rest = reads_are_queued ? limits::chunk_bytes_max : 0;
  stage_.witness.begin_act(*wiring_, {limits::send_queue_bytes_max + rest, !stage_.plan.must},
                           went_on_behind_);
  wiring_->talk().add_sink(stage_.witness);
  return true;
}

/// Goes on in the recording that is there; where a power cut left none of it, in another file.
bool Act::record() {
  record::RecorderSettings settings;
  settings.file = stage_.path;
  settings.must = stage_.plan.must;
  settings.sync = stage_.plan.sync;
  settings.by_hand = {stage_.plan.seed, segment_bytes};
  auto recorded = wiring_->record(settings);
  if (!recorded && !stage_.kept.readable) {
    stage_.path = fmt::format("/recording-{}.pcapng", ++stage_.recordings);
    stage_.kept = {};
    stage_.durable_to = 0;
    stage_.doubtful = false;
    settings.file = stage_.path;
    recorded = wiring_->record(settings);
  }
  stage_.complaints.expect(recorded.has_value(), "{}",
                           recorded ? std::string() : to_string(recorded.error()));
  if (!recorded) return false;
  const auto* held = wiring_->recorder()->continued();
  if (held != nullptr) ++stage_.outcome.continued;
  if (held != nullptr) went_on_behind_ = held->event;
  stage_.complaints.expect(went_on_behind_ == stage_.kept.last,
                           "the recording goes on behind event {}, and {} can be read",
                           went_on_behind_, stage_.kept.last);
  stage_.hand.take(wiring_->recorder()->disk(), stage_.path, stage_.plan.sync);
  return true;
}

void Act::open() {
  talk::Talk& talk = wiring_->talk();
  const Plan& plan = stage_.plan;
  talk::ListenSettings listening;
  listening.local = Stage::server();
  listening.peers_max = plan.peers_max;
  listening.peers_per_address_max = plan.peers_per_address_max;
  if (plan.refuses_some) {
    listening.serves = [](const IpAddress& address) {
      return address != *IpAddress::parse("10.0.1.3") && address != *IpAddress::parse("10.0.1.6");
    };
  }
  talk::ConnectSettings target;
  target.host = stage_.host(0).address.to_string();
  target.port = far_port;
  target.retry = plan.retry && plan.scene == Scene::client;
  if (is_datagrams(plan.scene)) {
    listening.transport = target.transport = event::Transport::udp;
    target.source_port = own_port;
  }
  Result<Endpoint> opened = Endpoint{};
  switch (plan.scene) {
    case Scene::server:
    case Scene::datagram_server: opened = talk.listen(listening); break;
    case Scene::relay: opened = talk.relay(listening, target); break;
    case Scene::client:
    case Scene::datagram_client: talk.connect(target); break;
  }
  stage_.complaints.expect(opened.has_value(), "{}",
                           opened ? std::string() : to_string(opened.error()));
}

void Act::invite() {
  const Scene scene = stage_.plan.scene;
  guests_ = std::make_unique<talk::Nursery>(stage_.world.loop());
  if (scene == Scene::client || scene == Scene::relay) {
    guests_->spawn(
        serve(stage_.network(0), stage_.host(0, far_port), plan_.peers, stories_, *guests_));
  }
  if (scene == Scene::client) return;
  for (const PeerPlan& peer : plan_.peers) {
    Story& story = stories_.emplace_back();
    story.plan = &peer;
    if (scene == Scene::datagram_client) {
      guests_->spawn(send_datagrams(stage_.network(0), stage_.host(0, far_port),
                                    {Stage::server().address, own_port}, story));
    } else if (scene == Scene::datagram_server) {
      guests_->spawn(send_datagrams(stage_.network(peer.host), stage_.host(peer.host),
                                    Stage::server(), story));
    } else {
      guests_->spawn(call(stage_.network(peer.host), Stage::server(), story));
    }
  }
}

void Act::schedule() {
  for (const Incident& incident : plan_.incidents) {
    alarms_.push_back(
        std::make_unique<net::Timer>(stage_.world.loop(), [this, &incident] { happen(incident); }));
    alarms_.back()->arm(stage_.world.now() + incident.at);
  }
}

void Act::happen(const Incident& incident) {
  const auto host = stage_.host(incident.which % stage_.plan.hosts).address;
  stage_.trace.add(fmt::format("incident {} {} {}", static_cast<int>(incident.kind), incident.which,
                               incident.amount));
  switch (incident.kind) {
    case Kind::cut_wire: stage_.world.cut(Stage::server().address, host); break;
    case Kind::mend_wire: stage_.world.mend(Stage::server().address, host); break;
    case Kind::reset_wire: stage_.world.reset(Stage::server().address, host); break;
    case Kind::step_clock: {
      const Duration step = std::chrono::milliseconds{incident.amount};
      stage_.world.clock().step_wall(incident.which % 2 == 0 ? step : -step);
      break;
    }
    case Kind::starve: stage_.near->fail_accepts(static_cast<unsigned>(incident.amount)); break;
    case Kind::stall_output: stage_.witness.stall(); break;
    case Kind::drain_output: stage_.witness.drain(); break;
    case Kind::writes_fail:
    case Kind::disk_full:
    case Kind::syncs_fail:
    case Kind::disk_works:
    case Kind::disk_slow:
    case Kind::disk_quick: stage_.hand.happen(incident); break;
    default: happen_to_talk(incident);
  }
}

void Act::happen_to_talk(const Incident& incident) {
  talk::Talk& talk = wiring_->talk();
  const auto peers = talk.peers();
  switch (incident.kind) {
    case Kind::send:
      if (!peers.empty()) user_sends(peers[incident.which % peers.size()], incident.amount);
      break;
    case Kind::send_all:
      for (const auto& peer : peers)
        user_sends(peer, incident.amount);
      break;
    case Kind::close_peer:
      if (!peers.empty()) talk.close(peers[incident.which % peers.size()].id);
      break;
    case Kind::finish_all: talk.finish_all(); break;
    case Kind::tell_states: talk.tell_states(); break;
    case Kind::change_rules:
      rules_ = stage_.plan.other_rules;
      stage_.complaints.expect(talk.set_rules(rules_).has_value(), "the rules are not understood");
      for (std::size_t i = accounts_before_; i < stage_.ledger.accounts.size(); ++i) {
        if (auto& answers = stage_.ledger.accounts[i].answers) answers->change(rules_);
      }
      for (auto& [connection, told] : stage_.witness.connections) {
        if (told.answers) told.answers->change(rules_);
      }
      break;
    default: break;
  }
}

void Act::user_sends(const talk::PeerInfo& peer, std::size_t bytes) {
  ByteString words(bytes, 'u');
  words += '\n';
  if (!wiring_->talk().send(peer.id, words)) return;
  Told& told = stage_.witness.connections[peer.connection];
  if (told.account && told.account->answers) told.account->answers->user_said(words);
  if (told.answers) told.answers->user_said(words);
}

void Act::run() {
  if (!begin()) return;
  open();
  invite();
  schedule();
  net::SimLoop& loop = stage_.world.loop();
  const auto over = [this] {
    if (stage_.complaints.any()) return true;
    const bool serves = stage_.plan.scene == Scene::client && stories_.empty();
    return !serves && std::all_of(stories_.begin(), stories_.end(),
                                  [](const Story& story) { return story.over; });
  };
  if (plan_.end == ActPlan::End::orderly) {
    loop.run_until(over, plan_.lasts);
    if (!stage_.complaints.any()) loop.run_for(100ms);
    end_in_order();
  } else {
    loop.run_until([this] { return stage_.complaints.any(); }, plan_.lasts);
  }
  leave();
}

void Act::end_in_order() {
  net::SimLoop& loop = stage_.world.loop();
  for (Story& story : stories_)
    story.over_in_time = story.over;
  bool ended = false;
  std::size_t bytes_not_sent = 0;
  const std::uint64_t abandoned_before = stage_.witness.abandoned_bytes;
  wiring_->end([&](std::size_t bytes) {
    ended = true;
    bytes_not_sent = bytes;
  });
  loop.run_until([&] { return ended || stage_.complaints.any(); }, 10s);
  stage_.complaints.expect(ended, "it was told to end, and does not");
  if (stage_.complaints.any()) return;
  check_ended(bytes_not_sent - (stage_.witness.abandoned_bytes - abandoned_before));
  loop.run_for(1100ms);  // refusals are told once a second
  ended_in_order_ = true;
  stage_.witness.drain();
  stage_.hand.flush();
  wiring_->finish_recording(10s);
  const auto incomplete = wiring_->recorder()->incomplete();
  whole_recording_ = !incomplete;
  stage_.complaints.expect(whole_recording_ || stage_.hand.troubled(),
                           "nothing ailed the disk, and the recording has a fault: {}",
                           incomplete.value_or(""));
  check_finished();
}

/// The program goes, in order or not, and everybody else after it.
void Act::leave() {
  const bool power_fails =
      plan_.end == ActPlan::End::power_cut || (ended_in_order_ && plan_.cut_afterwards);
  if (power_fails) {
    stage_.files.cut_power();
    ++stage_.outcome.power_cuts;
    stage_.trace.add("the power fails");
  }
  alarms_.clear();
  stage_.hand.let_go();
  if (!stage_.complaints.any()) {
    check_recording(power_fails);
    if (is_datagrams(stage_.plan.scene)) {
      check_datagrams();
    } else {
      check_connections();
    }
  }
  for (const auto& [id, told] : stage_.witness.connections)
    stage_.outcome.bytes += told.received_bytes + told.sent_bytes;
  stage_.outcome.connections += stage_.witness.connections.size();
  stage_.outcome.refused += stage_.witness.refused;
  stage_.witness.end_act();
  wiring_.reset();
  guests_.reset();
  for (std::size_t i = 0; i < stage_.plan.hosts; ++i)
    stage_.world.mend(Stage::server().address, stage_.host(i).address);
  if (!stage_.complaints.any()) stage_.world.loop().run_for(100ms);
}

}  // namespace parley::simulation
