// Internal: one function for each class of failure, by file. Each knows the words for its class in
// every situation; `explain` chooses among them.
#pragma once

#include <optional>
#include <string>

#include "explain/explain.h"

namespace parley::explain {

struct Cause {
  std::string why;
  std::string next;
  std::string verdict = {};    // Explanation::verdict; empty: the class's name
  std::string undecided = {};  // Explanation::undecided
};

// explain_connect.cpp
Cause refused(const Error& error, const Situation& situation);
Cause timeout(const Error& error, const Situation& situation);
Cause no_route(const Situation& situation);
Cause unreachable(const Error& error, const Situation& situation);

// explain_firewall.cpp: what this computer's own rules do, where they could be read.
std::optional<Cause> own_firewall(const Error& error, const Situation& situation);

// explain_name.cpp
Cause no_name(const Error& error, const Situation& situation);

// explain_listen.cpp
Cause in_use(const Situation& situation);
Cause not_local(const Situation& situation);

// explain_permission.cpp
Cause no_permission(const Error& error, const Situation& situation);

// explain_peer.cpp
Cause reset(const Error& error, const Situation& situation);
Cause vanished(const Situation& situation);
Cause not_admitted(const Situation& situation);
Cause peer_limit(const Error& error, const Situation& situation);
Cause queue_full();

// explain_tls.cpp
Cause tls(const Error& error, const Situation& situation);
Cause tls_timeout(const Situation& situation);
Cause certificate(const Error& error, const Situation& situation);

// explain_serial.cpp
Cause serial(const Error& error, const Situation& situation);

// explain_other.cpp
Cause exhausted(const Error& error, const Situation& situation);
Cause no_file();
Cause no_peer();
Cause bad_input(const Situation& situation);
Cause expect();
Cause time_limit();
Cause not_recorded();
Cause other(const Error& error, const Situation& situation);

}  // namespace parley::explain
