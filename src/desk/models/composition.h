// From what is typed to the octets that are sent: text, hex digits or the notation with macros,
// with a line end and the framing of the conversation.
//
// The same as the command line does with typed lines: hex is sent as it is written, without line
// end and framing. A line break that was typed is the chosen line end, and LF where none is chosen.
//
// Limits: counts of `counters_max` texts are kept for {{COUNTER}}. Thread rule: plain values.
#pragma once

#include <QString>
#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "base/clock.h"
#include "desk/models/send_history.h"
#include "text/framing.h"
#include "text/line_ending.h"
#include "text/template.h"

namespace parley::desk::models {

/// What cannot be understood, and where it stands.
struct InputTrouble {
  QString words;         ///< a sentence without its full stop
  qsizetype begin = 0;   ///< in characters of the text
  qsizetype length = 0;  ///< 0: no place is known
};

struct InputStyle {
  text::LineEnding ending = text::LineEnding::lf;
  text::Framing framing = text::Framing::none;
};

class Composition {
 public:
  static tl::expected<Composition, InputTrouble> make(const InputLine& line,
                                                      const InputStyle& style);

  /// It names its peer, so that each gets another text.
  bool differs_by_peer() const;

  /// Every use gives the same octets.
  bool is_constant() const { return !text_ || text_->is_constant(); }

  /// The octets; what is in `context` fills in the macros.
  std::string octets(const text::TemplateContext& context) const;

 private:
  std::optional<text::Template> text_;  // notation; nothing: `literal_`
  std::string literal_;
  InputStyle style_;
  bool framed_ = true;
};

/// The count of each text, and what is random, for the macros of one conversation.
class MacroValues {
 public:
  static constexpr std::size_t counters_max = 200;

  explicit MacroValues(std::uint64_t seed) : random_(seed) {}

  /// For the next use of `line`.
  text::TemplateContext next(const InputLine& line, WallTime now);

  /// That use was not one: nothing was sent.
  void take_back(const InputLine& line);

 private:
  struct Counter {
    InputLine line;
    std::uint64_t count = 0;
  };
  std::vector<Counter> counters_;  // the one used last is the last
  std::mt19937_64 random_;
};

}  // namespace parley::desk::models
