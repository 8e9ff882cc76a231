// What was sent before, called back line by line: Up, Down and Esc of the send box.
//
// A line that was called back and changed keeps its change until something is sent or the draft is
// asked for, as in a shell. Limits: `lines_max` lines, `characters_max` characters of them
// together; the oldest go first, the newest stays whatever its size. Thread rule: plain values.
#pragma once

#include <QString>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace parley::desk::models {

/// How what is typed becomes octets.
enum class InputMode : std::uint8_t {
  text,      ///< as it stands, in UTF-8
  hex,       ///< text/hex.h
  notation,  ///< text/template.h
};

struct InputLine {
  QString text;
  InputMode mode = InputMode::text;

  friend bool operator==(const InputLine&, const InputLine&) = default;
};

class SendHistory {
 public:
  static constexpr std::size_t lines_max = 200;
  static constexpr qsizetype characters_max = 4 * 1024 * 1024;

  /// Keeps `line`, which was sent. Returns what the box shows then: the draft that waited behind a
  /// line called back, or nothing in the mode of `line`.
  InputLine sent(const InputLine& line);

  /// From `shown` to its neighbour; nothing where there is none.
  std::optional<InputLine> older(const InputLine& shown);
  std::optional<InputLine> newer(const InputLine& shown);

  /// What stood there before anything was called back; nothing when nothing was.
  std::optional<InputLine> draft();

  std::size_t size() const { return lines_.size(); }

 private:
  void keep(const InputLine& line);
  void remember(const InputLine& shown);
  InputLine at_place() const;

  std::vector<InputLine> lines_;              // the newest last
  std::map<std::size_t, InputLine> changed_;  // called back and edited
  InputLine draft_;
  std::size_t place_ = 0;  // lines_.size(): the draft
};

}  // namespace parley::desk::models
