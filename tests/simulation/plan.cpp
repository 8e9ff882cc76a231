#include "tests/simulation/plan.h"

#include <algorithm>
#include <fmt/format.h>

#include "net/sim_random.h"

namespace parley::simulation {

namespace {

using namespace std::chrono_literals;
using net::SimRandom;
using Kind = Incident::Kind;

std::uint64_t upto(SimRandom& random, std::uint64_t most) {
  return random.uniform(std::uint64_t{0}, most);
}

/// Octets with line ends and words that rules answer, and none that mark a tick.
ByteString content(SimRandom& random, std::size_t bytes_max) {
  ByteString made;
  const std::size_t bytes = upto(random, bytes_max);
  const bool wild = random.chance(0.5);
  while (made.size() < bytes) {
    const auto choice = upto(random, 29);
    const char digit = static_cast<char>('0' + upto(random, 9));
    if (choice == 0) {
      made += ByteString("P") + digit + ";";
    } else if (choice == 1) {
      made += ByteString("Q") + digit + ";";
    } else if (choice == 2) {
      made += random.chance(0.3) ? "\r\n" : "\n";
    } else {
      made += static_cast<char>(wild ? random.uniform(3, 255) : random.uniform(' ', '~'));
    }
  }
  return made;
}

/// Messages behind their lengths, and seldom something that is no length.
ByteString with_lengths(SimRandom& random, std::size_t bytes_max) {
  ByteString made;
  while (made.size() < bytes_max && random.chance(0.95)) {
    const ByteString message = content(random, 400);
    made += text::frame_message(text::Framing::length, message, text::LineEnding::none);
  }
  if (random.chance(0.1)) made += "GET / HTTP/1.1\r\nP5;";
  return made;
}

bool is_datagrams(Scene scene) {
  return scene == Scene::datagram_server || scene == Scene::datagram_client;
}

talk::RuleSettings draw_rules(SimRandom& random, const Plan& plan, bool flood) {
  talk::RuleSettings rules;
  rules.echo = random.chance(0.6);
  if (random.chance(0.4)) rules.greet = random.chance(0.5) ? "Hello" : "Welcome\\n";
  if (random.chance(0.4)) rules.replies.emplace_back("P([0-9]);", "A{{1}};");
  if (random.chance(0.3)) rules.replies.emplace_back("Q([0-9]);", "B{{1}}{{1}};\\n");
  if (random.chance(0.2)) rules.expect = "P7;";
  // A length in front would be told from no other octets.
  const bool lengths = plan.settings.framing == text::Framing::length;
  if (!lengths && random.chance(flood ? 0.6 : 0.2)) {
    const std::size_t most = is_datagrams(plan.scene) ? 9'000 : 60'000;
    const std::size_t bytes = flood ? random.uniform(most / 3, most) : random.uniform(1, 300);
    const Duration interval = flood ? random.uniform(Duration{20ms}, Duration{200ms})
                                    : random.uniform(Duration{50ms}, Duration{3s});
    rules.every.emplace_back(interval, "\\01" + std::string(bytes, 't') + "\\02\\n");
  }
  return rules;
}

net::SimConditions draw_conditions(SimRandom& random, bool flood) {
  net::SimConditions drawn = net::rough_conditions(random);
  if (flood) {  // many octets in few events
    drawn = {};
    drawn.segment_bytes_max = 20'000;
    drawn.segment_bytes_min = 4'000;
    drawn.send_buffer_bytes = drawn.receive_window_bytes = 20'000;
  }
  if (random.chance(0.1)) drawn.reset = 0.005;
  if (random.chance(0.1)) drawn.vanish = 0.005;
  if (random.chance(0.7)) drawn.keep_alive = limits::vanished_after;
  if (random.chance(0.1)) drawn.connect_refused = 0.2;
  if (random.chance(0.1)) drawn.connect_ignored = 0.2;
  if (random.chance(0.5)) {
    drawn.datagram_duplicate = drawn.datagram_reorder = 0.1;
    drawn.datagram_queue_max = random.uniform(1, 40);
  }
  return drawn;
}

PeerPlan draw_peer(SimRandom& random, const Plan& plan) {
  PeerPlan peer;
  peer.host = upto(random, plan.hosts - 1);
  const std::size_t most = plan.flood ? 700'000 : random.chance(0.1) ? 40'000 : 3'000;
  const bool lengths = plan.settings.framing == text::Framing::length;
  peer.says = lengths ? with_lengths(random, most) : content(random, most);
  peer.starts = random.uniform(Duration{}, Duration{3s});
  peer.write_bytes_max = plan.flood ? 30'000 : random.uniform(1, 5'000);
  if (random.chance(0.4)) peer.between_writes = random.uniform(Duration{1ms}, Duration{200ms});
  if (random.chance(0.3)) peer.between_reads = random.uniform(Duration{1ms}, Duration{100ms});
  peer.reads = !random.chance(0.12);
  peer.lingers = random.uniform(Duration{}, Duration{20s});
  const auto ending = upto(random, 9);
  peer.ending = ending < 6   ? PeerPlan::Ending::finish
                : ending < 8 ? PeerPlan::Ending::leave
                : ending < 9 ? PeerPlan::Ending::reset
                             : PeerPlan::Ending::stay;
  if (plan.flood && random.chance(0.5)) {  // somebody who keeps it going
    peer.ending = PeerPlan::Ending::stay;
    peer.reads = true;
  }
  return peer;
}

Incident incident(SimRandom& random, Duration lasts, Kind kind, std::uint64_t which,
                  std::uint64_t amount) {
  return {random.uniform(Duration{}, lasts), kind, which, amount};
}

void draw_disk_faults(SimRandom& random, bool flood, ActPlan& act) {
  const auto add = [&](Kind kind, std::uint64_t amount) {
    act.incidents.push_back(incident(random, act.lasts / (flood ? 8 : 2), kind, 0, amount));
  };
  if (random.chance(flood ? 0.5 : 0.15)) add(Kind::writes_fail, upto(random, 20'000));
  if (random.chance(flood ? 0.5 : 0.15)) add(Kind::disk_full, upto(random, 20'000));
  if (random.chance(0.08)) add(Kind::syncs_fail, 0);
  if (random.chance(flood ? 0.6 : 0.2)) add(Kind::disk_slow, 0);
  const std::size_t faults = act.incidents.size();
  for (std::size_t i = 0; i < faults; ++i) {
    if (random.chance(0.3)) continue;  // it stays as it is
    Incident mended = act.incidents[i];
    mended.kind = mended.kind == Kind::disk_slow ? Kind::disk_quick : Kind::disk_works;
    mended.at += random.uniform(Duration{1ms}, flood ? Duration{30s} : Duration{8s});
    act.incidents.push_back(mended);
  }
}

void draw_incidents(SimRandom& random, const Plan& plan, ActPlan& act) {
  draw_disk_faults(random, plan.flood, act);
  const auto add = [&](Kind kind, std::uint64_t which, std::uint64_t amount) {
    act.incidents.push_back(incident(random, act.lasts / 3, kind, which, amount));
  };
  const auto some = [&](double chance) { return random.chance(chance) ? random.uniform(1, 3) : 0; };
  const auto host = [&] { return upto(random, plan.hosts - 1); };
  for (auto n = some(0.15); n > 0; --n) {
    add(Kind::cut_wire, host(), 0);
    if (random.chance(0.6)) {
      Incident mended = act.incidents.back();
      mended.kind = Kind::mend_wire;
      mended.at += random.uniform(Duration{1ms}, Duration{50s});
      act.incidents.push_back(mended);
    }
  }
  for (auto n = some(0.1); n > 0; --n)
    add(Kind::reset_wire, host(), 0);
  for (auto n = some(0.25); n > 0; --n)
    add(Kind::step_clock, upto(random, 1), upto(random, 7'200'000));
  for (auto n = some(0.1); n > 0; --n)
    add(Kind::starve, 0, random.uniform(1, 4));
  if (random.chance(0.15)) {
    add(Kind::stall_output, 0, 0);
    Incident drained = act.incidents.back();
    drained.kind = Kind::drain_output;
    drained.at += random.uniform(Duration{1ms}, Duration{4s});
    act.incidents.push_back(drained);
  }
  const auto size = [&] {
    if (random.chance(0.1)) return std::uint64_t{70'000};  // no datagram is so long
    return random.uniform(1, plan.flood && !is_datagrams(plan.scene) ? 300'000 : 2'000);
  };
  for (auto n = some(0.15); n > 0; --n)
    add(Kind::close_peer, upto(random, 99), 0);
  if (random.chance(0.05)) add(Kind::finish_all, 0, 0);
  if (random.chance(0.2)) add(Kind::tell_states, 0, 0);
  if (plan.scene == Scene::relay) return;  // it says what it hears, and nothing else
  for (auto n = some(0.3); n > 0; --n)
    add(Kind::send, upto(random, 99), size());
  for (auto n = some(0.1); n > 0; --n)
    add(Kind::send_all, 0, size());
  if (random.chance(0.1)) add(Kind::change_rules, 0, 0);
}

ActPlan draw_act(SimRandom& random, const Plan& plan) {
  ActPlan act;
  act.lasts = random.uniform(Duration{5s}, Duration{90s});
  const auto end = upto(random, 9);
  act.end = end < 6   ? ActPlan::End::orderly
            : end < 8 ? ActPlan::End::power_cut
                      : ActPlan::End::killed;
  if (act.end != ActPlan::End::orderly) act.lasts = random.uniform(Duration{}, Duration{15s});
  act.cut_afterwards = random.chance(0.3);
  std::size_t most = random.chance(0.1) ? 20 : 5;
  if (plan.flood) most = 4;
  if (plan.scene == Scene::datagram_client) most = 1;  // it has one other end
  const std::size_t count = random.uniform(1, most);
  for (std::size_t i = 0; i < count; ++i)
    act.peers.push_back(draw_peer(random, plan));
  if (random.chance(plan.flood ? 0.9 : 0.55)) draw_incidents(random, plan, act);
  std::stable_sort(act.incidents.begin(), act.incidents.end(),
                   [](const Incident& a, const Incident& b) { return a.at < b.at; });
  return act;
}

}  // namespace

std::string_view scene_name(Scene scene) {
  switch (scene) {
    case Scene::server: return "server";
    case Scene::client: return "client";
    case Scene::relay: return "relay";
    case Scene::datagram_server: return "udp server";
    case Scene::datagram_client: return "udp client";
  }
  return "";
}

Plan draw_plan(std::uint64_t seed) {
  // Not the world's own numbers: what is drawn later must not change what is drawn here.
  SimRandom random(seed * 2 + 1);
  Plan plan;
  plan.seed = seed;
  const auto scene = upto(random, 19);
  plan.scene = scene < 10   ? Scene::server
               : scene < 13 ? Scene::client
               : scene < 16 ? Scene::relay
               : scene < 19 ? Scene::datagram_server
                            : Scene::datagram_client;
  plan.flood = random.chance(0.05);
  plan.conditions = draw_conditions(random, plan.flood);
  plan.settings.seed = seed;
  if (!is_datagrams(plan.scene) && random.chance(0.5)) {
    plan.settings.framing = random.chance(0.6) ? text::Framing::line : text::Framing::length;
  }
  if (plan.scene != Scene::relay) plan.settings.rules = draw_rules(random, plan, plan.flood);
  plan.other_rules = draw_rules(random, plan, false);
  plan.peers_max = random.chance(0.08) ? random.uniform(1, 4) : limits::peers_max_default;
  plan.peers_per_address_max =
      random.chance(0.08) ? random.uniform(1, 3) : limits::peers_per_address_max_default;
  plan.refuses_some = random.chance(0.1);
  plan.retry = random.chance(0.5);
  plan.must = random.chance(0.15);
  plan.sync = random.chance(0.15);
  plan.hosts = random.uniform(1, 6);
  const std::size_t acts = random.chance(0.6) ? 1 : random.uniform(2, 3);
  for (std::size_t i = 0; i < acts; ++i)
    plan.acts.push_back(draw_act(random, plan));
  return plan;
}

std::string describe(const Plan& plan) {
  std::size_t peers = 0;
  std::size_t incidents = 0;
  for (const ActPlan& act : plan.acts) {
    peers += act.peers.size();
    incidents += act.incidents.size();
  }
  return fmt::format("seed {}: {}{}, {} acts, {} peers on {} hosts, {} incidents", plan.seed,
                     plan.flood ? "flood at a " : "", scene_name(plan.scene), plan.acts.size(),
                     peers, plan.hosts, incidents);
}

}  // namespace parley::simulation
