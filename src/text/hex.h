// Octets as hexadecimal digits: what a person types, what a program reads, what a dump shows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace parley::text {

/// 0 to 15, or -1 for what is no hexadecimal digit of either case.
constexpr int hex_digit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/// "48 65", "4865", "48:65", "0x48, 0x65": two digits for each octet, in the order written. Spaces,
/// tabs, line ends, commas and colons may stand between octets, `0x` before one. One digit alone is
/// an octet after `0x` ("0x5") and an error elsewhere, because "4 8" may mean one octet or two. An
/// error names the position, counted from 1.
Result<std::string> parse_hex(std::string_view text);

/// "48656c6c6f": two lower-case digits for each octet.
std::string to_hex(Bytes bytes);
void append_hex(Bytes bytes, std::string& out);

/// Rows as `hexdump -C` writes them, 16 octets each, every row ended by LF; "" for no octets:
///
///     00000000  48 65 6c 6c 6f 0a                                 |Hello.|
///
/// `offset` is that of the first octet. Nothing but printable ASCII reaches the right column.
std::string hex_dump(Bytes bytes, std::uint64_t offset = 0);

}  // namespace parley::text
