// The answer to /peers.
#pragma once

#include <string>
#include <vector>

#include "talk/talk.h"

namespace parley::cli {

/// One row a peer, with a heading, no line end after the last. A peer's name holds no control
/// bytes. Of TCP: the round-trip time and how it varies, segments sent again over the connection's
/// life, and segments in flight now.
std::string peer_table(const std::vector<talk::PeerInfo>& peers);

}  // namespace parley::cli
