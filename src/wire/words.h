// A connection in plain words: each step of its handshake and of its end, when and from whom, and
// between which two ends it was seen. Nothing is told that was not captured.
//
// Thread rule: plain functions and values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "wire/conversations.h"

namespace parley::wire {

/// What the steps of a connection say.
std::string syn_words(const Segment& segment);
std::string syn_ack_words(const Segment& segment);
std::string opened_words(const Segment& segment);
inline constexpr std::string_view fin_words = "I have sent everything.";
inline constexpr std::string_view rst_words = "it is over, at once.";

/// "+0.212 ms", and from ten seconds on in seconds.
std::string since_words(Duration since);

/// What an address is for the reader: "the board", or "the router" with the note "which speaks for
/// this PC".
struct Place {
  IpAddress address;
  std::string name;
  std::string note{};
};

/// One line: who wraps it does so behind the head.
struct Words {
  std::string head{};  ///< of a step: when, what, and from whom, all of one width
  std::string text;
};

/// The first line says where it was seen, then come the steps, then what was carried. An address
/// that no place names is called by itself.
std::vector<Words> conversation_words(const Conversation& conversation,
                                      const std::vector<Place>& places);

}  // namespace parley::wire
