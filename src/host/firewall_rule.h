// Internal: one rule of nft's JSON, and what it says of a packet.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

#include "host/firewall.h"

namespace parley::host {

enum class Answer : std::uint8_t { no, maybe, yes };

enum class Ruling : std::uint8_t { none, accept, drop, reject, give_back, jump, go_to };

struct RuleOutcome {
  Answer applies = Answer::yes;
  Ruling ruling = Ruling::none;
  std::string target;  ///< of jump and goto: a chain of the same table
};

/// `expressions`: the "expr" of a rule.
RuleOutcome outcome_of(const nlohmann::json& expressions, const Packet& packet);

/// As nft writes it, without what is not understood here: "tcp dport 8888 drop".
std::string rule_text(const nlohmann::json& expressions);

/// A member, or null where it is missing or `object` is none.
const nlohmann::json& member(const nlohmann::json& object, const char* name);

/// A member that is a text; empty otherwise.
std::string text_of(const nlohmann::json& object, const char* name);

}  // namespace parley::host
