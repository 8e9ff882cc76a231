// How the rows for people look, and the pieces that they are made of.
//
//     22:03:12.002    1  <     19 B  HelloThis is my IP.
//     time          peer mark  octets  text
//
// The marks are ASCII so that they survive every terminal and every mail:
//     + connected   - closed   < received   > sent   ! went wrong   * everything else
//
// Everything that is not ours goes through `text::SafeText` (what peers said) or `append_words`
// (errors, names, explanations), so no control character but LF and TAB leaves here, the colours
// aside.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "event/event.h"
#include "event/status_words.h"

namespace parley::cli {

using event::Mark;

struct RowStyle {
  bool hex = false;     ///< octets as a hex dump below their row
  bool framed = false;  ///< received events are messages (`--frame`): shown when complete

  /// For a terminal: a row of more than `row_bytes_max` is cut, and says so; rows are skipped, and
  /// counted, while the terminal is stopped. Otherwise nothing is cut and a full queue pushes back.
  bool terminal = false;

  /// The rows are a file's, which waits: nothing is skipped, a full queue pushes back everywhere.
  bool from_file = false;

  bool colour = false;  ///< SGR sequences around marks (ECMA-48)
  bool utc = false;     ///< else the zone of TZ, localtime(3)
};

/// On a terminal nobody reads more of one line than this, and wrapping 1 MB of it hides everything
/// else.
inline constexpr std::size_t row_bytes_max = 4096;

/// The columns at which the words of a status row and the text of a content row begin.
inline constexpr std::size_t words_column = 22;
inline constexpr std::size_t text_column = 31;

/// Writes the fronts of rows. Keeps the present second as text: a time costs a subtraction.
class RowFronts {
 public:
  explicit RowFronts(const RowStyle& style) : style_(style) {}

  /// Up to `words_column`.
  void append(const event::Event& event, Mark mark, std::string& out);

  /// With the count of octets; `append_text` goes on from there.
  void append(const event::Event& event, Mark mark, std::size_t octets, std::string& out);

 private:
  void append_time(WallTime time, std::string& out);

  RowStyle style_;
  std::chrono::sys_seconds second_{std::chrono::seconds::min()};
  std::string second_text_;
};

/// Our own words, names and what errors say: control characters and what is no UTF-8 as `\XX`. A
/// backslash stays as it is, for what was escaped before. Lines after the first begin at `column`.
void append_words(std::string_view words, std::size_t column, std::string& out);

/// The text of a content row, at `text_column`: `safe` is what SafeText made, and one LF at its end
/// is the row's own. With `cut`, each line is cut at `row_bytes_max`: "... (1200 more bytes)".
void append_text(std::string_view safe, bool cut, std::string& out);

/// The rows of a hex dump, two columns in, cut as a whole.
void append_dump(Bytes octets, std::uint64_t offset, bool cut, std::string& out);

}  // namespace parley::cli
