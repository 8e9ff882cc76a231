#include "event/status_words.h"

#include <fmt/format.h>

#include "text/duration.h"

namespace parley::event {

namespace {

std::string listening_words(const Event& event) {
  const Party& party = *event.party;
  if (event.board_port != Port{}) {
    return fmt::format("listening on {} ({}) for the board's port {}", party.local.to_string(),
                       transport_name(party.transport), static_cast<unsigned>(event.board_port));
  }
  if (party.transport == Transport::raw) {
    return fmt::format("listening on {} for IP protocol {}", party.local.address.to_string(),
                       static_cast<unsigned>(party.local.port));
  }
  return fmt::format("listening on {} ({})", party.local.to_string(),
                     transport_name(party.transport));
}

/// With the name that the user gave, where it has been resolved to another.
std::string connected_words(const Party& party) {
  std::string name = party.name();
  if (!party.target.empty() && party.target != name) name += fmt::format(" ({})", party.target);
  switch (party.transport) {
    case Transport::tcp: return name + " connected";
    case Transport::serial: return name + " opened";
    default: return fmt::format("{} connected ({})", name, transport_name(party.transport));
  }
}

/// "cannot ...", with the name of the far end in front where the words do not hold it.
std::string failure_words(const Event& event) {
  std::string words = to_string(*event.error);
  if (!event.party) return words;
  const std::string name = event.party->name();
  if (words.find(name) == std::string::npos) words = name + ": " + words;
  return words;
}

std::string count_words(const Event& event) {
  if (event.kind == Kind::refused && event.count > 1) {
    return fmt::format(" ({} times in the last second)", event.count);
  }
  if (event.kind == Kind::dropped && event.count > 0) {
    const bool datagrams = event.party && (event.party->transport == Transport::udp ||
                                           event.party->transport == Transport::raw);
    const char* unit = datagrams ? "datagram" : "byte";
    return fmt::format(" ({} {}{} lost)", event.count, unit, event.count == 1 ? "" : "s");
  }
  return {};
}

/// "received 120 B, sent 7 B; RTT 1.2 ms +- 0.3 ms, 2 segments resent, 1 unacknowledged"
std::string state_words(const PeerState& state) {
  std::string words =
      fmt::format("received {} B, sent {} B", state.received_bytes, state.sent_bytes);
  if (state.queued_bytes > 0) words += fmt::format(", {} B queued", state.queued_bytes);
  if (!state.tcp) return words;
  const TcpState& tcp = *state.tcp;
  words += fmt::format("; RTT {} +- {}, {} {} resent, {} unacknowledged",
                       text::format_duration(tcp.round_trip),
                       text::format_duration(tcp.round_trip_variation), tcp.retransmits,
                       tcp.retransmits == 1 ? "segment" : "segments", tcp.unacknowledged);
  if (tcp.not_sent_bytes > 0) words += fmt::format(", {} B not sent yet", tcp.not_sent_bytes);
  return words;
}

std::string base_words(const Event& event) {
  if (event.error) {
    std::string words = failure_words(event);
    // A note about an error repeats what was seen as its reason.
    const bool repeated = event.reason.empty() || event.reason == event.error->seen;
    return repeated ? words : words + "; " + std::string(event.reason);
  }
  const std::string name = event.party ? event.party->name() : std::string();
  switch (event.kind) {
    case Kind::listening:
      if (event.party) return listening_words(event);
      break;
    case Kind::connected:
      if (event.party) return connected_words(*event.party);
      break;
    case Kind::closed:
    case Kind::reset:
    case Kind::failed:
      if (event.reason.empty()) return fmt::format("{} {}", name, kind_name(event.kind));
      return fmt::format("{} {}: {}", name, kind_name(event.kind), event.reason);
    default:
      if (event.state) return fmt::format("{}: {}", name, state_words(*event.state));
      if (!name.empty()) return fmt::format("{}: {}", name, event.reason);
      break;
  }
  return std::string(event.reason);
}

}  // namespace

Mark mark_of(const Event& event) {
  if (event.error) return Mark::wrong;
  switch (event.kind) {
    case Kind::connected: return Mark::connected;
    case Kind::closed: return Mark::closed;
    case Kind::received: return Mark::received;
    case Kind::sent: return Mark::sent;
    case Kind::reset:
    case Kind::failed:
    case Kind::refused:
    case Kind::dropped: return Mark::wrong;
    default: return Mark::noted;
  }
}

std::string status_words(const Event& event, const std::optional<Traffic>& traffic) {
  std::string words = base_words(event) + count_words(event);
  if (traffic) {
    words +=
        fmt::format(" (received {} B, sent {} B)", traffic->received_bytes, traffic->sent_bytes);
  }
  return words;
}

}  // namespace parley::event
