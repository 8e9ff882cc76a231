#include "net/sim_link.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <fmt/format.h>
#include <utility>

#include "net/sim_acceptor.h"

namespace parley::net {

namespace {

using namespace std::chrono_literals;

// RFC 6298 as Linux does it; the bound is what the real network asks for (set_tcp_options, tcp.h).
constexpr Duration resend_wait_first = 200ms;
constexpr Duration resend_wait_max = 5s;
constexpr int resends_max = 15;

// An idle peer is asked after 10 s, and every 5 s from then on (set_tcp_options, tcp.h).
constexpr Duration keep_alive_idle = 10s;
constexpr Duration keep_alive_interval = 5s;

/// How often something was sent again in that time.
std::uint64_t resends_in(Duration time) {
  std::uint64_t count = 0;
  for (Duration wait = resend_wait_first; time >= wait; ++count) {
    time -= wait;
    wait = std::min(wait * 2, resend_wait_max);
  }
  return count;
}

}  // namespace

SimLink::SimLink(SimWorld& world, const Endpoint& client, const Endpoint& server)
    : world_(world), cut_(world.cut_between(client.address, server.address)) {
  end(SimSide::client).at = client;
  end(SimSide::server).at = server;
  id_ = world_.add_link(*this);
}

SimLink::~SimLink() {
  world_.remove_link(*this);
}

std::pair<IpAddress, IpAddress> SimLink::wire() const {
  return std::minmax(end(SimSide::client).at.address, end(SimSide::server).at.address);
}

const SimConditions& SimLink::conditions() const {
  return world_.conditions_between(end(SimSide::client).at.address,
                                   end(SimSide::server).at.address);
}

void SimLink::note(SimSide from, const std::string& what) const {
  world_.note(id_, end(from).at, end(opposite(from)).at, what);
}

void SimLink::changed(SimSide side) const {
  if (end(side).stream) end(side).stream->changed();
}

void SimLink::later(Duration delay, void (SimLink::*action)()) {
  world_.after(delay, [link = shared_from_this(), action] { ((*link).*action)(); });
}

// A program's calls

Interest SimLink::possible(SimSide side) const {
  const End& self = end(side);
  if (self.dead) return Interest::both;
  if (!self.established) return Interest::none;
  const bool readable = in(side).readable_bytes() > 0 || in(side).fin_arrived();
  const bool writable = self.out.finishing() || self.out.room(conditions().send_buffer_bytes) > 0;
  return (readable ? Interest::read : Interest::none) |
         (writable ? Interest::write : Interest::none);
}

int SimLink::take_error(SimSide side) {
  return std::exchange(end(side).error, 0);
}

Io SimLink::read(SimSide side, std::span<char> into) {
  if (into.empty()) return Io::done(0);
  if (in(side).readable_bytes() > 0) {
    const auto go_on = [this] { return world_.random().chance(conditions().coalesce); };
    const std::size_t count = in(side).read(into, go_on);
    // The window opened: the other end may wait for that.
    if (in(side).unsent_bytes() > 0) answer(opposite(side), {});
    return Io::done(count);
  }
  if (in(side).fin_arrived()) return Io::end();
  if (!end(side).dead) return Io::again();
  if (const int error = take_error(side)) return Io::failed(error);
  return Io::end();
}

Io SimLink::write(SimSide side, Bytes bytes) {
  End& self = end(side);
  if (self.dead) {
    const int error = take_error(side);
    return Io::failed(error != 0 ? error : EPIPE);
  }
  if (self.out.finishing()) return Io::failed(EPIPE);
  if (bytes.empty()) return Io::done(0);
  if (!self.established) return Io::again();
  const std::size_t taken = self.out.push(bytes, conditions().send_buffer_bytes);
  if (taken == 0) return Io::again();
  pump(side);
  return Io::done(taken);
}

void SimLink::finish(SimSide side) {
  if (end(side).dead || end(side).out.finishing()) return;
  end(side).out.finish();
  pump(side);
}

void SimLink::abort(SimSide side) {
  End& self = end(side);
  if (self.dead) return;
  if (opening(self) && side == SimSide::client) {
    stop_syns();
    self.dead = true;
  } else {
    send_reset(side);
  }
  changed(side);
}

void SimLink::release(SimSide side) {
  End& self = end(side);
  self.stream = nullptr;
  self.released = true;
  if (self.dead) return;
  if (!self.established) {
    stop_syns();
    self.dead = true;
  } else if (in(side).readable_bytes() > 0) {
    send_reset(side);
  } else {
    finish(side);
  }
}

/// How long ago the other end gave its last sign.
Duration SimLink::silence(SimSide side) const {
  const End& self = end(side);
  const Duration silent = world_.now() - self.heard;
  if (cut_ || self.out.unacknowledged_segments() > 0) return silent;
  // Probes are answered on a wire that works; they are not simulated one by one.
  return silent % (self.out.unsent_bytes() > 0 ? resend_wait_max : keep_alive_idle);
}

TcpHealth SimLink::health(SimSide side) const {
  const End& self = end(side);
  TcpHealth health;
  health.round_trip = self.round_trip;
  health.retransmits = self.retransmits;
  health.unacknowledged = static_cast<std::uint32_t>(self.out.unacknowledged_segments());
  health.bytes_not_sent = static_cast<std::uint32_t>(self.out.unsent_bytes());
  const Duration silent = silence(side);
  const bool asks_window = health.unacknowledged == 0 && health.bytes_not_sent > 0;
  if (cut_ && health.unacknowledged > 0) {
    health.retransmits += resends_in(silent);
  } else if (cut_ && asks_window) {
    health.probes_unanswered = static_cast<std::uint32_t>(resends_in(silent));
  } else if (cut_ && silent >= keep_alive_idle) {
    const auto probes = (silent - keep_alive_idle) / keep_alive_interval + 1;
    health.probes_unanswered = static_cast<std::uint32_t>(probes);
  }
  health.since_last_ack = std::chrono::floor<std::chrono::milliseconds>(silent);
  return health;
}

// The wire

void SimLink::pump(SimSide side) {
  End& self = end(side);
  while (self.established && !self.dead) {
    const SimConditions& now = conditions();
    const std::size_t most = self.out.sendable(now.receive_window_bytes);
    if (most > 0) {
      const auto drawn = world_.random().uniform(now.segment_bytes_min, now.segment_bytes_max);
      launch(side, self.out.send(std::min<std::size_t>(most, drawn), world_.now()));
    } else if (self.out.fin_sendable()) {
      launch(side, self.out.send_fin(world_.now()));
    } else {
      return;
    }
  }
}

void SimLink::launch(SimSide side, const SimPipe::Segment& segment) {
  const SimConditions& now = conditions();
  const std::string what =
      segment.fin ? std::string("FIN") : fmt::format("data {}", segment.bytes.size());
  if (!cut_ && world_.random().chance(now.vanish)) cut();
  if (cut_) {
    note(side, what + " lost");
    return;
  }
  if (world_.random().chance(now.reset)) later(world_.latency(now), &SimLink::reset);
  SimPipe& out = end(side).out;
  const SteadyTime begun = std::max(world_.now(), out.wire_free);
  const auto octets = static_cast<Duration::rep>(segment.bytes.size());
  const auto per_second = static_cast<Duration::rep>(now.bandwidth);
  out.wire_free = per_second > 0 ? begun + Duration{1s} * octets / per_second : begun;
  const Duration late = loss_delay(side);
  note(side, late > 0s ? what + " lost, sent again" : what);
  out.arrival_last = std::max(out.arrival_last, out.wire_free + world_.latency(now) + late);
  world_.after(
      out.arrival_last - world_.now(),
      [link = shared_from_this(), side, epoch = out.epoch()] { link->arrive(side, epoch); });
}

Duration SimLink::loss_delay(SimSide side) {
  Duration delay{};
  Duration wait = resend_wait_first;
  for (int i = 0; i < resends_max && world_.random().chance(conditions().loss); ++i) {
    delay += wait;
    wait = std::min(wait * 2, resend_wait_max);
    ++end(side).retransmits;
  }
  return delay;
}

void SimLink::arrive(SimSide from, std::uint64_t epoch) {
  SimPipe& pipe = end(from).out;
  if (pipe.epoch() != epoch) return;
  const SimSide to = opposite(from);
  if (to == SimSide::server) ack_arrives();  // any segment acknowledges our SYN+ACK
  End& receiver = end(to);
  const SimPipe::Segment& segment = pipe.flying().front();
  if (receiver.dead || (receiver.released && !segment.fin)) {
    send_reset(to);
    return;
  }
  receiver.heard = world_.now();
  const SteadyTime sent = segment.sent;
  pipe.arrive();
  answer(from, sent);
  changed(to);
}

/// The receiver acknowledges what came `from` there, and says how much room it has.
void SimLink::answer(SimSide from, std::optional<SteadyTime> sent) {
  if (cut_) return;
  const auto told = [link = shared_from_this(), from, arrived = end(from).out.arrived(), sent,
                     cuts = cuts_] {
    if (link->cuts_ == cuts) link->answer_arrives(from, arrived, sent);
  };
  world_.after(world_.latency(conditions()), told);
}

void SimLink::answer_arrives(SimSide at, const SimPipe::Progress& arrived,
                             std::optional<SteadyTime> sent) {
  End& self = end(at);
  self.heard = world_.now();
  if (sent) self.round_trip = std::chrono::floor<std::chrono::microseconds>(world_.now() - *sent);
  self.out.acknowledge(arrived);
  pump(at);
  changed(at);
}

void SimLink::send_reset(SimSide side) {
  End& self = end(side);
  self.dead = true;
  note(side, cut_ ? "RST lost" : "RST");
  if (cut_) return;
  const bool by_client = side == SimSide::client;
  later(world_.latency(conditions()), by_client ? &SimLink::reset_server : &SimLink::reset_client);
}

void SimLink::reset_client() {
  reset_arrives(SimSide::client);
}

void SimLink::reset_server() {
  reset_arrives(SimSide::server);
}

void SimLink::reset_arrives(SimSide side) {
  End& self = end(side);
  if (cut_) return;
  end(SimSide::client).out.drop();
  end(SimSide::server).out.drop();
  if (self.dead) return;
  if (side == SimSide::client && opening(self)) {
    fail_open(ECONNREFUSED);
    return;
  }
  self.dead = true;
  self.error = in(side).fin_arrived() ? EPIPE : ECONNRESET;
  if (side == SimSide::server && !self.established) {
    if (SimAcceptor* acceptor = server_host_->find_acceptor(self.at)) acceptor->forget(*this);
  }
  changed(side);
}

void SimLink::reset() {
  note(SimSide::client, "RST by the wire, to both");
  reset_arrives(SimSide::client);
  reset_arrives(SimSide::server);
}

void SimLink::cut() {
  if (cut_) return;
  for (const SimSide side : {SimSide::client, SimSide::server}) {
    end(side).heard = world_.now() - silence(side);
  }
  cut_ = true;
  ++cuts_;
  note(SimSide::client,
       fmt::format("cut, {} segments lost", end(SimSide::client).out.flying().size() +
                                                end(SimSide::server).out.flying().size()));
  for (const SimSide side : {SimSide::client, SimSide::server}) {
    end(side).out.lose_flight();
    plan_keep_alive(side);
  }
}

void SimLink::plan_keep_alive(SimSide side) {
  const auto patience = conditions().keep_alive;
  if (!patience || !end(side).established) return;
  const Duration left = std::max<Duration>(end(side).heard + *patience - world_.now(), 0s);
  world_.after(left, [link = shared_from_this(), side, cuts = cuts_] {
    if (link->cuts_ == cuts) link->keep_alive_ends(side);
  });
}

void SimLink::keep_alive_ends(SimSide side) {
  End& self = end(side);
  // While something is in flight, only its own retransmissions count (tcp(7), SO_KEEPALIVE).
  const bool busy = self.out.unacknowledged_segments() > 0 || self.out.unsent_bytes() > 0;
  if (self.dead || busy) return;
  note(side, "keep-alive got no answer");
  self.dead = true;
  self.error = ETIMEDOUT;
  self.out.drop();
  changed(side);
}

void SimLink::mend() {
  if (!std::exchange(cut_, false)) return;
  ++cuts_;
  note(SimSide::client, "mended");
  if (end(SimSide::client).established) {
    later(world_.latency(conditions()), &SimLink::ack_arrives);
  }
  resend(SimSide::client);
  resend(SimSide::server);
}

void SimLink::resend(SimSide side) {
  SimPipe& out = end(side).out;
  for (const SimPipe::Segment& segment : out.flying()) {
    ++end(side).retransmits;
    launch(side, segment);
    if (cut_) return;
  }
  // What had arrived before the cut may not have been acknowledged, and the window may have opened.
  answer(side, {});
}

}  // namespace parley::net
