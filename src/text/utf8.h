// UTF-8 as octets (RFC 3629), and which characters a terminal or a log line may be given as they
// are.
#pragma once

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"

namespace parley::text {

/// What the octets at the front of a text are.
struct Utf8Front {
  enum class Status : std::uint8_t {
    valid,    ///< a character, `code_point`, of `bytes` octets
    partial,  ///< the text ends inside what may become a character; `bytes` octets are left
    invalid,  ///< the first octet begins no character: `bytes` is 1
  };
  Status status = Status::invalid;
  std::uint8_t bytes = 1;
  char32_t code_point = 0;
};

/// Looks at the first character of a text that is not empty. Overlong forms, surrogates and values
/// above U+10FFFF are invalid as soon as an octet shows it.
Utf8Front utf8_front(Bytes text);

/// True when all of it is valid UTF-8; the empty text is.
bool is_utf8(Bytes text);

/// False for what could steer a terminal or deceive a reader: C0, DEL and C1 controls,
/// bidirectional controls, line and paragraph separators, everything that draws nothing (Unicode's
/// Default_Ignorable_Code_Point: zero-width characters, soft hyphen, fillers, variation selectors,
/// tags), interlinear annotation marks, noncharacters. LF and TAB are for the caller to allow.
///
/// The price: an emoji made of several characters is shown in parts. Text that is not seen is worse
/// in a tool that shows what was said.
bool is_shown(char32_t code_point);

}  // namespace parley::text
