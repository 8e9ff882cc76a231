// One connection over a byte stream: TCP, TLS or a serial port, accepted or dialled.
//
// The whole life is one coroutine, `run`: wait, read into the shared buffer, emit the event that
// views it, answer at once. A queue exists only after a partial write. While it holds what an echo
// or a relay put there, its source is not read: that is all the back-pressure there is.
//
// An end is always exactly one event (closed, reset or failed).
//
// Thread rule: the loop's thread.
#pragma once

#include <memory>
#include <string>

#include "talk/context.h"
#include "talk/peer.h"
#include "text/framing.h"

namespace parley::talk {

class StreamSession final : public Peer {
 public:
  StreamSession(Context& context, event::PeerId id, event::Party party,
                std::unique_ptr<net::Stream> stream);
  ~StreamSession() override;

  /// The `connected` event and the greeting. Call once, before `run`.
  void begin();

  /// Between the two: waits and reads nothing, until `let_go` or until it is told to end.
  net::Task<> hold();
  void let_go();

  /// To the end of the connection. `begin` comes first. Afterwards the descriptor is closed.
  net::Task<> run();

  /// Relay: what is received here is sent by `partner`, whose pace limits the reading, and this
  /// end's end becomes the partner's. Both call it; a partner says when it goes.
  void pair_with(StreamSession* partner) { partner_ = partner; }

  /// Ends at once with RST because of something else than this peer: a `closed` event with
  /// `reason`, which must be a literal.
  void abandon(std::string_view reason);

  /// How it ended; nothing after an orderly end.
  const std::optional<Error>& failure() const { return failure_; }
  bool ended() const { return stream_ == nullptr; }

  bool send(Bytes bytes) override;
  std::size_t queued_bytes() const override { return outbox_ ? outbox_->size() : 0; }
  bool asks_to_wait() const override;
  void finish() override;
  void close(std::string_view reason, Duration patience) override;
  void drop(const Error& error) override;
  void forget_unmatched() override { window_.clear(); }
  void poke() override;
  bool sweep(SteadyTime now) override;
  std::optional<net::TcpHealth> health() const override;

 private:
  net::Interest wanted() const;
  bool held_back() const;
  bool closing() const { return close_deadline_ != SteadyTime::max(); }
  void read_some();
  void on_bytes(Bytes bytes);
  void on_piece(const text::Piece& piece);
  void count_unfinished();
  void apply_rules(Bytes message);
  void say(Bytes text);
  void on_read_end();
  void transmit(Bytes bytes);
  std::size_t write_now(Bytes bytes);
  void flush();
  void settle();
  void fail(Error error);
  void end(event::Kind kind, std::string_view reason);
  void watch_answers();
  event::Event make_event(event::Kind kind) const;
  RuleSubject subject() const;

  Context& context_;
  std::unique_ptr<net::Stream> stream_;
  std::unique_ptr<Outbox> outbox_;
  std::unique_ptr<text::Framer> framer_;
  std::size_t unfinished_bytes_ = 0;  // of the framer, as counted in the context
  std::string window_;                // for rules, without framing
  StreamSession* partner_ = nullptr;
  std::optional<Error> failure_;
  std::string_view close_reason_;
  SteadyTime close_deadline_ = SteadyTime::max();  // first for the queue, then for the peer's end
  Duration close_patience_{};
  SteadyTime unanswered_since_ = SteadyTime::max();  // data went out that no sweep saw acknowledged
  bool read_ended_ = false;
  bool finishing_ = false;    // no more will be sent after what is queued
  bool finish_sent_ = false;  // FIN is out
  bool echo_waits_ = false;   // what the outbox holds came from this very peer
  bool held_ = true;          // by `hold`
  bool abandoned_ = false;    // to end with RST, through no fault of this peer
};

}  // namespace parley::talk
