#include "talk/stream_session.h"

#include <algorithm>
#include <cassert>
#include <fmt/format.h>

namespace parley::talk {

using namespace std::chrono_literals;
using event::Kind;
using net::Interest;
using net::Io;

namespace {

/// One lost probe is weather (5 % loss is survivable); three in a row with no answer are silence.
constexpr std::uint32_t probes_unanswered_max = 3;

}  // namespace

StreamSession::StreamSession(Context& context, event::PeerId id, event::Party party,
                             std::unique_ptr<net::Stream> stream)
    : Peer(id, context.peers.next_connection(), std::move(party), context.loop.now()),
      context_(context),
      stream_(std::move(stream)) {
  if (context_.settings.framing != text::Framing::none) {
    framer_ = std::make_unique<text::Framer>(context_.settings.framing);
  }
  context_.peers.add(*this);
}

StreamSession::~StreamSession() {
  if (partner_) partner_->partner_ = nullptr;
  context_.unfinished_bytes -= unfinished_bytes_;
  if (!ended()) context_.peers.remove(*this);
}

event::Event StreamSession::make_event(Kind kind) const {
  event::Event made;
  made.kind = kind;
  made.peer = id();
  made.connection = connection();
  made.party = &party_;
  return made;
}

RuleSubject StreamSession::subject() const {
  return {id(), &party_, context_.loop.wall()};
}

void StreamSession::begin() {
  auto connected = make_event(Kind::connected);
  context_.hub.emit(connected);
  if (auto greeting = context_.rules.greeting(subject())) say(*greeting);
  context_.changed();
}

net::Task<> StreamSession::hold() {
  while (held_ && !failure_ && !abandoned_ && !closing())
    co_await net::ready(*stream_, Interest::none);
}

void StreamSession::let_go() {
  held_ = false;
  poke();
}

net::Task<> StreamSession::run() {
  for (settle(); !ended(); settle()) {
    const Interest possible = co_await net::ready(*stream_, wanted());
    if (!failure_ && has(possible, Interest::write)) flush();
    if (!failure_ && has(possible, Interest::read)) read_some();
  }
  context_.changed();
}

Interest StreamSession::wanted() const {
  const bool reads = !read_ended_ && !held_back() && !context_.hub.paused();
  const bool writes = outbox_ || (finish_sent_ && stream_->held_bytes() > 0);
  return (reads ? Interest::read : Interest::none) | (writes ? Interest::write : Interest::none);
}

bool StreamSession::held_back() const {
  return echo_waits_ || (partner_ && partner_->queued_bytes() > 0);
}

void StreamSession::read_some() {
  // A read that was waited for may find that a pause began in this very turn.
  if (context_.hub.paused() || held_back() || read_ended_) return;
  const Io got = stream_->read(std::span(context_.buffer).first(limits::chunk_bytes_max));
  switch (got.status) {
    case Io::Status::again: break;
    case Io::Status::done: on_bytes(Bytes(context_.buffer.data(), got.bytes)); break;
    case Io::Status::end: on_read_end(); break;
    case Io::Status::failed:
      if (auto trouble = stream_->trouble()) {
        fail(*trouble);
      } else if (got.error == ETIMEDOUT) {
        fail({ErrorClass::vanished, ETIMEDOUT, "talk with " + party_.name(),
              "the peer answers neither data nor probes"});
      } else {
        fail(system_error("read from " + party_.name(), got.error));
      }
  }
}

void StreamSession::on_bytes(Bytes bytes) {
  ++counters_.reads;
  counters_.bytes_received += bytes.size();
  heard_ = context_.loop.now();
  if (!framer_) {
    on_piece({bytes, true, bytes});
    return;
  }
  const bool framed_before = framer_->trouble().empty();
  framer_->feed(bytes, [this](const text::Piece& piece) { on_piece(piece); });
  if (framed_before && !framer_->trouble().empty()) {
    auto noted = make_event(Kind::noted);
    const std::string trouble = framer_->trouble();
    noted.reason = trouble;
    context_.hub.emit(noted);
  }
  count_unfinished();
}

void StreamSession::count_unfinished() {
  const std::size_t held = framer_->unfinished().size();
  context_.unfinished_bytes += held - unfinished_bytes_;
  unfinished_bytes_ = held;
  if (held <= limits::unfinished_bytes_guaranteed ||
      context_.unfinished_bytes <= limits::unfinished_total_bytes_max) {
    return;
  }
  drop({ErrorClass::exhausted, 0,
        fmt::format("wait for the end of a message of {}, {} bytes so far", party_.name(), held),
        fmt::format("the unfinished messages of all peers take {} MiB already",
                    limits::unfinished_total_bytes_max >> 20)});
}

void StreamSession::on_piece(const text::Piece& piece) {
  auto received = make_event(Kind::received);
  received.bytes = piece.bytes;
  received.message = piece.message;
  received.message_complete = piece.message_complete;
  context_.hub.emit(received);
  if (partner_) partner_->transmit(piece.bytes);
  if (context_.rules.echo()) {
    transmit(piece.bytes);
    echo_waits_ = outbox_ != nullptr;
  }
  if (piece.message_complete) apply_rules(piece.message);
}

void StreamSession::apply_rules(Bytes message) {
  if (!context_.rules.reads()) return;
  const auto answer = [this](const std::string& text) { say(text); };
  if (framer_) {
    context_.rules.on_message(message, subject(), answer);
  } else {
    window_.append(message);
    context_.rules.on_stream(window_, subject(), answer);
  }
  if (context_.rules.expectation_met()) context_.changed();
}

void StreamSession::say(Bytes text) {
  send(as_message(context_.settings, text));
}

void StreamSession::on_read_end() {
  if (party_.transport == event::Transport::serial) {
    if (!stream_->farewell().empty()) {
      close_reason_ = stream_->farewell();
      close_deadline_ = context_.loop.now();
      return;
    }
    fail({ErrorClass::no_device, 0, "read from " + party_.target, "the device went away"});
    return;
  }
  read_ended_ = true;
  if (framer_ && framer_->partial()) {
    auto noted = make_event(Kind::noted);
    noted.reason = "the last message was not finished";
    noted.message = framer_->unfinished();
    context_.hub.emit(noted);
    apply_rules(framer_->unfinished());
  }
  if (auto trouble = stream_->trouble()) {
    auto noted = make_event(Kind::noted);
    noted.error = &*trouble;
    noted.reason = trouble->seen;
    context_.hub.emit(noted);
  }
  if (partner_) partner_->finish();
}

bool StreamSession::send(Bytes bytes) {
  if (ended() || failure_ || finishing_ || bytes.empty()) return false;
  const std::size_t queued = queued_bytes();
  const bool stalled = outbox_ && context_.loop.now() - outbox_->moved() > 1s;
  if (context_.budget.grant(bytes.size(), queued, stalled) < bytes.size()) {
    const Error error{ErrorClass::queue_full, 0,
                      fmt::format("send {} bytes to {}", bytes.size(), party_.name()),
                      fmt::format("{} bytes already wait for it: the peer does not read", queued)};
    auto dropped = make_event(Kind::dropped);
    dropped.count = bytes.size();
    dropped.error = &error;
    context_.hub.emit(dropped);
    return false;
  }
  transmit(bytes);
  return true;
}

void StreamSession::transmit(Bytes bytes) {
  if (ended() || failure_ || finishing_) return;
  const std::size_t written = outbox_ ? 0 : write_now(bytes);
  if (written == bytes.size() || failure_) return;
  if (!outbox_) outbox_ = std::make_unique<Outbox>(context_.budget, context_.loop.now());
  outbox_->push_rest(bytes.substr(written));
  stream_->wake();  // to wait for write, too
}

std::size_t StreamSession::write_now(Bytes bytes) {
  std::size_t total = 0;
  while (total < bytes.size()) {
    const Io put = stream_->write(bytes.substr(total, limits::chunk_bytes_max));
    if (put.status == Io::Status::failed) {
      fail(stream_->trouble().value_or(system_error("send to " + party_.name(), put.error)));
    }
    if (put.status != Io::Status::done) break;
    ++counters_.writes;
    counters_.bytes_sent += put.bytes;
    auto sent = make_event(Kind::sent);
    sent.bytes = sent.message = bytes.substr(total, put.bytes);
    context_.hub.emit(sent);
    total += put.bytes;
  }
  if (total > 0) watch_answers();
  return total;
}

void StreamSession::flush() {
  if (!outbox_) return;
  outbox_->pop(write_now(outbox_->front()), context_.loop.now());
  if (outbox_->empty()) {
    outbox_.reset();
    echo_waits_ = false;
    if (partner_) partner_->poke();
  }
  if (queued_bytes() <= limits::send_queue_bytes_max / 2) context_.changed();
}

bool StreamSession::asks_to_wait() const {
  return queued_bytes() > limits::send_queue_bytes_max / 2 &&
         context_.loop.now() - outbox_->moved() < limits::stalled_after;
}

void StreamSession::finish() {
  if (party_.transport == event::Transport::serial) return;
  finishing_ = true;
  poke();
}

void StreamSession::close(std::string_view reason, Duration patience) {
  if (ended()) return;
  finishing_ = true;
  close_reason_ = reason;
  close_patience_ = patience;
  close_deadline_ = context_.loop.now() + limits::drain_on_exit_max;
  context_.peers.need_sweep();
  poke();
}

void StreamSession::abandon(std::string_view reason) {
  abandoned_ = true;
  close_reason_ = reason;
  poke();
}

void StreamSession::drop(const Error& error) {
  if (ended() || failure_) return;
  failure_ = error;
  poke();
}

void StreamSession::fail(Error error) {
  if (failure_) return;
  failure_ = std::move(error);
  poke();  // where a write failed outside of the session's own turn
}

void StreamSession::poke() {
  if (stream_) stream_->wake();
}

void StreamSession::settle() {
  if (failure_) {
    end(failure_->kind == ErrorClass::reset ? Kind::reset : Kind::failed, {});
    return;
  }
  if (abandoned_) {
    stream_->abort();
    end(Kind::closed, close_reason_);
    return;
  }
  if (read_ended_ && !partner_ && !context_.more_to_come()) finishing_ = true;
  const bool closes_port = party_.transport == event::Transport::serial && finishing_;
  if (finishing_ && !outbox_ && !finish_sent_) {
    finish_sent_ = true;
    stream_->finish();
    if (closing()) close_deadline_ = context_.loop.now() + close_patience_;
  }
  const bool all_out = finish_sent_ && stream_->held_bytes() == 0;
  const bool waited_enough = context_.loop.now() >= close_deadline_;
  if (waited_enough || (all_out && (read_ended_ || closes_port))) {
    end(Kind::closed, close_reason_.empty() ? "the peer closed the connection" : close_reason_);
  }
}

void StreamSession::end(Kind kind, std::string_view reason) {
  if (outbox_) {
    const Error error{ErrorClass::queue_full, 0, "send what was queued for " + party_.name(),
                      "the connection ended first"};
    auto dropped = make_event(Kind::dropped);
    dropped.count = outbox_->size();
    context_.abandoned_bytes += outbox_->size();
    dropped.error = &error;
    context_.hub.emit(dropped);
    outbox_.reset();
  }
  auto last = make_event(kind);
  last.reason = reason;
  const event::PeerState figures = state();
  if (figures.tcp) last.state = &figures;
  if (failure_) last.error = &*failure_;
  context_.hub.emit(last);
  if (partner_) {
    StreamSession& other = *std::exchange(partner_, nullptr);
    other.partner_ = nullptr;
    if (failure_ || abandoned_) {
      other.abandon("the other side of the relay failed");
    } else {
      other.finish();
    }
  }
  context_.unfinished_bytes -= std::exchange(unfinished_bytes_, 0);
  if (failure_ && failure_->kind == ErrorClass::peer_limit) stream_->abort();
  stream_.reset();
  context_.peers.remove(*this);
}

void StreamSession::watch_answers() {
  if (unanswered_since_ != SteadyTime::max()) return;
  unanswered_since_ = context_.loop.now();
  context_.peers.need_sweep();
}

bool StreamSession::sweep(SteadyTime now) {
  if (ended()) return false;
  if (now >= close_deadline_) poke();
  if (unanswered_since_ != SteadyTime::max()) {
    const auto known = stream_->health();
    const bool waits = known && (known->unacknowledged > 0 || known->bytes_not_sent > 0 || outbox_);
    if (!waits) {
      unanswered_since_ = SteadyTime::max();
    } else {
      const bool asked =
          known->unacknowledged > 0 || known->probes_unanswered >= probes_unanswered_max;
      const Duration silent = std::min<Duration>(known->since_last_ack, now - unanswered_since_);
      if (asked && silent >= limits::vanished_after) {
        drop({ErrorClass::vanished, 0, "talk with " + party_.name(),
              fmt::format("no answer to data or probes for {} s",
                          std::chrono::floor<std::chrono::seconds>(silent).count())});
      }
    }
  }
  return closing() || unanswered_since_ != SteadyTime::max();
}

std::optional<net::TcpHealth> StreamSession::health() const {
  return stream_ ? stream_->health() : std::nullopt;
}

}  // namespace parley::talk
