// What a peer said, made safe for a terminal: this is the one gate between the network and a
// screen.
//
// Out comes valid UTF-8 in which LF and TAB are the only control characters. CR LF becomes one LF.
// A backslash becomes `\\`; a lone CR `\r`; every other control character, everything that
// `is_shown` refuses and every octet that is not UTF-8 becomes `\XX`. So the text is a notation:
// what `parse_notation` makes of it is what the peer said, but for CR LF having become LF.
//
// State is carried from chunk to chunk (a CR, or the front of a character, waits for what follows),
// so each peer and direction has an object of its own. How the octets were cut does not change the
// text.
//
// Limits: holds at most 3 octets; no memory of its own. Output is at most 3 times the input.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace parley::text {

class SafeText {
 public:
  /// Appends the text of `in`, and of what waited before it.
  void append(Bytes in, std::string& out);

  /// Appends what still waits: at the end of a conversation, of a message, or when a line of
  /// another peer comes between.
  void flush(std::string& out);

  /// True while octets wait for what follows them.
  bool waiting() const { return waiting_count_ != 0; }

 private:
  void resolve_waiting(Bytes& in, std::string& out);

  std::array<char, 4> waiting_{};
  std::uint8_t waiting_count_ = 0;
};

/// Appends words of our own, which may quote what a peer or a user said: a backslash in them stays
/// as it is, for what was escaped before. No line ends: LF and TAB become `\XX`, too.
void append_safe_words(std::string_view words, std::string& out);

}  // namespace parley::text
