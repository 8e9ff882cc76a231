#include "host/firewall_rule.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "host/files.h"

namespace parley::host {

namespace {

using Json = nlohmann::json;

// A field of the packet in nft's words, each of its equals; empty: not known.
using Values = std::vector<std::string>;

// A port that the system chose (ip(7), ip_local_port_range; these are its defaults).
constexpr const char* port_of_system = "port of the system's choice";
constexpr long port_of_system_min = 32'768;
constexpr long port_of_system_max = 60'999;

Values one(const std::optional<Port>& port, bool chosen_by_system) {
  if (!port) return chosen_by_system ? Values{port_of_system} : Values{};
  return {std::to_string(static_cast<unsigned>(*port))};
}
Values one(const std::optional<IpAddress>& address) {
  if (!address) return {};
  return {address->to_string()};
}

bool is_v4(const Packet& packet) {
  const auto& known = packet.source ? packet.source : packet.destination;
  return !known || known->is_v4();
}
bool family_known(const Packet& packet) {
  return packet.source || packet.destination;
}

Values protocol_names(const Packet& packet) {
  return packet.protocol == Protocol::tcp ? Values{"tcp", "6"} : Values{"udp", "17"};
}

// What stands on a match's left side. `excluded`: this packet has no such header.
struct Field {
  Values values;
  bool excluded = false;
};

Field payload_field(const Json& payload, const Packet& packet) {
  const std::string protocol = text_of(payload, "protocol");
  const std::string field = text_of(payload, "field");
  if (protocol == "tcp" || protocol == "udp" || protocol == "th") {
    const bool other = (protocol == "tcp" && packet.protocol != Protocol::tcp) ||
                       (protocol == "udp" && packet.protocol != Protocol::udp);
    if (other) return {{}, true};
    const bool chosen = packet.port_of_system;
    if (field == "dport") {
      return {one(packet.destination_port, chosen && packet.hook == Packet::Hook::input), false};
    }
    if (field == "sport") {
      return {one(packet.source_port, chosen && packet.hook == Packet::Hook::output), false};
    }
    return {};
  }
  if (protocol == "ip" || protocol == "ip6") {
    if (family_known(packet) && is_v4(packet) != (protocol == "ip")) return {{}, true};
    if (field == "saddr") return {one(packet.source), false};
    if (field == "daddr") return {one(packet.destination), false};
    if (field == "protocol" || field == "nexthdr") return {protocol_names(packet), false};
    return {};
  }
  const bool elsewhere = protocol == "icmp" || protocol == "icmpv6" || protocol == "sctp" ||
                         protocol == "dccp" || protocol == "arp";
  return {{}, elsewhere};
}

Field meta_field(const std::string& key, const Packet& packet) {
  const bool in = packet.hook == Packet::Hook::input;
  if (key == "l4proto") return {protocol_names(packet), false};
  if ((key == "nfproto" || key == "protocol") && family_known(packet)) {
    return {is_v4(packet) ? Values{"ipv4", "ip"} : Values{"ipv6", "ip6"}, false};
  }
  if (key == "iifname" || key == "iif" || key == "oifname" || key == "oif") {
    if (key.starts_with('i') != in) return {{}, true};
    return packet.adapter.empty() ? Field{} : Field{{packet.adapter}, false};
  }
  return {};
}

Field field_of(const Json& left, const Packet& packet) {
  if (left.contains("payload")) return payload_field(left["payload"], packet);
  if (left.contains("meta")) return meta_field(text_of(left["meta"], "key"), packet);
  if (text_of(member(left, "ct"), "key") == "state") {
    return {{packet.begins ? "new" : "established"}, false};
  }
  return {};
}

std::optional<long> number(const std::string& text) {
  long value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size()) return {};
  return value;
}

std::string scalar_text(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.is_number_integer() ? std::to_string(value.get<long>()) : std::string();
}

bool is_named_set(const std::string& text) {
  return text.starts_with('@') || text.starts_with('$');
}

Answer in_range(const Json& range, const Values& values) {
  if (!range.is_array() || range.size() != 2) return Answer::maybe;
  const auto low = number(scalar_text(range[0]));
  const auto high = number(scalar_text(range[1]));
  if (!low || !high) return Answer::maybe;  // of addresses, or of port names
  if (values.front() == port_of_system) {
    if (*low <= port_of_system_min && *high >= port_of_system_max) return Answer::yes;
    return *high < port_of_system_min || *low > port_of_system_max ? Answer::no : Answer::maybe;
  }
  for (const std::string& text : values) {
    const auto value = number(text);
    if (value && *value >= *low && *value <= *high) return Answer::yes;
  }
  return Answer::no;
}

Answer in_prefix(const Json& prefix, const Values& values) {
  const Json& length = member(prefix, "len");
  if (!length.is_number_integer()) return Answer::maybe;
  const auto network =
      Cidr::parse(text_of(prefix, "addr") + "/" + std::to_string(length.get<long>()));
  const auto address = IpAddress::parse(values.front());
  if (!network || !address) return Answer::maybe;
  return network->contains(*address) ? Answer::yes : Answer::no;
}

// "wlan*" at the right of an interface's name.
bool same_word(const std::string& wanted, const std::string& value) {
  if (wanted.ends_with('*')) return value.starts_with(wanted.substr(0, wanted.size() - 1));
  return wanted == value;
}

Answer equals(const Json& right, const Values& values);

Answer any_of(const Json& list, const Values& values) {
  if (!list.is_array()) return equals(list, values);
  Answer best = Answer::no;
  for (const Json& element : list)
    best = std::max(best, equals(element, values));
  return best;
}

Answer equals(const Json& right, const Values& values) {
  if (right.is_array()) return any_of(right, values);
  if (right.is_object()) {
    if (right.contains("set")) return any_of(right["set"], values);
    if (right.contains("range")) return in_range(right["range"], values);
    if (right.contains("prefix")) return in_prefix(right["prefix"], values);
    if (right.contains("elem")) return equals(member(right["elem"], "val"), values);
    return Answer::maybe;
  }
  const std::string wanted = scalar_text(right);
  if (wanted.empty() || is_named_set(wanted)) return Answer::maybe;
  if (values.front() == port_of_system) return in_range(Json::array({right, right}), values);
  const bool found = std::any_of(values.begin(), values.end(), [&](const std::string& value) {
    return same_word(wanted, value);
  });
  return found ? Answer::yes : Answer::no;
}

Answer match_of(const Json& match, const Packet& packet) {
  const Field field = field_of(member(match, "left"), packet);
  if (field.excluded) return Answer::no;
  if (field.values.empty()) return Answer::maybe;
  const std::string op = text_of(match, "op");
  const Answer found = equals(member(match, "right"), field.values);
  if (op == "==" || op == "in") return found;
  if (op != "!=" || found == Answer::maybe) return Answer::maybe;
  return found == Answer::yes ? Answer::no : Answer::yes;
}

// {"drop": null}, {"jump": {"target": "web"}}; an expression that rules nothing is left alone.
void take_ruling(const Json& expression, RuleOutcome& outcome) {
  constexpr std::pair<const char*, Ruling> rulings[] = {
      {"accept", Ruling::accept},    {"drop", Ruling::drop}, {"reject", Ruling::reject},
      {"return", Ruling::give_back}, {"jump", Ruling::jump}, {"goto", Ruling::go_to}};
  for (const auto& [name, ruling] : rulings) {
    if (!expression.is_object() || !expression.contains(name)) continue;
    outcome.ruling = ruling;
    outcome.target = text_of(expression[name], "target");
  }
}

// "ct state vmap { established : accept, invalid : drop }"
void take_map(const Json& map, const Packet& packet, RuleOutcome& outcome) {
  const Field field = field_of(member(map, "key"), packet);
  const Json& pairs = member(member(map, "data"), "set");
  if (field.excluded) {
    outcome.applies = Answer::no;
  } else if (field.values.empty() || !pairs.is_array()) {
    outcome.applies = std::min(outcome.applies, Answer::maybe);
  } else {
    for (const Json& pair : pairs) {
      if (!pair.is_array() || pair.size() != 2) continue;
      if (equals(pair[0], field.values) == Answer::yes) return take_ruling(pair[1], outcome);
    }
  }
}

bool changes_nothing(const Json& expression) {
  constexpr const char* harmless[] = {"counter", "log", "comment", "mangle", "quota"};
  return !expression.is_object() ||
         std::any_of(std::begin(harmless), std::end(harmless),
                     [&](const char* name) { return expression.contains(name); });
}

std::string right_text(const Json& right) {
  const auto list = [](const Json& values, std::string_view before, std::string_view after) {
    std::string text(before);
    for (const Json& value : values)
      text += (text.size() > before.size() ? ", " : "") + right_text(value);
    return text.append(after);
  };
  if (right.is_array()) return list(right, "", "");
  if (!right.is_object()) return scalar_text(right);
  if (right.contains("set")) {
    return right["set"].is_array() ? list(right["set"], "{ ", " }") : scalar_text(right["set"]);
  }
  if (member(right, "range").size() == 2) {
    return scalar_text(right["range"][0]) + "-" + scalar_text(right["range"][1]);
  }
  if (right.contains("prefix")) {
    return text_of(right["prefix"], "addr") + "/" + scalar_text(member(right["prefix"], "len"));
  }
  return "...";
}

std::string left_text(const Json& left) {
  if (left.contains("payload")) {
    return text_of(left["payload"], "protocol") + " " + text_of(left["payload"], "field");
  }
  if (left.contains("meta")) return text_of(left["meta"], "key");
  if (left.contains("ct")) return "ct " + text_of(left["ct"], "key");
  return "...";
}

std::string expression_text(const Json& expression) {
  if (!expression.is_object() || expression.empty()) return "...";
  const std::string name = expression.begin().key();
  const Json& body = expression.begin().value();
  if (name == "match") {
    const std::string op = text_of(body, "op") == "!=" ? " !=" : "";
    return left_text(member(body, "left")) + op + " " + right_text(member(body, "right"));
  }
  if (name == "vmap") return left_text(member(body, "key")) + " vmap ...";
  const std::string target = text_of(body, "target");
  return target.empty() ? name : name + " " + target;
}

}  // namespace

const Json& member(const Json& object, const char* name) {
  static const Json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(name);
  return found == object.end() ? nothing : *found;
}

std::string text_of(const Json& object, const char* name) {
  const Json& value = member(object, name);
  return value.is_string() ? value.get<std::string>() : std::string();
}

RuleOutcome outcome_of(const Json& expressions, const Packet& packet) {
  RuleOutcome outcome;
  if (!expressions.is_array()) return outcome;
  for (const Json& expression : expressions) {
    take_ruling(expression, outcome);
    if (outcome.ruling != Ruling::none || changes_nothing(expression)) continue;
    if (expression.contains("match")) {
      outcome.applies = std::min(outcome.applies, match_of(expression["match"], packet));
    } else if (expression.contains("vmap")) {
      take_map(expression["vmap"], packet, outcome);
    } else {
      outcome.applies = std::min(outcome.applies, Answer::maybe);
    }
  }
  return outcome;
}

std::string rule_text(const Json& expressions) {
  std::string text;
  if (!expressions.is_array()) return text;
  for (const Json& expression : expressions) {
    if (expression.is_object() && (expression.contains("counter") || expression.contains("log"))) {
      continue;
    }
    text += (text.empty() ? "" : " ") + expression_text(expression);
  }
  return printable(text);
}

}  // namespace parley::host
