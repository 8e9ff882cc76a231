// For failures_test.cpp: what was found in each case, made on the laptop of explain_fixture.h.
#pragma once

#include <cerrno>
#include <fmt/format.h>
#include <functional>

#include "explain/diagnosis.h"
#include "explain/explain_fixture.h"

namespace parley::explain {

using namespace std::chrono_literals;
using host::NeighbourState;
using Stage = Findings::Stage;

struct Case {
  const char* title;
  const char* scene;  // what is so, for the page
  const char* verdict;
  bool usable;
  std::function<Findings()> findings;
};

inline Error refused_by(const std::string& to, const std::string& icmp = "") {
  Error error = system_error("connect to " + to, ECONNREFUSED);
  error.seen += icmp;
  return error;
}

inline Error unreachable_by(const std::string& to, const std::string& icmp = "") {
  Error error = system_error("connect to " + to, EHOSTUNREACH);
  error.seen += icmp;
  return error;
}

inline Error silence_of(const std::string& to) {
  return {ErrorClass::timeout, ETIMEDOUT, "connect to " + to, "no answer"};
}

inline Error tls_error(ErrorClass kind, const std::string& seen) {
  return {kind, 0, "start TLS with 192.168.178.77", seen};
}

inline Heard nothing(Duration after = 2s) {
  Heard heard;
  heard.after = after;
  return heard;
}

inline Heard ended(Heard::Kind kind) {
  Heard heard;
  heard.kind = kind;
  heard.after = 3ms;
  return heard;
}

inline Heard octets(const std::string& first, const std::string& shown) {
  Heard heard;
  heard.kind = Heard::Kind::octets;
  heard.after = 12ms;
  heard.bytes = first.size();
  heard.first = first;
  heard.shown = shown;
  return heard;
}

/// The laptop of explain_fixture.h, and what is different on it in one case.
class Failures : public Explain {
 protected:
  Failures() {
    host_.gateways[{2, IpAddress::Family::v4}] = ip("192.168.178.1");
    host_.filter = {host::Firewall::Access::no_permission, "", ""};
  }

  using Change = std::function<void()>;

  Findings looked(const char* address, unsigned port, const Change& change) {
    const host::FakeHost before = host_;
    if (change) change();
    Findings findings;
    findings.situation = connecting(address, port);
    findings.addresses = {ip(address)};
    gather_all(findings.situation, host_);
    findings.neighbour_before = findings.situation.next_hop;
    findings.looked = true;
    changed_ = host_;
    host_ = before;
    return findings;
  }

  Findings failed(const char* address, unsigned port, const Error& error, Duration took,
                  const Change& change = {}) {
    Findings findings = looked(address, port, change);
    findings.stage = Stage::connect;
    findings.failure = error;
    findings.connecting_took = took;
    gather_evidence(findings.situation, error, changed_);
    return findings;
  }

  /// A connection that stands, to the device or to this computer.
  Findings standing(const char* address = "192.168.178.77", const Change& change = {}) {
    Findings findings = looked(address, 8000, change);
    findings.stage = Stage::talk;
    findings.connecting_took = 2ms;
    return findings;
  }

  Findings by_tls(std::optional<Error> failure) {
    Findings findings = standing();
    findings.situation.transport = event::Transport::tls;
    findings.stage = Stage::tls;
    findings.failure = std::move(failure);
    return findings;
  }

  Findings silent(const char* say = "", bool acknowledged = true) {
    Findings findings = standing();
    findings.first_words = nothing();
    findings.said = say;
    findings.acknowledged = acknowledged;
    if (*say == '\0') return findings;
    findings.answer = nothing();
    findings.answer_to_newline = nothing(5s);
    return findings;
  }

  static Findings no_name(const char* name, const char* seen) {
    Findings findings;
    findings.situation.target = name;
    findings.situation.default_adapter = 2;
    findings.failure = Error{ErrorClass::no_name, 0, std::string("resolve the name ") + name, seen};
    return findings;
  }

  void serve(const char* address, unsigned waiting = 0) {
    host::Holder server = held_by(4242, "python3", 1000, "anna", at(address, 8000));
    server.waiting = waiting;
    host_.sockets[{host::Protocol::tcp, Port{8000}}] = {server};
  }

  void rule(const char* hook, const char* field, const char* verdict) {
    host_.filter = {host::Firewall::Access::read,
                    fmt::format(R"({{"nftables": [{{"chain": {{"family": "inet", "table": "filter",
                      "name": "{0}", "type": "filter", "hook": "{0}", "prio": 0,
                      "policy": "accept"}}}}, {{"rule": {{"family": "inet", "table": "filter",
                      "chain": "{0}", "expr": [{{"match": {{"op": "==", "left": {{"payload":
                      {{"protocol": "tcp", "field": "{1}"}}}}, "right": 8000}}}},
                      {{"{2}": null}}]}}}}]}})",
                                hook, field, verdict),
                    ""};
  }

  std::vector<Case> names() const;
  std::vector<Case> ways();
  std::vector<Case> links();
  std::vector<Case> firewalls();
  std::vector<Case> own_firewalls();
  std::vector<Case> this_computer();
  std::vector<Case> tls_servers();
  std::vector<Case> servers();

  std::vector<Case> all() {
    std::vector<Case> cases;
    for (const auto& part : {names(), ways(), links(), firewalls(), own_firewalls(),
                             this_computer(), tls_servers(), servers()}) {
      cases.insert(cases.end(), part.begin(), part.end());
    }
    return cases;
  }

 private:
  host::FakeHost changed_;
};

}  // namespace parley::explain
