#include "event/event.h"

namespace parley::event {

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::listening: return "listening";
    case Kind::connected: return "connected";
    case Kind::received: return "received";
    case Kind::sent: return "sent";
    case Kind::closed: return "closed";
    case Kind::reset: return "reset";
    case Kind::failed: return "failed";
    case Kind::refused: return "refused";
    case Kind::dropped: return "dropped";
    case Kind::noted: return "noted";
    case Kind::recorded: return "recorded";
  }
  return "noted";
}

std::string_view transport_name(Transport transport) {
  switch (transport) {
    case Transport::tcp: return "tcp";
    case Transport::tls: return "tls";
    case Transport::udp: return "udp";
    case Transport::raw: return "raw";
    case Transport::serial: return "serial";
  }
  return "tcp";
}

std::string Party::name() const {
  if (remote == Endpoint{}) return target;
  if (transport == Transport::raw) return remote.address.to_string();
  return remote.to_string();
}

}  // namespace parley::event
