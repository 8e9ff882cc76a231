// A connection in plain words: each step of its handshake and of its end, when and from whom, and
// between which two ends it was seen. Nothing is told that was not captured.
//
// Thread rule: plain functions and values.
#pragma once

#include <string>
#include <vector>

#include "base/address.h"
#include "wire/conversations.h"

namespace parley::wire {

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
