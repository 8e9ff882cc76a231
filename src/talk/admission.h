// Who may come in: the addresses served, and how many at once.
//
// At a cap the peer that has been silent for the longest makes room, so that a forgotten connection
// cannot lock out a device that wants to talk. Loopback is exempt from the cap per address.
//
// Thread rule: the loop's thread.
#pragma once

#include "talk/context.h"
#include "talk/refusals.h"

namespace parley::talk {

class Admission {
 public:
  Admission(Context& context, const ListenSettings& settings);

  /// False: the peer was refused, and that was told. True: come in; somebody else may have had to
  /// go. `pending` counts peers that were let in but do not talk yet (TLS handshakes).
  bool admit(const event::Party& party, std::size_t pending);

  /// The system ran out of descriptors: a peer was closed at once.
  void turned_away(const event::Party& party);

 private:
  bool make_room(const event::Party& party, Peer* silent, std::string_view which, std::size_t most);

  Context& context_;
  const ListenSettings& settings_;
  Refusals refusals_;
};

}  // namespace parley::talk
