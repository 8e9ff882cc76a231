#include "record/event_from_json.h"

#include <array>
#include <nlohmann/json.hpp>

#include "text/hex.h"

namespace parley::record {

using event::Kind;
using nlohmann::json;

namespace {

constexpr std::size_t kind_within = 128;

json parsed(Bytes text) {
  return json::parse(text, nullptr, false);
}

const json* member(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

std::uint64_t number(const json& object, const char* key) {
  const json* value = member(object, key);
  return value != nullptr && value->is_number_unsigned() ? value->get<std::uint64_t>() : 0;
}

template <typename Small>
Small small(const json& object, const char* key) {
  return static_cast<Small>(number(object, key));
}

std::string text(const json& object, const char* key) {
  const json* value = member(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string{};
}

std::optional<Kind> kind_of(std::string_view name) {
  constexpr std::array kinds{Kind::listening, Kind::connected, Kind::received, Kind::sent,
                             Kind::closed,    Kind::reset,     Kind::failed,   Kind::refused,
                             Kind::dropped,   Kind::noted,     Kind::recorded};
  for (const Kind kind : kinds) {
    if (event::kind_name(kind) == name) return kind;
  }
  return {};
}

event::Transport transport_of(std::string_view name) {
  using event::Transport;
  for (const Transport one : {Transport::tls, Transport::udp, Transport::raw, Transport::serial}) {
    if (event::transport_name(one) == name) return one;
  }
  return Transport::tcp;
}

ErrorClass error_class_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(ErrorClass::other); ++i) {
    const auto one = static_cast<ErrorClass>(i);
    if (error_class_name(one) == name) return one;
  }
  return ErrorClass::other;
}

/// ["192.168.1.20",51234]
Endpoint endpoint(const json& object, const char* key) {
  const json* value = member(object, key);
  if (value == nullptr || !value->is_array() || value->size() != 2) return {};
  const json& address = (*value)[0];
  const json& port = (*value)[1];
  if (!address.is_string() || !port.is_number_unsigned()) return {};
  const auto read = IpAddress::parse(address.get<std::string>());
  if (!read) return {};
  return {*read, static_cast<Port>(port.get<std::uint16_t>())};
}

bool read_party(const json& object, event::Party& party) {
  const json* value = member(object, "party");
  if (value == nullptr || !value->is_object()) return false;
  party.transport = transport_of(text(*value, "transport"));
  party.remote = endpoint(*value, "remote");
  party.local = endpoint(*value, "local");
  party.target = text(*value, "target");
  party.opened_here = text(*value, "opened") == "here";
  return true;
}

bool read_error(const json& object, Error& error) {
  const json* value = member(object, "error");
  if (value == nullptr || !value->is_object()) return false;
  error.kind = error_class_of(text(object, "class"));
  error.system_errno = small<int>(*value, "errno");
  error.attempted = text(*value, "attempted");
  error.seen = text(*value, "seen");
  return true;
}

bool read_state(const json& object, event::PeerState& state) {
  const json* queued = member(object, "queued");
  if (queued == nullptr) return false;
  state.received_bytes = number(object, "received");
  state.sent_bytes = number(object, "sent");
  state.queued_bytes = number(object, "queued");
  state.tcp.reset();
  const json* tcp = member(object, "tcp");
  if (tcp == nullptr || !tcp->is_object()) return true;
  const auto time = [tcp](const char* key) {
    return std::chrono::microseconds(static_cast<std::int64_t>(number(*tcp, key)));
  };
  state.tcp.emplace();
  state.tcp->round_trip = time("rtt_us");
  state.tcp->round_trip_variation = time("rtt_var_us");
  state.tcp->retransmits = number(*tcp, "retransmits");
  state.tcp->unacknowledged = small<std::uint32_t>(*tcp, "unacknowledged");
  state.tcp->not_sent_bytes = small<std::uint32_t>(*tcp, "not_sent");
  state.tcp->congestion_window = small<std::uint32_t>(*tcp, "congestion_window");
  return true;
}

bool read_content(const json& object, std::string& content) {
  content = text(object, "text");
  if (const json* hex = member(object, "hex"); hex != nullptr && hex->is_string()) {
    auto octets = text::parse_hex(hex->get_ref<const std::string&>());
    if (!octets) return false;
    content = std::move(*octets);
  }
  return true;
}

std::uint64_t count_of(const json& object, Kind kind) {
  if (kind == Kind::refused && member(object, "count") == nullptr) return 1;
  return number(object, "count");
}

}  // namespace

bool read_event_json(Bytes octets, StoredEvent& into) {
  const json object = parsed(octets);
  if (!object.is_object()) return false;
  const auto kind = kind_of(text(object, "event"));
  if (!kind) return false;
  event::Event& event = into.event;
  event = {};
  event.kind = *kind;
  event.number = number(object, "n");
  event.peer = small<event::PeerId>(object, "peer");
  event.connection = small<event::ConnectionId>(object, "connection");
  event.count = count_of(object, *kind);
  event.board_port = small<Port>(object, "board_port");
  if (!read_content(object, into.content)) return false;
  const bool is_content = *kind == Kind::received || *kind == Kind::sent;
  if (is_content) event.bytes = into.content;
  if (*kind != Kind::sent) event.message = into.content;
  if (read_party(object, into.party)) event.party = &into.party;
  if (read_state(object, into.state)) event.state = &into.state;
  const bool has_error = read_error(object, into.error);
  if (has_error) event.error = &into.error;
  into.gap_first = number(object, "from");
  into.reason = text(object, has_error ? "note" : "reason");
  event.reason = into.reason;
  return true;
}

std::optional<Kind> kind_in_json(Bytes octets) {
  // Nothing that somebody else said stands in front of it.
  constexpr std::string_view key = "\"event\":\"";
  const std::size_t at = octets.substr(0, kind_within).find(key);
  if (at == Bytes::npos) return {};
  const Bytes rest = octets.substr(at + key.size());
  return kind_of(rest.substr(0, rest.find('"')));
}

std::optional<OpenConnection> read_open_json(Bytes octets) {
  const json object = parsed(octets);
  if (!object.is_object()) return {};
  const json* value = member(object, "open");
  if (value == nullptr || !value->is_object()) return {};
  OpenConnection open;
  if (!read_party(*value, open.party)) return {};
  open.peer = small<event::PeerId>(*value, "peer");
  open.connection = small<event::ConnectionId>(*value, "connection");
  open.since = WallTime(Duration(static_cast<std::int64_t>(number(*value, "since"))));
  open.received_bytes = number(*value, "received");
  open.sent_bytes = number(*value, "sent");
  return open;
}

std::optional<Gap> read_gap_json(Bytes octets) {
  if (octets.empty()) return {};
  const json object = parsed(octets);
  if (!object.is_object() || member(object, "from") == nullptr) return {};
  Gap gap;
  gap.first = number(object, "from");
  gap.last = number(object, "n");
  return gap;
}

}  // namespace parley::record
