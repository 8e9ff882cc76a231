#include "text/line_ending.h"

#include <fmt/format.h>

#include "text/notation.h"

namespace parley::text {

Result<LineEnding> parse_line_ending(std::string_view name) {
  for (const auto ending : {LineEnding::none, LineEnding::lf, LineEnding::cr, LineEnding::crlf}) {
    if (name == line_ending_name(ending)) return ending;
  }
  return failure({ErrorClass::bad_input, 0,
                  fmt::format("read the line ending \"{}\"", excerpt(name)),
                  "it is none of none, lf, cr and crlf"});
}

std::string_view line_ending_name(LineEnding ending) {
  switch (ending) {
    case LineEnding::none: return "none";
    case LineEnding::lf: return "lf";
    case LineEnding::cr: return "cr";
    case LineEnding::crlf: return "crlf";
  }
  return "none";
}

Bytes line_ending_bytes(LineEnding ending) {
  switch (ending) {
    case LineEnding::none: return "";
    case LineEnding::lf: return "\n";
    case LineEnding::cr: return "\r";
    case LineEnding::crlf: return "\r\n";
  }
  return "";
}

}  // namespace parley::text
