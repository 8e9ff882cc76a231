// What is said without anybody typing: greet, reply, echo, repeat; and what is waited for (expect).
//
// Rules are compiled once and shared by all peers. A peer has a RuleState only when a pattern has
// to look at what it sent. Patterns are RE2, linear in time and bounded in memory, because what
// they meet is whatever a device sends.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <random>
#include <re2/re2.h>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"
#include "talk/settings.h"
#include "text/template.h"

namespace parley::talk {

/// Whom a rule speaks to, for its macros.
struct RuleSubject {
  event::PeerId peer{};
  const event::Party* party = nullptr;
  WallTime wall;
};

class Rules {
 public:
  static Result<std::unique_ptr<Rules>> compile(const RuleSettings& settings, std::uint64_t seed);

  bool echo() const { return echo_; }
  bool reads() const { return !replies_.empty() || expect_; }  ///< a pattern looks at the input
  std::optional<std::string> greeting(const RuleSubject& subject);

  std::size_t repeats() const { return repeats_.size(); }
  Duration repeat_interval(std::size_t index) const { return repeats_[index].interval; }
  /// One text for every peer of one repetition: `first` begins the next count.
  std::string repeat_text(std::size_t index, const RuleSubject& subject, bool first);

  /// Looks at one whole message: the first reply whose pattern matches answers, once.
  void on_message(Bytes message, const RuleSubject& subject,
                  const std::function<void(std::string)>& answer);

  /// Looks at a stream without messages. `window` holds what came and has not been matched; it is
  /// shortened here. Each earliest match answers and is used up with all that stands before it.
  void on_stream(std::string& window, const RuleSubject& subject,
                 const std::function<void(std::string)>& answer);

  /// True from the moment that `expect` matched.
  bool expectation_met() const { return expectation_met_; }

 private:
  struct Said {
    explicit Said(text::Template compiled) : text(std::move(compiled)) {}
    text::Template text;
    std::uint64_t count = 0;  // {{COUNTER}}
  };
  struct Reply {
    std::unique_ptr<re2::RE2> pattern;
    Said said;
  };
  struct Repeat {
    Duration interval;
    Said said;
  };

  Rules() = default;
  std::string say(const Said& said, const RuleSubject& subject,
                  const re2::StringPiece* captures = nullptr, int capture_count = 0);

  bool echo_ = false;
  std::optional<Said> greet_;
  std::vector<Reply> replies_;
  std::vector<Repeat> repeats_;
  std::unique_ptr<re2::RE2> expect_;
  bool expectation_met_ = false;
  std::mt19937_64 random_;
};

}  // namespace parley::talk
