#include "host/firewall.h"

#include <algorithm>
#include <map>
#include <vector>

#include "host/files.h"
#include "host/firewall_rule.h"

namespace parley::host {

namespace {

using Json = nlohmann::json;

// nft itself refuses loops and more levels than this (NFT_JUMP_STACK_SIZE).
constexpr int levels_max = 16;

struct Chain {
  std::string table;  // "inet filter"
  std::string name;
  std::string hook;  // empty: others jump to it
  std::string policy;
  long priority = 0;
  std::vector<Json> rules;  // the "expr" of each
};

class Ruleset {
 public:
  explicit Ruleset(const std::string& text) {
    const Json all = Json::parse(text, nullptr, false);
    const Json& items = member(all, "nftables");
    if (!items.is_array()) return;
    for (const Json& item : items) {
      if (const Json& chain = member(item, "chain"); chain.is_object()) add_chain(chain);
      if (const Json& rule = member(item, "rule"); rule.is_object()) add_rule(rule);
    }
    std::stable_sort(bases_.begin(), bases_.end(), [this](const auto& a, const auto& b) {
      return chains_[a].priority < chains_[b].priority;
    });
  }

  std::optional<FirewallStop> stop(const Packet& packet) {
    const std::string hook = packet.hook == Packet::Hook::input ? "input" : "output";
    for (const std::string& key : bases_) {
      const Chain& chain = chains_[key];
      if (chain.hook != hook || !concerns(chain, packet)) continue;
      passed_maybe_ = false;
      const Way way = walk(chain, packet, Answer::yes, 0);
      if (way == Way::goes_on && chain.policy == "drop") {
        note(chain, "policy drop", false, Answer::yes);
      }
      if (certain_) return certain_;
    }
    return possible_;
  }

 private:
  enum class Way { goes_on, accepted, stopped };

  static std::string key_of(const Json& item, const char* name) {
    return text_of(item, "family") + " " + text_of(item, "table") + " " + text_of(item, name);
  }

  void add_chain(const Json& item) {
    Chain& chain = chains_[key_of(item, "name")];
    chain.table = text_of(item, "family") + " " + text_of(item, "table");
    chain.name = text_of(item, "name");
    chain.hook = text_of(item, "hook");
    chain.policy = text_of(item, "policy");
    const Json& priority = member(item, "prio");
    if (priority.is_number_integer()) chain.priority = priority.get<long>();
    if (!chain.hook.empty() && text_of(item, "type") == "filter") {
      bases_.push_back(key_of(item, "name"));
    }
  }

  void add_rule(const Json& item) {
    chains_[key_of(item, "chain")].rules.push_back(member(item, "expr"));
  }

  static bool concerns(const Chain& chain, const Packet& packet) {
    if (chain.table.starts_with("inet ")) return true;
    const auto& known = packet.source ? packet.source : packet.destination;
    if (chain.table.starts_with("ip ")) return !known || known->is_v4();
    return chain.table.starts_with("ip6 ") && (!known || !known->is_v4());
  }

  void note(const Chain& chain, std::string rule, bool answers, Answer applies) {
    const bool certain = applies == Answer::yes && !passed_maybe_;
    auto& place = certain ? certain_ : possible_;
    if (place) return;
    place =
        FirewallStop{certain, answers, printable(chain.table + " " + chain.name), std::move(rule)};
  }

  Way walk(const Chain& chain, const Packet& packet, Answer here, int level) {
    for (const Json& rule : chain.rules) {
      const RuleOutcome outcome = outcome_of(rule, packet);
      const Answer applies = std::min(outcome.applies, here);
      if (applies == Answer::no) continue;
      const bool surely = applies == Answer::yes;
      switch (outcome.ruling) {
        case Ruling::none: break;
        case Ruling::accept:
          if (surely) return Way::accepted;
          passed_maybe_ = true;
          break;
        case Ruling::drop:
        case Ruling::reject:
          note(chain, rule_text(rule), outcome.ruling == Ruling::reject, applies);
          if (surely) return Way::stopped;
          break;
        case Ruling::give_back:
          if (surely) return Way::goes_on;
          passed_maybe_ = true;
          break;
        case Ruling::jump:
        case Ruling::go_to: {
          const auto target = chains_.find(chain.table + " " + outcome.target);
          if (target == chains_.end() || level >= levels_max) break;
          const Way way = walk(target->second, packet, applies, level + 1);
          if (way != Way::goes_on) return way;
          if (surely && outcome.ruling == Ruling::go_to) return way;
          break;
        }
      }
    }
    return Way::goes_on;
  }

  std::map<std::string, Chain> chains_;
  std::vector<std::string> bases_;
  std::optional<FirewallStop> certain_;
  std::optional<FirewallStop> possible_;
  bool passed_maybe_ = false;  // an accept or return before may have applied
};

}  // namespace

std::optional<FirewallStop> firewall_stop(const Firewall& firewall, const Packet& packet) {
  if (firewall.access != Firewall::Access::read) return std::nullopt;
  return Ruleset(firewall.ruleset).stop(packet);
}

}  // namespace parley::host
