// The far ends of a simulated talk, as plans have them: devices that say, hear, dawdle and go. Each
// keeps its own story, which no code under test touches.
//
// Thread rule: the loop's thread.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "net/network.h"
#include "talk/nursery.h"
#include "tests/simulation/plan.h"

namespace parley::simulation {

/// What one connection of a far end was, from its side. Datagrams: the whole life of its socket.
struct Story {
  const PeerPlan* plan = nullptr;
  Endpoint own;
  Endpoint other;
  ByteString said;   ///< its system took
  ByteString heard;  ///< of streams
  bool connected = false;
  bool heard_end = false;
  bool failed = false;
  bool over = false;
  bool over_in_time = false;  ///< before the talk was told to end
  std::vector<ByteString> parcels_said{};
  std::vector<ByteString> parcels_heard{};
};

using Stories = std::deque<Story>;

/// Connects to `there`, and does what `story.plan` says.
net::Task<> call(net::Network& network, Endpoint there, Story& story);

/// Accepts for ever; the n-th caller meets the n-th plan, and the first one again behind the last.
net::Task<> serve(net::Network& network, Endpoint own, const std::vector<PeerPlan>& plans,
                  Stories& stories, talk::Nursery& nursery);

/// Sends each line of what it says as one datagram, and hears what comes.
net::Task<> send_datagrams(net::Network& network, Endpoint own, Endpoint there, Story& story);

}  // namespace parley::simulation
