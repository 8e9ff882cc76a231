#include "record/event_json.h"

#include <fmt/format.h>
#include <iterator>

#include "event/jsonl.h"

namespace parley::record {

namespace {

using event::append_json_string;

constexpr std::string_view line_end = "}\n";

void append_number(std::string_view before, std::uint64_t value, std::string& out) {
  out += before;
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

/// A scope by its number: its name may mean another interface where the file is read.
void append_endpoint(std::string_view before, const Endpoint& endpoint, std::string& out) {
  out += before;
  const IpAddress& address = endpoint.address;
  std::string text = address.to_string();
  if (address.scope() != 0) {
    text.resize(text.find('%'));
    append_number("%", address.scope(), text);
  }
  out += '[';
  append_json_string(text, out);
  append_number(",", static_cast<std::uint64_t>(endpoint.port), out);
  out += ']';
}

void append_party(const event::Party& party, std::string& out) {
  out.append(",\"party\":{\"transport\":\"").append(transport_name(party.transport)).append("\"");
  if (party.remote != Endpoint{}) append_endpoint(",\"remote\":", party.remote, out);
  if (party.local != Endpoint{}) append_endpoint(",\"local\":", party.local, out);
  if (!party.target.empty()) {
    out += ",\"target\":";
    append_json_string(party.target, out);
  }
  if (party.opened_here) out += ",\"opened\":\"here\"";
  out += '}';
}

void append_error(const Error& error, std::string& out) {
  out += ",\"error\":{\"attempted\":";
  append_json_string(error.attempted, out);
  out += ",\"seen\":";
  append_json_string(error.seen, out);
  if (error.system_errno != 0) {
    append_number(",\"errno\":", static_cast<std::uint64_t>(error.system_errno), out);
  }
  out += '}';
}

}  // namespace

void append_event_json(const event::Event& event, std::string& out) {
  append_jsonl(event, out);
  out.resize(out.size() - line_end.size());
  if (event.party != nullptr) {
    append_party(*event.party, out);
    const bool hidden = event.party->transport == event::Transport::tls;
    if (hidden && event.kind == event::Kind::connected) out += ",\"stored\":\"plaintext\"";
  }
  if (event.error != nullptr) {
    append_error(*event.error, out);
    if (!event.reason.empty()) {
      out += ",\"note\":";
      append_json_string(event.reason, out);
    }
  }
  out += '}';
}

void append_open_json(const OpenConnection& open, std::string& out) {
  append_number("{\"open\":{\"peer\":", static_cast<std::uint64_t>(open.peer), out);
  append_number(",\"connection\":", static_cast<std::uint64_t>(open.connection), out);
  append_number(",\"since\":", static_cast<std::uint64_t>(open.since.time_since_epoch().count()),
                out);
  append_number(",\"received\":", open.received_bytes, out);
  append_number(",\"sent\":", open.sent_bytes, out);
  append_party(open.party, out);
  out += "}}";
}

void append_gap_json(const Gap& gap, std::string& out) {
  const Error error{ErrorClass::not_recorded, 0,
                    fmt::format("record the events {} to {}", gap.first, gap.last), gap.reason};
  event::Event dropped;
  dropped.number = gap.last;
  dropped.time = gap.time;
  dropped.kind = event::Kind::dropped;
  dropped.count = gap.bytes;
  dropped.error = &error;
  append_event_json(dropped, out);
  out.pop_back();
  append_number(",\"from\":", gap.first, out);
  out += '}';
}

}  // namespace parley::record
