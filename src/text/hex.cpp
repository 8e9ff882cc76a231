#include "text/hex.h"

#include <fmt/format.h>
#include <iterator>

#include "text/notation.h"

namespace parley::text {

namespace {

constexpr std::size_t row_bytes = 16;

bool is_separator(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == ':';
}

Failure hex_failure(std::string_view text, std::string seen) {
  return failure({ErrorClass::bad_input, 0, fmt::format("read the hex text \"{}\"", excerpt(text)),
                  std::move(seen)});
}

Failure not_a_digit(std::string_view text, std::size_t position) {
  return hex_failure(text, fmt::format("\"{}\" at position {} is no hexadecimal digit",
                                       excerpt(text.substr(position, 1)), position + 1));
}

}  // namespace

Result<std::string> parse_hex(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 2);
  std::size_t i = 0;
  while (i < text.size()) {
    if (is_separator(text[i])) {
      ++i;
      continue;
    }
    const std::string_view two = text.substr(i, 2);
    const bool prefixed = two == "0x" || two == "0X";
    if (prefixed) i += 2;
    if (prefixed && (i == text.size() || is_separator(text[i]))) {
      return hex_failure(text, fmt::format("the 0x at position {} has no digits", i - 1));
    }
    const int high = hex_digit(text[i]);
    if (high < 0) return not_a_digit(text, i);
    ++i;
    const bool alone = i == text.size() || is_separator(text[i]);
    if (alone && !prefixed) {
      return hex_failure(text, fmt::format("the digit \"{}\" at position {} stands alone; an octet "
                                           "is two digits, such as 0{}",
                                           text[i - 1], i, text[i - 1]));
    }
    const int low = alone ? high : hex_digit(text[i]);
    if (low < 0) return not_a_digit(text, i);
    bytes += static_cast<char>(alone ? high : high * 16 + low);
    if (!alone) ++i;
  }
  return bytes;
}

std::string to_hex(Bytes bytes) {
  std::string out;
  append_hex(bytes, out);
  return out;
}

void append_hex(Bytes bytes, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  const std::size_t start = out.size();
  out.resize(start + bytes.size() * 2);
  char* place = out.data() + start;
  for (const char octet : bytes) {
    const auto value = static_cast<unsigned char>(octet);
    *place++ = digits[value >> 4];
    *place++ = digits[value & 15];
  }
}

std::string hex_dump(Bytes bytes, std::uint64_t offset) {
  std::string out;
  auto at = std::back_inserter(out);
  while (!bytes.empty()) {
    const Bytes row = bytes.substr(0, row_bytes);
    fmt::format_to(at, "{:08x} ", offset);
    for (std::size_t i = 0; i < row_bytes; ++i) {
      if (i == row_bytes / 2) out += ' ';
      if (i < row.size()) {
        out += ' ';
        append_hex(row.substr(i, 1), out);
      } else {
        out += "   ";
      }
    }
    out += "  |";
    for (const char octet : row)
      out += octet >= ' ' && octet <= '~' ? octet : '.';
    out += "|\n";
    bytes.remove_prefix(row.size());
    offset += row.size();
  }
  return out;
}

}  // namespace parley::text
