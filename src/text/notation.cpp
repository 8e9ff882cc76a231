#include "text/notation.h"

#include <cassert>
#include <fmt/format.h>

#include "text/hex.h"
#include "text/utf8.h"

namespace parley::text {

namespace {

constexpr std::size_t excerpt_bytes_max = 60;

enum class Backslash : bool { single, doubled };

// The escapes that have a letter; 0 for octets that have none.
char letter_of(char octet) {
  switch (octet) {
    case '\n': return 'n';
    case '\r': return 'r';
    case '\t': return 't';
    default: return 0;
  }
}

// What stands after the backslash, to its octet; 0 for no such escape.
char octet_of(char letter) {
  switch (letter) {
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    case '\\': return '\\';
    default: return 0;
  }
}

std::string write(Bytes bytes, Backslash backslash) {
  std::string out;
  out.reserve(bytes.size());
  while (!bytes.empty()) {
    const Utf8Front front = utf8_front(bytes);
    const bool valid = front.status == Utf8Front::Status::valid;
    const Bytes character = bytes.substr(0, front.bytes);
    bytes.remove_prefix(front.bytes);
    if (character == "\\" && backslash == Backslash::doubled) {
      out += "\\\\";
    } else if (valid && is_shown(front.code_point)) {
      out += character;
    } else if (const char letter = letter_of(character[0])) {
      out += '\\';
      out += letter;
    } else {
      for (const char octet : character)
        append_escaped_octet(octet, out);
    }
  }
  return out;
}

Failure bad_escape(std::string_view notation, std::size_t position, std::string_view after) {
  return failure({ErrorClass::bad_input, 0, fmt::format("read the text \"{}\"", excerpt(notation)),
                  fmt::format("the backslash at position {} is followed by {}; n, r, t, another "
                              "backslash or two hex digits may follow it",
                              position + 1,
                              after.empty() ? "nothing" : fmt::format("\"{}\"", excerpt(after)))});
}

}  // namespace

Result<std::string> parse_notation(std::string_view notation) {
  return parse_notation(notation, 0, notation.size());
}

Result<std::string> parse_notation(std::string_view notation, std::size_t begin, std::size_t end) {
  assert(begin <= end && end <= notation.size());
  std::string bytes;
  bytes.reserve(end - begin);
  for (std::size_t i = begin; i < end; ++i) {
    if (notation[i] != '\\') {
      bytes += notation[i];
      continue;
    }
    const std::string_view after = notation.substr(0, end).substr(i + 1, 2);
    if (after.empty()) return bad_escape(notation, i, after);
    if (const char octet = octet_of(after[0])) {
      bytes += octet;
      i += 1;
      continue;
    }
    const int high = hex_digit(after[0]);
    const int low = after.size() == 2 ? hex_digit(after[1]) : -1;
    if (high < 0 || low < 0) return bad_escape(notation, i, after);
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

std::string to_notation(Bytes bytes) {
  return write(bytes, Backslash::doubled);
}

std::string excerpt(std::string_view text) {
  if (text.size() <= excerpt_bytes_max) return write(text, Backslash::single);
  std::size_t cut = excerpt_bytes_max;
  // Not inside a character: its first half would be shown as if the text were damaged.
  for (int steps = 0; steps < 3 && (text[cut] & 0xc0) == 0x80; ++steps)
    --cut;
  return write(text.substr(0, cut), Backslash::single) + "...";
}

void append_escaped_octet(char octet, std::string& out) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(octet);
  const char escaped[] = {'\\', digits[value >> 4], digits[value & 15]};
  out.append(escaped, sizeof escaped);
}

}  // namespace parley::text
