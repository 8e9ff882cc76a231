// What was asked for, messages and rules as JSON members, for workspace files and for what is given
// to others.
//
// Octets that are no UTF-8 are written as {"hex": "2f746d70"}. What is missing has its default,
// what is unknown is ignored.
//
// Thread rule: plain functions.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/workspace.h"

namespace parley::session {

nlohmann::json text_to_json(std::string_view text);
nlohmann::json asked_to_json(const Asked& asked);
nlohmann::json message_to_json(const SavedMessage& message);
nlohmann::json rules_members(const talk::RuleSettings& rules);

/// One value of a document, and where it stands there, so that what is wrong can be shown:
/// "conversations[2].port". The first thing that is wrong is kept; what is read after it is not
/// used by anybody.
class JsonPlace {
 public:
  /// All three outlive this object.
  JsonPlace(const nlohmann::json& value, std::string place, std::optional<std::string>& trouble)
      : value_(value), place_(std::move(place)), trouble_(trouble) {}

  void read(bool& into) const;
  void read(std::string& into) const;
  void read(Port& into) const;
  void read(unsigned& into) const;
  void read(Duration& into) const;
  void read(Asked& into) const;
  void read(SavedMessage& into) const;
  void read(talk::RuleSettings& into) const;
  void read(Asked::Kind& into) const;
  void read(event::Transport& into) const;
  void read(text::Framing& into) const;
  void read(text::LineEnding& into) const;
  void read(std::pair<std::string, std::string>& into) const;  ///< a reply
  void read(std::pair<Duration, std::string>& into) const;     ///< a repetition

  template <typename T>
  void read(std::optional<T>& into) const {
    if (value_.is_null()) return;
    into.emplace();
    read(*into);
  }

  template <typename T>
  void read(std::vector<T>& into) const {
    if (!expect(value_.is_array(), "a list")) return;
    for (std::size_t i = 0; i < value_.size(); ++i) {
      into.emplace_back();
      JsonPlace(value_[i], place_ + "[" + std::to_string(i) + "]", trouble_).read(into.back());
    }
  }

  /// Nothing is read where there is no such member.
  template <typename T>
  void member(const char* name, T& into) const {
    if (!expect(value_.is_object(), "an object")) return;
    const auto found = value_.find(name);
    if (found == value_.end()) return;
    JsonPlace(*found, place_.empty() ? name : place_ + "." + name, trouble_).read(into);
  }

  /// `what` is wanted here. False: it is not what is there.
  bool expect(bool fits, std::string_view what) const;

 private:
  template <typename Value, typename Parse>
  void read_name(Value& into, const Parse& parse, std::string_view names) const;

  const nlohmann::json& value_;
  std::string place_;
  std::optional<std::string>& trouble_;
};

/// Errors: it is no JSON, with line and column.
Result<nlohmann::json> parse_document(std::string_view text, const std::string& attempted);

}  // namespace parley::session
