// What every part of one talk shares. Made by Talk, outlives all parts.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <random>

#include "base/limits.h"
#include "net/network.h"
#include "talk/hub.h"
#include "talk/nursery.h"
#include "talk/outbox.h"
#include "talk/peers.h"
#include "talk/rules.h"
#include "talk/settings.h"

namespace parley::talk {

struct Context {
  net::Network& network;
  net::Loop& loop;
  Hub& hub;
  Peers& peers;
  Rules& rules;
  const TalkSettings& settings;
  Budget budget{};
  std::uint64_t abandoned_bytes = 0;  ///< were queued for a peer that ended first
  std::size_t unfinished_bytes = 0;   ///< of messages that wait for their end, of all peers
  std::mt19937_64 random{};

  /// True while input that is already there will be sent: a peer that finished its own direction is
  /// then still written to. Set by the program that feeds the talk.
  std::function<bool()> more_to_come = [] { return false; };

  /// A peer has room again, or came, or went: whoever feeds the talk may go on.
  std::function<void()> changed = [] {};

  /// One buffer for all reads: an idle peer has none.
  std::array<char, limits::datagram_bytes_max> buffer{};
};

}  // namespace parley::talk
