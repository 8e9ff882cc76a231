#include "talk/peer.h"

namespace parley::talk {

event::PeerState Peer::state() const {
  event::PeerState state{counters_.bytes_received, counters_.bytes_sent, queued_bytes(),
                         std::nullopt};
  if (const auto known = health()) {
    state.tcp = event::TcpState{known->round_trip,     known->round_trip_variation,
                                known->retransmits,    known->unacknowledged,
                                known->bytes_not_sent, known->congestion_window};
  }
  return state;
}

}  // namespace parley::talk
