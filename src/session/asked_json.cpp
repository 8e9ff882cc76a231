#include "session/asked_json.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "text/duration.h"
#include "text/hex.h"
#include "text/utf8.h"

namespace parley::session {

using nlohmann::json;

namespace {

constexpr std::string_view kind_names = "server, client, serial or board";

std::string_view kind_name(Asked::Kind kind) {
  switch (kind) {
    case Asked::Kind::server: return "server";
    case Asked::Kind::client: return "client";
    case Asked::Kind::serial: return "serial";
    case Asked::Kind::board: return "board";
  }
  return "server";
}

std::optional<Asked::Kind> parse_kind(std::string_view name) {
  using enum Asked::Kind;
  for (const Asked::Kind kind : {server, client, serial, board}) {
    if (kind_name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::optional<event::Transport> parse_transport(std::string_view name) {
  using enum event::Transport;
  for (const event::Transport transport : {tcp, tls, udp, raw, serial}) {
    if (event::transport_name(transport) == name) return transport;
  }
  return std::nullopt;
}

template <typename T>
std::optional<T> without_error(const Result<T>& parsed) {
  return parsed ? std::optional<T>(*parsed) : std::nullopt;
}

/// Members that have their default are left out: the file is read by people, too.
void put_text(json& object, const char* name, const std::string& text) {
  if (!text.empty()) object[name] = text_to_json(text);
}

void put_flag(json& object, const char* name, bool flag) {
  if (flag) object[name] = true;
}

}  // namespace

json text_to_json(std::string_view text) {
  if (text::is_utf8(text)) return json(std::string(text));
  return json{{"hex", text::to_hex(text)}};
}

json rules_members(const talk::RuleSettings& rules) {
  json object = json::object();
  put_flag(object, "echo", rules.echo);
  if (rules.greet) object["greet"] = text_to_json(*rules.greet);
  for (const auto& [pattern, text] : rules.replies) {
    object["replies"].push_back({{"pattern", text_to_json(pattern)}, {"text", text_to_json(text)}});
  }
  for (const auto& [interval, text] : rules.every) {
    object["every"].push_back(
        {{"interval", text::exact_duration(interval)}, {"text", text_to_json(text)}});
  }
  if (rules.expect) object["expect"] = text_to_json(*rules.expect);
  return object;
}

json message_to_json(const SavedMessage& message) {
  json object{{"name", text_to_json(message.name)}, {"text", text_to_json(message.text)}};
  if (message.line_ending) object["line_ending"] = text::line_ending_name(*message.line_ending);
  return object;
}

json asked_to_json(const Asked& asked) {
  const Asked usual;
  json object{{"kind", kind_name(asked.kind)}};
  put_text(object, "name", asked.name);
  if (asked.transport != usual.transport) {
    object["transport"] = event::transport_name(asked.transport);
  }
  put_text(object, "where", asked.where);
  if (asked.port != usual.port) object["port"] = static_cast<unsigned>(asked.port);
  if (asked.baud != usual.baud) object["baud"] = asked.baud;
  put_flag(object, "retry", asked.retry);
  put_flag(object, "insecure", asked.insecure);
  put_text(object, "certificate", asked.certificate);
  put_text(object, "key", asked.key);
  for (const auto& network : asked.allowed)
    object["allowed"].push_back(text_to_json(network));
  if (json rules = rules_members(asked.rules); !rules.empty()) object["rules"] = std::move(rules);
  if (asked.framing != usual.framing) object["framing"] = text::framing_name(asked.framing);
  if (asked.line_ending != usual.line_ending) {
    object["line_ending"] = text::line_ending_name(asked.line_ending);
  }
  return object;
}

bool JsonPlace::expect(bool fits, std::string_view what) const {
  if (!fits && !trouble_) {
    trouble_ = fmt::format("{} is not {}", place_.empty() ? "what it holds" : place_, what);
  }
  return fits;
}

void JsonPlace::read(bool& into) const {
  if (expect(value_.is_boolean(), "true or false")) into = value_.get<bool>();
}

void JsonPlace::read(std::string& into) const {
  if (value_.is_object() && value_.contains("hex") && value_["hex"].is_string()) {
    auto octets = text::parse_hex(value_["hex"].get_ref<const std::string&>());
    if (expect(octets.has_value(), "text: its hex is none")) into = std::move(*octets);
  } else if (expect(value_.is_string(), "text")) {
    into = value_.get_ref<const std::string&>();
  }
}

void JsonPlace::read(Port& into) const {
  const bool fits = value_.is_number_unsigned() && value_.get<std::uint64_t>() <= 65'535;
  if (expect(fits, "a number from 0 to 65535")) into = Port{value_.get<std::uint16_t>()};
}

void JsonPlace::read(unsigned& into) const {
  const bool fits = value_.is_number_unsigned() &&
                    value_.get<std::uint64_t>() <= std::numeric_limits<unsigned>::max();
  if (expect(fits, "a whole number")) into = value_.get<unsigned>();
}

void JsonPlace::read(Duration& into) const {
  if (!expect(value_.is_string(), "a time such as \"500ms\"")) return;
  const auto time = text::parse_duration(value_.get_ref<const std::string&>());
  if (expect(time.has_value(), "a time such as \"500ms\"")) into = *time;
}

template <typename Value, typename Parse>
void JsonPlace::read_name(Value& into, const Parse& parse, std::string_view names) const {
  std::optional<Value> named;
  if (value_.is_string()) named = parse(value_.get_ref<const std::string&>());
  if (expect(named.has_value(), names)) into = *named;
}

void JsonPlace::read(Asked::Kind& into) const {
  read_name(into, parse_kind, kind_names);
}

void JsonPlace::read(event::Transport& into) const {
  read_name(into, parse_transport, "tcp, tls, udp, raw or serial");
}

void JsonPlace::read(text::Framing& into) const {
  const auto parse = [](std::string_view name) { return without_error(text::parse_framing(name)); };
  read_name(into, parse, "none, line or length");
}

void JsonPlace::read(text::LineEnding& into) const {
  const auto parse = [](std::string_view name) {
    return without_error(text::parse_line_ending(name));
  };
  read_name(into, parse, "none, lf, cr or crlf");
}

void JsonPlace::read(std::pair<std::string, std::string>& into) const {
  member("pattern", into.first);
  member("text", into.second);
}

void JsonPlace::read(std::pair<Duration, std::string>& into) const {
  into.first = std::chrono::seconds{1};
  member("interval", into.first);
  member("text", into.second);
}

void JsonPlace::read(talk::RuleSettings& into) const {
  member("echo", into.echo);
  member("greet", into.greet);
  member("replies", into.replies);
  member("every", into.every);
  member("expect", into.expect);
}

void JsonPlace::read(SavedMessage& into) const {
  member("name", into.name);
  member("text", into.text);
  member("line_ending", into.line_ending);
}

void JsonPlace::read(Asked& into) const {
  member("kind", into.kind);
  member("name", into.name);
  member("transport", into.transport);
  member("where", into.where);
  member("port", into.port);
  member("baud", into.baud);
  member("retry", into.retry);
  member("insecure", into.insecure);
  member("certificate", into.certificate);
  member("key", into.key);
  member("allowed", into.allowed);
  member("rules", into.rules);
  member("framing", into.framing);
  member("line_ending", into.line_ending);
}

Result<json> parse_document(std::string_view text, const std::string& attempted) {
  std::size_t at = 0;
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
  } catch (const json::exception&) {  // a number that no machine holds
  }
  const std::string_view before = text.substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const auto column = before.size() - (before.rfind('\n') + 1) + 1;
  return failure({ErrorClass::bad_input, 0, attempted,
                  fmt::format("in line {}, column {}, it is no JSON", line, column)});
}

}  // namespace parley::session
