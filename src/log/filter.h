// Which rows of a log somebody wants to see.
//
// Text is looked for in what was said; of an event that is no content, in its name, its far end and
// its reason, each by itself. A message that two reads cut is two rows, and text that lies in both
// is not found.
//
// Thread rule: after it was made, any number of threads.
#pragma once

#include <memory>
#include <optional>
#include <re2/re2.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"
#include "record/recording_source.h"

namespace parley::log {

struct FilterSettings {
  std::vector<event::PeerId> peers{};  ///< none: all
  std::vector<event::Kind> kinds{};    ///< none: all
  std::string text{};                  ///< empty: any
  bool pattern = false;                ///< `text` is one of RE2, over octets
  bool ignore_case = false;
  std::optional<WallTime> since{};  ///< included
  std::optional<WallTime> until{};  ///< not included
};

class Filter final : public record::Interest {
 public:
  /// Errors: the pattern is none, in words.
  static Result<Filter> make(FilterSettings settings);
  Filter(Filter&&) noexcept;
  Filter& operator=(Filter&&) noexcept;
  ~Filter() override;

  /// From now on it lets through only what `other` does, too.
  void narrow(std::shared_ptr<const Filter> other) { narrower_ = std::move(other); }

  /// Never true for damage (number 0), which is no row of anybody.
  bool matches(const event::Event& event) const;

  // What can be said of a recording before its events are restored.
  bool in_segment(Bytes whole_segment) const override;
  bool in_block(const record::Block& block) const override;

  const FilterSettings& settings() const { return settings_; }

 private:
  explicit Filter(FilterSettings settings);

  bool matches_itself(const event::Event& event) const;
  bool wants(event::PeerId peer, WallTime time) const;
  bool wants(event::Kind kind) const;
  bool is_in(Bytes octets) const;
  bool matches_pattern(Bytes octets) const;
  bool may_be_in_packet(Bytes packet) const;

  FilterSettings settings_;
  std::unique_ptr<re2::RE2> pattern_;
  std::vector<std::string> required_;  // what every match has in it, the longest first
  bool required_in_json_ = false;      // all of them stand there as they are
  bool content_only_ = false;
  bool looks_around_ = false;  // the pattern
  std::shared_ptr<const Filter> narrower_;
};

/// Texts that every match of a pattern has in it, as far as that is easily seen; the longest first.
std::vector<std::string> required_texts(std::string_view pattern);

/// Whether a match depends on what stands in front of it or behind it: ^ $ \A \z \b \B. Otherwise
/// what matches in a text matches in all that the text is a part of. "True" may be wrong.
bool looks_around(std::string_view pattern);

}  // namespace parley::log
