#include "event/jsonl.h"

#include <array>
#include <fmt/format.h>
#include <iterator>
#include <nlohmann/json.hpp>

#include "text/hex.h"
#include "text/notation.h"
#include "text/timestamp.h"
#include "text/utf8.h"

namespace parley::event {

namespace {

// Lines are written by hand, not through a JSON document: one is written for each read and write,
// and the library escapes either no character beyond C0 or every one beyond ASCII.

constexpr std::array<bool, 256> plain = [] {
  std::array<bool, 256> table{};
  for (std::size_t octet = ' '; octet <= '~'; ++octet)
    table[octet] = true;
  table['"'] = false;
  table['\\'] = false;
  return table;
}();

void append_unicode_escape(char32_t c, std::string& out) {
  const auto at = std::back_inserter(out);
  if (c < 0x10000) {
    fmt::format_to(at, "\\u{:04x}", static_cast<unsigned>(c));
    return;
  }
  const unsigned above = static_cast<unsigned>(c) - 0x10000;
  fmt::format_to(at, "\\u{:04x}\\u{:04x}", 0xd800 + (above >> 10), 0xdc00 + (above & 0x3ff));
}

void append_special(const text::Utf8Front& front, Bytes octets, std::string& out) {
  switch (front.code_point) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default: break;
  }
  if (text::is_shown(front.code_point)) {
    out += octets;
  } else {
    append_unicode_escape(front.code_point, out);
  }
}

}  // namespace

// Content that is no UTF-8 never comes here, but a device's name or the system's words might be
// anything.
void append_json_string(std::string_view value, std::string& out) {
  out += '"';
  while (!value.empty()) {
    std::size_t run = 0;
    while (run < value.size() && plain[static_cast<unsigned char>(value[run])])
      ++run;
    out.append(value.data(), run);
    value.remove_prefix(run);
    if (value.empty()) break;
    const text::Utf8Front front = text::utf8_front(value);
    if (front.status == text::Utf8Front::Status::valid) {
      append_special(front, value.substr(0, front.bytes), out);
    } else {
      out += "\xef\xbf\xbd";
    }
    value.remove_prefix(front.bytes);
  }
  out += '"';
}

namespace {

/// `before` is the separator and the key, as it stands in the line.
void append_number(std::string_view before, std::uint64_t value, std::string& out) {
  out += before;
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

void append_text(std::string_view before, std::string_view value, std::string& out) {
  out += before;
  append_json_string(value, out);
}

void append_content(Bytes content, std::string& out) {
  append_number(",\"bytes\":", content.size(), out);
  if (text::is_utf8(content)) {
    append_text(",\"text\":", content, out);
    return;
  }
  out += ",\"hex\":\"";
  text::append_hex(content, out);
  out += '"';
}

void append_failure(const Event& event, std::string& out) {
  if (event.error != nullptr) {
    append_text(",\"class\":", error_class_name(event.error->kind), out);
    std::string words = to_string(*event.error);
    if (!event.reason.empty()) words.append("; ").append(event.reason);
    append_text(",\"reason\":", words, out);
  } else if (!event.reason.empty()) {
    append_text(",\"reason\":", event.reason, out);
  }
}

void append_local(const Event& event, std::string& out) {
  const Party& party = *event.party;
  if (event.kind == Kind::listening) {
    append_number(",\"port\":", static_cast<std::uint64_t>(party.local.port), out);
  }
  if (party.local == Endpoint{}) return;
  const bool raw = party.transport == Transport::raw;
  append_text(",\"local\":", raw ? party.local.address.to_string() : party.local.to_string(), out);
  if (event.board_port != Port{}) {
    append_number(",\"board_port\":", static_cast<std::uint64_t>(event.board_port), out);
  }
}

void append_state(const PeerState& state, std::string& out) {
  append_number(",\"received\":", state.received_bytes, out);
  append_number(",\"sent\":", state.sent_bytes, out);
  append_number(",\"queued\":", state.queued_bytes, out);
  if (!state.tcp) return;
  const TcpState& tcp = *state.tcp;
  const auto microseconds = [](std::chrono::microseconds time) {
    return static_cast<std::uint64_t>(time.count());
  };
  append_number(",\"tcp\":{\"rtt_us\":", microseconds(tcp.round_trip), out);
  append_number(",\"rtt_var_us\":", microseconds(tcp.round_trip_variation), out);
  append_number(",\"retransmits\":", tcp.retransmits, out);
  append_number(",\"unacknowledged\":", tcp.unacknowledged, out);
  append_number(",\"not_sent\":", tcp.not_sent_bytes, out);
  append_number(",\"congestion_window\":", tcp.congestion_window, out);
  out += '}';
}

}  // namespace

void append_jsonl(const Event& event, std::string& out, Content content) {
  const bool begins = event.kind == Kind::listening || event.kind == Kind::connected;
  const Party* party = event.party;

  append_number("{\"n\":", event.number, out);
  out += ",\"time\":\"";
  text::append_timestamp(event.time, out);
  out.append("\",\"event\":\"").append(kind_name(event.kind)).append("\"");
  if (event.peer != PeerId{}) {
    append_number(",\"peer\":", static_cast<std::uint64_t>(event.peer), out);
  }
  if (event.connection != ConnectionId{}) {
    append_number(",\"connection\":", static_cast<std::uint64_t>(event.connection), out);
  }
  if (party != nullptr && event.kind != Kind::listening) {
    if (const std::string name = party->name(); !name.empty()) {
      append_text(",\"address\":", name, out);
    }
  }
  if (party != nullptr && begins) {
    append_text(",\"transport\":", transport_name(party->transport), out);
  }
  if (event.kind == Kind::received && content == Content::message) {
    append_content(event.message, out);
  } else if (event.kind == Kind::received || event.kind == Kind::sent) {
    append_content(event.bytes, out);
  } else if (event.kind == Kind::noted && !event.message.empty()) {
    append_content(event.message, out);
  }
  append_failure(event, out);
  const bool counts = event.kind == Kind::dropped || event.kind == Kind::recorded ||
                      (event.kind == Kind::refused && event.count > 1);
  if (counts) {
    append_number(",\"count\":", event.count, out);
  }
  if (party != nullptr && begins) append_local(event, out);
  if (event.state != nullptr) append_state(*event.state, out);
  out += "}\n";
}

namespace {

using nlohmann::json;

std::string described(const json& value) {
  switch (value.type()) {
    case json::value_t::null: return "null";
    case json::value_t::object: return "an object";
    case json::value_t::array: return "an array";
    case json::value_t::string: return "a string";
    case json::value_t::boolean: return "true or false";
    default: return "a number";
  }
}

/// Reads one command; every error goes through `fails`.
class CommandReader {
 public:
  explicit CommandReader(std::string_view line) : line_(line) {}

  Result<Command> read() {
    if (auto parsed = parse_object(); !parsed) return tl::unexpected(parsed.error());
    const bool text = object_.contains("send");
    const bool hex = object_.contains("send_hex");
    const bool close = object_.contains("close");
    const bool peers = object_.contains("peers");
    const int verbs = int{text} + int{hex} + int{close} + int{peers};
    if (verbs == 0) return fails("it has none of the keys send, send_hex, close and peers");
    if (verbs > 1) return fails("it has more than one of the keys send, send_hex, close and peers");
    if (text || hex) return read_send(text);
    if (object_.contains("to")) {
      return fails(close ? "\"to\" goes with send and send_hex; close itself names the peer"
                         : "\"to\" goes with send and send_hex; peers asks for all of them");
    }
    if (peers) return read_peers();
    return peer("close").map([](PeerId id) { return Command{Close{id}}; });
  }

 private:
  Failure fails(std::string seen) const {
    return failure(
        {ErrorClass::bad_input, 0,
         fmt::format("read the command {}", line_.empty() ? "\"\"" : text::excerpt(line_)),
         std::move(seen)});
  }

  Result<> parse_object() {
    std::string repeated;
    std::map<std::string, int> keys;
    const auto watch = [&](int depth, json::parse_event_t event, json& parsed) {
      if (event == json::parse_event_t::key && depth == 1 &&
          ++keys[parsed.get<std::string>()] == 2) {
        repeated = parsed.get<std::string>();
      }
      return true;
    };
    try {
      object_ = json::parse(line_, watch);
    } catch (const json::parse_error& error) {
      return fails(fmt::format("it is no JSON from position {} on", error.byte));
    } catch (const json::out_of_range&) {
      return fails("a number in it is too large");
    }
    if (!object_.is_object()) {
      return fails(fmt::format("it is {}, not an object such as {{\"send\":\"Hello\"}}",
                               described(object_)));
    }
    if (!repeated.empty()) return fails(fmt::format("the key \"{}\" stands there twice", repeated));
    for (const auto& [key, count] : keys) {
      if (key != "send" && key != "send_hex" && key != "close" && key != "peers" && key != "to") {
        return fails(fmt::format(
            "the key \"{}\" is not known; known are send, send_hex, close, peers and to",
            text::excerpt(key)));
      }
    }
    return {};
  }

  Result<Command> read_send(bool as_text) const {
    const char* key = as_text ? "send" : "send_hex";
    const json& value = object_.at(key);
    if (!value.is_string()) {
      return fails(fmt::format("\"{}\" is {}, not a string", key, described(value)));
    }
    Send send{value.get<std::string>(), std::nullopt};
    if (!as_text) {
      auto bytes = text::parse_hex(send.bytes);
      if (!bytes) return fails(fmt::format("in \"send_hex\", {}", bytes.error().seen));
      send.bytes = std::move(*bytes);
    }
    if (object_.contains("to") && object_.at("to") != "all") {
      const auto to = peer("to");
      if (!to) return tl::unexpected(to.error());
      send.to = *to;
    }
    return Command{std::move(send)};
  }

  Result<Command> read_peers() const {
    const json& value = object_.at("peers");
    if (value.is_boolean() && value.get<bool>()) return Command{TellPeers{}};
    return fails(
        fmt::format("\"peers\" is {}, not true", value.is_boolean() ? "false" : described(value)));
  }

  Result<PeerId> peer(const char* key) const {
    const json& value = object_.at(key);
    const char* all = std::string_view(key) == "to" ? " or \"all\"" : "";
    if (!value.is_number()) {
      return fails(fmt::format("\"{}\" is {}, not a peer's number{}", key, described(value), all));
    }
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() == 0 ||
        value.get<std::uint64_t>() > UINT32_MAX) {
      return fails(fmt::format("\"{}\" is {}; a peer's number is from 1 to {}{}", key, value.dump(),
                               UINT32_MAX, all));
    }
    return static_cast<PeerId>(value.get<std::uint64_t>());
  }

  std::string_view line_;
  json object_;
};

}  // namespace

Result<Command> parse_command(std::string_view line) {
  return CommandReader(line).read();
}

}  // namespace parley::event
