// Plays one side of a recorded conversation to a live peer, and finds the first octet in which the
// peer's answer differs from the recorded one.
//
// Order before time: a turn that followed an answer is said only when that much of the answer has
// come. Then the pause that stood before it in the recording is kept (`speed` divides it), counted
// from when the turn before it was over, so that a peer that is slower or faster shifts what
// follows instead of being talked over.
//
// After the last turn this side finishes, and waits for `limits::replay_settle` or for the peer's
// end: what still comes was not recorded. When the peer ends is not compared: a recording does not
// tell which side finished first.
//
// It is a sink of the talk that it speaks through, so what it says and hears is seen and recorded
// like every conversation.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "base/limits.h"
#include "event/event.h"
#include "net/loop.h"
#include "session/script.h"
#include "talk/talk.h"

namespace parley::session {

struct ReplaySettings {
  Side plays = Side::client;
  double speed = 1;  ///< divides the pauses of this side; 0: no pauses, as fast as answers come
  Duration patience = limits::replay_patience_default;  ///< beyond the recorded time
};

/// How the peer was not what was recorded. Offsets count from 0 in what the peer says; of datagrams
/// the offset is inside datagram number `answer`.
struct Difference {
  enum class Kind : std::uint8_t {
    other,    ///< another octet came
    missing,  ///< nothing came within the patience
    extra,    ///< more came than was recorded
    ended,    ///< the peer finished too early; `error` when it did by a reset or a failure
    stalled,  ///< the peer takes nothing any more
  };
  Kind kind = Kind::other;
  std::uint64_t offset = 0;
  std::size_t answer = 0;  ///< from 1; what the peer says without a turn of ours in it is one
  WallTime recorded;       ///< when that part of it was recorded
  ByteString before;       ///< what both said in front of it, a few octets
  ByteString expected;     ///< from there on, a few octets; empty: nothing more was recorded
  ByteString got;          ///< the same of what came
  std::uint64_t octets_left = 0;  ///< missing, ended: so many more octets were recorded
  std::optional<Error> error;
};

struct ReplayReport {
  bool complete = false;  ///< all was said and heard as recorded
  std::uint64_t octets_said = 0;
  std::uint64_t octets_same = 0;  ///< of the peer, before the first difference
  std::size_t turns_said = 0;
  std::size_t answers_same = 0;
  Duration took{};
  std::optional<Difference> difference;
  std::optional<Error> failure;  ///< there was no conversation: the peer was not reached
};

class Replay final : public event::Sink {
 public:
  /// `done` is called once, in a turn of its own. The script and the talk outlive this object, and
  /// it is made a sink of the talk before anything is opened.
  Replay(talk::Talk& talk, net::Loop& loop, const Script& script, const ReplaySettings& settings,
         std::function<void(const ReplayReport&)> done);

  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the replay"; }

  /// Turns are left to be said: the peer's end does not end the conversation.
  bool more_to_come() const { return state_ == State::playing && turns_left_ > 0; }

  /// How far it has come. Complete or not, once it is over.
  const ReplayReport& report() const { return report_; }

 private:
  enum class State : std::uint8_t { waiting, playing, settling, over };

  void begin(const event::Event& event);
  void hear(Bytes bytes);
  void hear_datagram(Bytes bytes);
  void end(const event::Event& event);
  void go_on();
  bool say(const Turn& turn);
  bool takes_more();
  bool heard_all_of(const Turn& turn) const;
  bool all_is_over() const;
  void turn_over(const Turn& turn);
  void settle();
  void differ(Difference::Kind kind, std::uint64_t offset, Bytes got);
  void place(Difference& difference, std::uint64_t offset, Bytes got) const;
  void finish();

  talk::Talk& talk_;
  net::Loop& loop_;
  const Script& script_;
  const ReplaySettings settings_;
  const Bytes expected_;
  std::function<void(const ReplayReport&)> done_;
  net::Timer timer_;
  ReplayReport report_;
  event::PeerId peer_{};
  event::ConnectionId connection_{};
  State state_ = State::waiting;
  std::size_t next_ = 0;        // turn
  std::size_t turns_left_ = 0;  // of this side
  std::uint64_t heard_ = 0;     // octets that were as recorded
  std::uint64_t said_of_turn_ = 0;
  std::vector<std::size_t> peer_turns_;  // of datagrams
  std::size_t datagrams_heard_ = 0;
  std::size_t queued_before_ = 0;
  SteadyTime began_;
  SteadyTime turn_over_;  // when the turn before `next_` was over
  SteadyTime moved_;      // when the peer last said or took something
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
};

}  // namespace parley::session
