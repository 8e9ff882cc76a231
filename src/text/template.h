// A text with macros, as `--greet`, `--reply` and `--every` take it: read once, filled in for each
// use.
//
//     Hello {{PEER}}, it is {{TIME}}\n
//
// The text is in the notation of notation.h. Macros are looked for before backslashes are read, so
// `\7B{` is a way to write two braces that begin no macro.
//
//     {{DATE}}      2026-11-22, in UTC like every time of the house
//     {{TIME}}      10:00:00, in UTC
//     {{UNIXTIME}}  seconds since 1970
//     {{COUNTER}}   1, 2, 3, ...: how often this template was used
//     {{RANDOM}}    0 to 65535, the same wherever it stands in one text
//     {{PEER}}      the peer's number
//     {{ADDRESS}}   the peer's address and port, or its device
//     {{0}} {{1}} {{name}}  what the groups of the rule's expression matched; {{0}} is the whole
//
// Captures are put in as they are: a peer cannot bring macros or escapes into an answer.
//
// No regular expressions, clocks or counters here: the caller brings what they gave.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace parley::text {

/// Which captures a template may name.
struct CaptureSet {
  /// The whole match and the groups: an expression with two groups has 3. 0: there is no
  /// expression.
  std::size_t count = 0;

  /// From a named group to its number, below `count`. RE2's NamedCapturingGroups() has this form.
  std::map<std::string, int> names;
};

/// What a template is filled in with. All views are valid during `expand`.
struct TemplateContext {
  WallTime time;
  std::uint64_t counter = 1;
  std::uint16_t random = 0;
  std::uint32_t peer = 0;
  std::string_view address;

  /// `CaptureSet::count` views; a group that took no part in the match is empty.
  std::span<const std::string_view> captures;
};

class Template {
 public:
  /// Errors: a bad escape, a macro that is not known (the known ones are listed), `{{` without
  /// `}}`, and a macro's name that is a named group too.
  static Result<Template> parse(std::string_view notation, const CaptureSet& captures = {});

  std::string expand(const TemplateContext& context) const;

  /// True when a capture is put in: such a text can answer a match only.
  bool uses_captures() const;

  /// True when every expansion is the same.
  bool is_constant() const;

 private:
  enum class Macro : std::uint8_t {
    literal,
    date,
    time,
    unix_time,
    counter,
    random,
    peer,
    address,
    capture,
  };

  struct Part {
    Macro macro = Macro::literal;
    std::string literal;
    std::size_t capture = 0;
  };

  struct Name {
    std::string_view text;
    Macro macro;
  };
  static std::span<const Name> names();
  static std::string known_macros(const CaptureSet& captures);
  static Result<Part> part_of(std::string_view name, const CaptureSet& captures);

  std::vector<Part> parts_;
};

}  // namespace parley::text
