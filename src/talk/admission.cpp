#include "talk/admission.h"

#include <cerrno>
#include <fmt/format.h>

namespace parley::talk {

Admission::Admission(Context& context, const ListenSettings& settings)
    : context_(context), settings_(settings), refusals_(context.loop, context.hub) {}

bool Admission::admit(const event::Party& party, std::size_t pending) {
  const IpAddress& address = party.remote.address;
  if (settings_.serves && !settings_.serves(address)) {
    refusals_.add({ErrorClass::not_admitted, 0, "serve " + party.name(),
                   "its address is in none of this machine's own subnets"},
                  party);
    return false;
  }
  if (!address.is_loopback() && context_.peers.count(address) >= settings_.peers_per_address_max &&
      !make_room(party, context_.peers.longest_silent(address), "of its address",
                 settings_.peers_per_address_max)) {
    return false;
  }
  if (context_.peers.count() + pending >= settings_.peers_max) {
    return make_room(party, context_.peers.longest_silent(), "at once", settings_.peers_max);
  }
  return true;
}

bool Admission::make_room(const event::Party& party, Peer* silent, std::string_view which,
                          std::size_t most) {
  const std::string limit = fmt::format("{} peers {} is the limit", most, which);
  if (!silent) {
    refusals_.add({ErrorClass::peer_limit, 0, "serve " + party.name(), limit}, party);
    return false;
  }
  silent->drop({ErrorClass::peer_limit, 0, "keep " + silent->party().name(),
                limit + ", and it was silent for the longest"});
  return true;
}

void Admission::turned_away(const event::Party& party) {
  refusals_.add({ErrorClass::exhausted, EMFILE, "accept another peer", errno_text(EMFILE)}, party);
}

}  // namespace parley::talk
