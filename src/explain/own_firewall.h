// What this computer's own packet filter does to the conversation in question. Pure, as explain.h.
//
// Thread rule: any thread.
#pragma once

#include <optional>
#include <string>

#include "explain/explain.h"
#include "host/firewall.h"

namespace parley::explain {

struct OwnStop {
  host::FirewallStop stop;
  bool of_answers = false;  ///< it lets the call out and keeps the answer from coming in
};

/// What stops the call to `situation.endpoint` or its answer; for a listener, the calls to its
/// port. A rule that surely does comes before one that may. Nothing: no rule does, or they were not
/// read.
std::optional<OwnStop> own_stop(const Situation& situation);

/// "chain inet filter output: tcp dport 8888 drop"
std::string stop_words(const OwnStop& stop);

/// "sudo nft -a list chain inet filter output"
std::string show_stop_command(const OwnStop& stop);

/// One line for a listener that nobody may reach; empty where nothing stops its callers.
std::string listener_stopped_words(const Situation& situation);

}  // namespace parley::explain
