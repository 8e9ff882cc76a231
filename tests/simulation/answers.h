// What a talk must say to one peer, found from what that peer said: a second, plain way to the same
// octets as src/talk, src/text and RE2, without a line of theirs. It knows the few patterns that
// plans use.
//
// Thread rule: one thread.
#pragma once

#include <optional>
#include <string>

#include "base/bytes.h"
#include "talk/settings.h"

namespace parley::simulation {

class Answers {
 public:
  Answers(text::Framing framing, const talk::RuleSettings& rules);

  /// One read of a stream.
  void heard(Bytes chunk);

  /// The peer finished its direction.
  void heard_end();

  /// One datagram.
  void heard_datagram(Bytes datagram);

  /// The user sent this.
  void user_said(Bytes octets) { expected_ += octets; }

  void change(const talk::RuleSettings& rules);

  /// Something was refused for want of room: what is said from here on is not foreseen.
  void give_up() { known_ = false; }
  bool known() const { return known_; }

  /// All that is to be said up to now; what `--every` says is not in it.
  const ByteString& expected() const { return expected_; }

  /// `said` without what `--every` put into it, whole or cut off at the end.
  ByteString without_ticks(Bytes said) const;

  bool expectation_met() const { return expectation_met_; }

 private:
  void hear_lines(Bytes chunk);
  void hear_lengths(Bytes chunk);
  void hear_piece(Bytes piece);
  void hear_message(Bytes message);
  void hear_stream(Bytes chunk);
  void say(const std::string& text);

  text::Framing framing_;
  bool echo_ = false;
  bool answers_p_ = false;
  bool answers_q_ = false;
  bool expects_ = false;
  ByteString message_;  // that is not complete
  ByteString prefix_;   // of it, under lengths
  ByteString window_;   // without framing
  bool framing_ended_ = false;
  bool known_ = true;
  bool expectation_met_ = false;
  ByteString expected_;
};

}  // namespace parley::simulation
