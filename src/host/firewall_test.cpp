#include "host/firewall.h"

#include <gtest/gtest.h>

namespace parley::host {
namespace {

IpAddress ip(const char* text) {
  return IpAddress::parse(text).value();
}

// Chains "input" (with a policy) and "output" of "inet filter", and rules as nft 1.0.6 writes them.
Firewall rules(const std::string& input, const std::string& policy = "accept",
               const std::string& output = "", const std::string& more = "") {
  const auto chain = [](const char* name, const std::string& chain_policy) {
    return R"({"chain": {"family": "inet", "table": "filter", "name": ")" + std::string(name) +
           R"(", "handle": 1, "type": "filter", "hook": ")" + name +
           R"(", "prio": 0, "policy": ")" + chain_policy + R"("}})";
  };
  const auto rule = [](const char* name, const std::string& expr) {
    return expr.empty() ? std::string()
                        : R"(, {"rule": {"family": "inet", "table": "filter", "chain": ")" +
                              std::string(name) + R"(", "handle": 4, "expr": [)" + expr + "]}}";
  };
  return {Firewall::Access::read,
          R"({"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},)" +
              chain("input", policy) + "," + chain("output", "accept") + rule("input", input) +
              rule("output", output) + more + "]}",
          ""};
}

std::string match(const std::string& left, const std::string& right, const char* op = "==") {
  return R"({"match": {"op": ")" + std::string(op) + R"(", "left": )" + left + R"(, "right": )" +
         right + "}}";
}
const std::string dport = R"({"payload": {"protocol": "tcp", "field": "dport"}})";
const std::string saddr = R"({"payload": {"protocol": "ip", "field": "saddr"}})";
const std::string state = R"({"ct": {"key": "state"}})";
const std::string drop = R"({"drop": null})";

// The first packet of a device's call to our port 8888.
Packet call() {
  Packet packet;
  packet.hook = Packet::Hook::input;
  packet.source = ip("192.168.1.20");
  packet.destination = ip("192.168.1.5");
  packet.destination_port = Port{8888};
  packet.adapter = "wlan0";
  return packet;
}

std::string stop(const Firewall& firewall, const Packet& packet = call()) {
  const auto found = firewall_stop(firewall, packet);
  if (!found) return "passes";
  return found->chain + ": " + found->rule + (found->answers ? " (answers)" : "") +
         (found->certain ? "" : "?");
}

TEST(Firewall, RulesThatWereNotRead) {
  EXPECT_EQ(stop({}), "passes");
  EXPECT_EQ(stop({Firewall::Access::read, "no JSON at all", ""}), "passes");
  EXPECT_EQ(stop({Firewall::Access::read, R"({"nftables": [7, {"rule": 3}, null]})", ""}),
            "passes");
}

TEST(Firewall, APort) {
  EXPECT_EQ(stop(rules(match(dport, "8888") + "," + drop)),
            "inet filter input: tcp dport 8888 drop");
  EXPECT_EQ(stop(rules(match(dport, "8889") + "," + drop)), "passes");
  EXPECT_EQ(stop(rules(match(dport, "8889", "!=") + "," + drop)),
            "inet filter input: tcp dport != 8889 drop");
  EXPECT_EQ(stop(rules(match(dport, R"({"set": [22, {"range": [8000, 9000]}]})") + "," + drop)),
            "inet filter input: tcp dport { 22, 8000-9000 } drop");
  EXPECT_EQ(stop(rules(match(R"({"payload": {"protocol": "udp", "field": "dport"}})", "8888") +
                       "," + drop)),
            "passes");
}

TEST(Firewall, RejectAnswersAndCountersDoNotMatter) {
  EXPECT_EQ(stop(rules(match(dport, "8888") + R"(, {"counter": {"packets": 3, "bytes": 180}}, )" +
                       R"({"reject": {"type": "tcp reset"}})")),
            "inet filter input: tcp dport 8888 reject (answers)");
}

TEST(Firewall, APolicyAndWhatIsAllowedBeforeIt) {
  EXPECT_EQ(stop(rules("", "drop")), "inet filter input: policy drop");
  EXPECT_EQ(stop(rules(match(dport, "8888") + R"(, {"accept": null})", "drop")), "passes");
  // As most computers have it: answers come in, calls do not.
  const auto answers =
      rules(match(state, R"(["established", "related"])", "in") + R"(, {"accept": null})", "drop");
  EXPECT_EQ(stop(answers), "inet filter input: policy drop");
  Packet answer = call();
  answer.begins = false;
  EXPECT_EQ(stop(answers, answer), "passes");
}

TEST(Firewall, AMapOfStates) {
  const auto filter = rules(R"({"vmap": {"key": )" + state + R"(, "data": {"set": [)" +
                            R"(["established", {"accept": null}], ["new", {"drop": null}]]}}})");
  EXPECT_EQ(stop(filter), "inet filter input: ct state vmap ...");
  Packet answer = call();
  answer.begins = false;
  EXPECT_EQ(stop(filter, answer), "passes");
}

TEST(Firewall, Addresses) {
  const std::string lan = R"({"prefix": {"addr": "192.168.1.0", "len": 24}})";
  EXPECT_EQ(stop(rules(match(saddr, lan) + "," + drop)),
            "inet filter input: ip saddr 192.168.1.0/24 drop");
  EXPECT_EQ(stop(rules(match(saddr, "\"192.168.1.21\"") + "," + drop)), "passes");
  Packet v6 = call();
  v6.source = ip("fd00::20");
  v6.destination = ip("fd00::5");
  EXPECT_EQ(stop(rules(match(saddr, lan) + "," + drop), v6), "passes");
}

TEST(Firewall, Adapters) {
  const std::string by = R"({"meta": {"key": "iifname"}})";
  EXPECT_EQ(stop(rules(match(by, "\"wlan*\"") + "," + drop)),
            "inet filter input: iifname wlan* drop");
  EXPECT_EQ(stop(rules(match(by, "\"lo\"") + "," + drop)), "passes");
  Packet unknown = call();
  unknown.adapter.clear();
  EXPECT_EQ(stop(rules(match(by, "\"lo\"") + "," + drop), unknown),
            "inet filter input: iifname lo drop?");
}

TEST(Firewall, APortThatTheSystemChose) {
  Packet answer = call();
  answer.begins = false;
  answer.destination_port.reset();
  EXPECT_EQ(stop(rules(match(dport, "8888") + "," + drop), answer),
            "inet filter input: tcp dport 8888 drop?");
  answer.port_of_system = true;
  EXPECT_EQ(stop(rules(match(dport, "8888") + "," + drop), answer), "passes");
  EXPECT_EQ(stop(rules(match(dport, "40000") + "," + drop), answer),
            "inet filter input: tcp dport 40000 drop?");
  EXPECT_EQ(stop(rules(match(dport, R"({"range": [1024, 65535]})") + "," + drop), answer),
            "inet filter input: tcp dport 1024-65535 drop");
}

TEST(Firewall, TheOtherDirectionIsAnotherChain) {
  const auto filter = rules("", "accept", match(dport, "8888") + "," + drop);
  EXPECT_EQ(stop(filter), "passes");
  Packet own = call();
  own.hook = Packet::Hook::output;
  EXPECT_EQ(stop(filter, own), "inet filter output: tcp dport 8888 drop");
}

TEST(Firewall, WhatIsNotUnderstoodMakesItUncertain) {
  EXPECT_EQ(stop(rules(R"({"limit": {"rate": 10, "per": "second"}}, )" + drop)),
            "inet filter input: limit drop?");
  EXPECT_EQ(stop(rules(match(dport, "\"@open\"") + R"(, {"accept": null})", "drop")),
            "inet filter input: policy drop?");
}

TEST(Firewall, AChainThatAnotherJumpsTo) {
  const std::string more =
      R"(, {"chain": {"family": "inet", "table": "filter", "name": "web", "handle": 9}})"
      R"(, {"rule": {"family": "inet", "table": "filter", "chain": "web", "expr": [)" +
      match(dport, "8888") + "," + drop + "]}}";
  EXPECT_EQ(stop(rules(R"({"jump": {"target": "web"}})", "accept", "", more)),
            "inet filter web: tcp dport 8888 drop");
  // A chain that jumps to itself, which nft would refuse.
  EXPECT_EQ(stop(rules(R"({"jump": {"target": "input"}})")), "passes");
}

TEST(Firewall, NamesOfOthersAreMadeHarmless) {
  EXPECT_EQ(stop(rules(match(R"({"meta": {"key": "iifname"}})", R"("wl\u001b*")") + "," + drop,
                       "accept")),
            "passes");
  EXPECT_EQ(stop(rules(match(dport, R"({"set": [8888, "\u001b[2J"]})") + "," + drop)),
            "inet filter input: tcp dport { 8888, ?[2J } drop");
}

}  // namespace
}  // namespace parley::host
