#include "text/utf8.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>

namespace parley::text {

namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Sorted. Noncharacters U+nFFFE and U+nFFFF are found by their low bits instead.
constexpr std::array hidden{
    Range{0x0000, 0x001f},    // C0
    Range{0x007f, 0x009f},    // DEL, C1
    Range{0x00ad, 0x00ad},    // soft hyphen
    Range{0x034f, 0x034f},    // combining grapheme joiner
    Range{0x061c, 0x061c},    // Arabic letter mark (bidi)
    Range{0x115f, 0x1160},    // Hangul fillers
    Range{0x17b4, 0x17b5},    // Khmer inherent vowels
    Range{0x180b, 0x180f},    // Mongolian variation selectors
    Range{0x200b, 0x200f},    // zero-width space and joiners, bidi marks
    Range{0x2028, 0x202e},    // line and paragraph separators, bidi embeddings and overrides
    Range{0x2060, 0x206f},    // word joiner, invisible operators, bidi isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xfdd0, 0xfdef},    // noncharacters
    Range{0xfe00, 0xfe0f},    // variation selectors
    Range{0xfeff, 0xfeff},    // byte order mark
    Range{0xffa0, 0xffa0},    // halfwidth Hangul filler
    Range{0xfff0, 0xfffb},    // unassigned ignorables, interlinear annotation
    Range{0x1bca0, 0x1bca3},  // shorthand format controls
    Range{0x1d173, 0x1d17a},  // musical format controls
    Range{0xe0000, 0xe0fff},  // tags, variation selectors supplement
};

constexpr char32_t code_point_max = 0x10ffff;

constexpr bool is_hidden(char32_t code_point) {
  if ((code_point & 0xfffe) == 0xfffe) return true;
  for (const Range& range : hidden) {
    if (code_point <= range.last) return code_point >= range.first;
  }
  return false;
}

// Whether any of 256 code points in a row is hidden: most scripts are answered by this alone.
constexpr auto page_hides = [] {
  std::array<bool, (code_point_max >> 8) + 1> pages{};
  for (const Range& range : hidden) {
    for (char32_t page = range.first >> 8; page <= range.last >> 8; ++page)
      pages[page] = true;
  }
  for (std::size_t page = 0xff; page < pages.size(); page += 0x100)
    pages[page] = true;
  return pages;
}();

constexpr bool is_continuation(unsigned char octet) {
  return (octet & 0xc0) == 0x80;
}

// RFC 3629, section 4: how long a sequence is, and what its second octet may be.
struct Lead {
  std::uint8_t bytes;
  unsigned char second_first;
  unsigned char second_last;
};

constexpr Lead lead_of(unsigned char octet) {
  if (octet < 0x80) return {1, 0, 0};
  if (octet < 0xc2) return {0, 0, 0};
  if (octet < 0xe0) return {2, 0x80, 0xbf};
  if (octet == 0xe0) return {3, 0xa0, 0xbf};
  if (octet == 0xed) return {3, 0x80, 0x9f};
  if (octet < 0xf0) return {3, 0x80, 0xbf};
  if (octet == 0xf0) return {4, 0x90, 0xbf};
  if (octet < 0xf4) return {4, 0x80, 0xbf};
  if (octet == 0xf4) return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

constexpr auto leads = [] {
  std::array<Lead, 256> table{};
  for (std::size_t octet = 0; octet < table.size(); ++octet) {
    table[octet] = lead_of(static_cast<unsigned char>(octet));
  }
  return table;
}();

std::size_t ascii_length(Bytes text) {
  std::size_t length = 0;
  while (length + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + length, sizeof word);
    if ((word & 0x8080'8080'8080'8080u) != 0) break;
    length += sizeof word;
  }
  while (length < text.size() && static_cast<unsigned char>(text[length]) < 0x80)
    ++length;
  return length;
}

}  // namespace

Utf8Front utf8_front(Bytes text) {
  assert(!text.empty());
  const auto octet = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const Lead lead = leads[octet(0)];
  if (lead.bytes == 0) return {};
  if (lead.bytes == 1) return {Utf8Front::Status::valid, 1, octet(0)};

  char32_t code_point = octet(0) & (0x7fu >> lead.bytes);
  const std::size_t present = std::min<std::size_t>(lead.bytes, text.size());
  for (std::size_t i = 1; i < present; ++i) {
    const bool fits = i == 1 ? octet(1) >= lead.second_first && octet(1) <= lead.second_last
                             : is_continuation(octet(i));
    if (!fits) return {};
    code_point = code_point << 6 | (octet(i) & 0x3fu);
  }
  if (present < lead.bytes) {
    return {Utf8Front::Status::partial, static_cast<std::uint8_t>(present), 0};
  }
  return {Utf8Front::Status::valid, lead.bytes, code_point};
}

bool is_utf8(Bytes text) {
  for (;;) {
    text.remove_prefix(ascii_length(text));
    if (text.empty()) return true;
    const Utf8Front front = utf8_front(text);
    if (front.status != Utf8Front::Status::valid) return false;
    text.remove_prefix(front.bytes);
  }
}

bool is_shown(char32_t code_point) {
  assert(code_point <= code_point_max);
  if (!page_hides[code_point >> 8]) return true;
  return !is_hidden(code_point);
}

}  // namespace parley::text
