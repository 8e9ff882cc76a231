#include "session/replay.h"

#include <algorithm>
#include <utility>

namespace parley::session {

using namespace std::chrono_literals;
using event::Event;
using event::Kind;

namespace {

/// Around the first difference: enough to recognize the place, and to see what came instead.
constexpr std::size_t shown_before = 8;
constexpr std::size_t shown_after = 16;

/// While much waits for a peer that reads slowly, how often it is looked at again.
constexpr auto queue_look_interval = 5ms;

}  // namespace

Replay::Replay(talk::Talk& talk, net::Loop& loop, const Script& script,
               const ReplaySettings& settings, std::function<void(const ReplayReport&)> done)
    : talk_(talk),
      loop_(loop),
      script_(script),
      settings_(settings),
      expected_(script.said_by(other(settings.plays))),
      done_(std::move(done)),
      timer_(loop, [this] { go_on(); }) {
  for (std::size_t i = 0; i < script.turns.size(); ++i) {
    if (script.turns[i].who == settings.plays) {
      ++turns_left_;
    } else if (script.datagrams()) {
      peer_turns_.push_back(i);
    }
  }
}

event::Room Replay::offer(const Event& event) {
  if (state_ == State::over) return event::Room::more;
  if (state_ == State::waiting) {
    if (event.kind == Kind::connected) {
      begin(event);
    } else if (event.kind == Kind::failed && event.peer != event::PeerId{} && event.error) {
      report_.failure = *event.error;
      finish();
    }
    return event::Room::more;
  }
  if (event.connection != connection_) return event::Room::more;
  switch (event.kind) {
    case Kind::received:
      script_.datagrams() ? hear_datagram(event.bytes) : hear(event.bytes);
      break;
    case Kind::closed:
    case Kind::reset:
    case Kind::failed: end(event); break;
    default: break;
  }
  return event::Room::more;
}

void Replay::begin(const Event& event) {
  peer_ = event.peer;
  connection_ = event.connection;
  state_ = State::playing;
  began_ = turn_over_ = moved_ = loop_.now();
  timer_.arm(loop_.now());
}

void Replay::hear(Bytes bytes) {
  const Bytes wanted = expected_.substr(heard_, bytes.size());
  const auto [here, there] = std::mismatch(wanted.begin(), wanted.end(), bytes.begin());
  const auto same = static_cast<std::size_t>(here - wanted.begin());
  heard_ += same;
  if (same < wanted.size()) {
    differ(Difference::Kind::other, heard_, bytes.substr(same));
  } else if (same < bytes.size()) {
    differ(Difference::Kind::extra, heard_, bytes.substr(same));
  } else {
    moved_ = loop_.now();
    timer_.arm(loop_.now());
  }
}

void Replay::hear_datagram(Bytes bytes) {
  if (datagrams_heard_ == peer_turns_.size()) {
    differ(Difference::Kind::extra, 0, bytes);
    return;
  }
  const Bytes wanted = script_.octets_of(script_.turns[peer_turns_[datagrams_heard_]]);
  const auto [here, there] =
      std::mismatch(wanted.begin(), wanted.end(), bytes.begin(), bytes.end());
  const auto same = static_cast<std::size_t>(here - wanted.begin());
  heard_ += same;
  if (same < std::max(wanted.size(), bytes.size())) {
    differ(Difference::Kind::other, same, bytes.substr(same));
    return;
  }
  ++datagrams_heard_;
  moved_ = loop_.now();
  timer_.arm(loop_.now());
}

bool Replay::heard_all_of(const Turn& turn) const {
  if (!script_.datagrams()) return heard_ >= turn.end;
  const auto place = std::lower_bound(peer_turns_.begin(), peer_turns_.end(), next_);
  return datagrams_heard_ > static_cast<std::size_t>(place - peer_turns_.begin());
}

bool Replay::all_is_over() const {
  return turns_left_ == 0 && (script_.datagrams() ? datagrams_heard_ == peer_turns_.size()
                                                  : heard_ == expected_.size());
}

void Replay::end(const Event& event) {
  if (all_is_over()) {
    report_.complete = true;
    finish();
    return;
  }
  Difference ended;
  ended.kind = Difference::Kind::ended;
  if (event.error) ended.error = *event.error;
  report_.difference = std::move(ended);
  place(*report_.difference, script_.datagrams() ? 0 : heard_, {});
  finish();
}

void Replay::go_on() {
  if (state_ == State::settling) {
    report_.complete = true;
    finish();
  }
  if (state_ != State::playing) return;
  while (next_ < script_.turns.size()) {
    const Turn& turn = script_.turns[next_];
    const Duration pause = turn.at - (next_ == 0 ? Duration{} : script_.turns[next_ - 1].at);
    if (turn.who == settings_.plays) {
      const SteadyTime due =
          settings_.speed == 0
              ? turn_over_
              : turn_over_ + std::chrono::duration_cast<Duration>(pause / settings_.speed);
      if (due > loop_.now()) return timer_.arm(due);
      if (!say(turn)) return;
    } else if (!heard_all_of(turn)) {
      // The peer's own pauses are its own, however fast this side is.
      const SteadyTime deadline = std::max(turn_over_, moved_) + pause + settings_.patience;
      if (loop_.now() < deadline) return timer_.arm(deadline);
      return differ(Difference::Kind::missing, script_.datagrams() ? 0 : heard_, {});
    }
    turn_over(turn);
  }
  settle();
}

bool Replay::takes_more() {
  const std::size_t queued = talk_.queued_bytes_most();
  if (queued < queued_before_) moved_ = loop_.now();
  queued_before_ = queued;
  if (queued <= limits::send_queue_bytes_max / 2) return true;
  if (loop_.now() - moved_ >= settings_.patience) {
    differ(Difference::Kind::stalled, script_.datagrams() ? 0 : heard_, {});
  } else {
    timer_.arm(loop_.now() + queue_look_interval);
  }
  return false;
}

/// False: not yet, or never; a timer or the conversation's end goes on from there.
bool Replay::say(const Turn& turn) {
  const Bytes octets = script_.octets_of(turn);
  if (script_.datagrams()) {
    talk_.send(peer_, octets);  // one that is not sent is a `dropped` event, and has no answer
    return true;
  }
  while (said_of_turn_ < octets.size()) {
    if (!takes_more()) return false;
    const Bytes chunk = octets.substr(said_of_turn_, limits::chunk_bytes_max);
    if (!talk_.send(peer_, chunk)) return false;
    said_of_turn_ += chunk.size();
    report_.octets_said += chunk.size();
    queued_before_ = talk_.queued_bytes_most();
  }
  return state_ == State::playing;
}

void Replay::turn_over(const Turn& turn) {
  ++next_;
  turn_over_ = loop_.now();
  if (turn.who != settings_.plays) return;
  if (script_.datagrams()) report_.octets_said += turn.end - turn.begin;
  ++report_.turns_said;
  said_of_turn_ = 0;
  // From the last one on, the end of a peer that finished first is the end.
  if (--turns_left_ == 0) talk_.poke_all();
}

void Replay::settle() {
  state_ = State::settling;
  talk_.finish_all();
  timer_.arm(loop_.now() + limits::replay_settle);
}

void Replay::differ(Difference::Kind kind, std::uint64_t offset, Bytes got) {
  report_.difference.emplace();
  report_.difference->kind = kind;
  place(*report_.difference, offset, got);
  finish();
}

void Replay::place(Difference& difference, std::uint64_t offset, Bytes got) const {
  Bytes wanted = expected_;
  const Turn* part = nullptr;
  if (script_.datagrams()) {
    const bool recorded = datagrams_heard_ < peer_turns_.size();
    if (recorded) part = &script_.turns[peer_turns_[datagrams_heard_]];
    wanted = part ? script_.octets_of(*part) : Bytes();
    difference.answer = datagrams_heard_ + 1;
  } else {
    bool in_answer = false;
    for (const Turn& turn : script_.turns) {
      const bool found = part && part->end > offset;
      if (turn.who == settings_.plays) {
        if (found) break;
        in_answer = false;
        continue;
      }
      wanted = expected_.substr(0, turn.end);  // up to the end of the answer
      if (found) continue;
      if (!std::exchange(in_answer, true)) ++difference.answer;
      part = &turn;
    }
  }
  difference.offset = offset;
  difference.recorded = script_.began + (part ? part->at : Duration{});
  const std::size_t before = std::min<std::size_t>(offset, shown_before);
  difference.before = wanted.substr(offset - before, before);
  difference.expected = wanted.substr(offset, shown_after);
  difference.got = got.substr(0, shown_after);
  difference.octets_left = expected_.size() - heard_;
}

void Replay::finish() {
  if (state_ == State::over) return;
  state_ = State::over;
  timer_.disarm();
  report_.octets_same = heard_;
  report_.took = loop_.now() - began_;
  bool in_answer = false;
  for (const Turn& turn : script_.turns) {
    const bool answers = turn.who != settings_.plays;
    if (answers && turn.end > heard_) break;
    if (answers && !in_answer) ++report_.answers_same;
    in_answer = answers;
  }
  // An answer is the same only when all of it is.
  if (report_.difference && in_answer && report_.answers_same > 0 &&
      report_.difference->answer == report_.answers_same) {
    --report_.answers_same;
  }
  loop_.post([this, alive = std::weak_ptr<bool>(alive_)] {
    if (!alive.expired()) done_(report_);
  });
}

}  // namespace parley::session
