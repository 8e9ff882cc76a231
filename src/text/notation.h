// The text notation of rules and options, and of everything that is shown: `\n` `\r` `\t` `\\` and
// `\XX`, two hex digits for one octet. Everything else stands for itself.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace parley::text {

/// The octets that a notation means. Hex digits may be of either case. The error names the position
/// (counted in octets from 1) and what may follow a backslash.
Result<std::string> parse_notation(std::string_view notation);

/// The same for the octets from `begin` up to `end` of a text; an error's position is the text's.
Result<std::string> parse_notation(std::string_view notation, std::size_t begin, std::size_t end);

/// The inverse, for one line of display: printable ASCII and the valid UTF-8 that `is_shown` allows
/// stay, all else is escaped. `parse_notation(to_notation(x)) == x` for every x.
std::string to_notation(Bytes bytes);

/// The beginning of a text, to be quoted in an error: at most 60 octets and "..." when there were
/// more. Like `to_notation`, but a backslash stays single, as its author wrote it.
std::string excerpt(std::string_view text);

/// Appends `\XX`, upper case.
void append_escaped_octet(char octet, std::string& out);

}  // namespace parley::text
