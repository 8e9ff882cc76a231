// What is put after a line that is sent.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace parley::text {

enum class LineEnding : std::uint8_t { none, lf, cr, crlf };

/// "none", "lf", "cr" or "crlf"; the error lists them.
Result<LineEnding> parse_line_ending(std::string_view name);

/// The inverse of `parse_line_ending`. Static storage.
std::string_view line_ending_name(LineEnding ending);

/// The octets: none, one or two. Static storage.
Bytes line_ending_bytes(LineEnding ending);

}  // namespace parley::text
