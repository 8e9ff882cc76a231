// What reaches the terminal: never a forbidden octet, always reversible, the same however it was
// cut. The first octet of the input says how.
#include <cassert>
#include <cstdint>

#include "text/notation.h"
#include "text/safe_text.h"
#include "text/utf8.h"

using namespace parley;

namespace {

std::string safe(std::string_view input, std::size_t chunk_bytes) {
  text::SafeText safe_text;
  std::string out;
  while (!input.empty()) {
    const std::string chunk(input.substr(0, chunk_bytes));
    input.remove_prefix(chunk.size());
    safe_text.append(chunk, out);
  }
  safe_text.flush(out);
  assert(!safe_text.waiting());
  return out;
}

std::string without_cr_before_lf(std::string_view input) {
  std::string kept;
  for (std::size_t i = 0; i < input.size(); ++i) {
    if (input.substr(i, 2) != "\r\n") kept += input[i];
  }
  return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string out = safe(input, size);
  assert(safe(input, 1u + data[0] % 8) == out);
  assert(out.size() <= input.size() * 3);
  assert(text::parse_notation(out) == without_cr_before_lf(input));
  for (std::string_view rest = out; !rest.empty();) {
    const auto front = text::utf8_front(rest);
    assert(front.status == text::Utf8Front::Status::valid);
    assert(text::is_shown(front.code_point) || rest[0] == '\n' || rest[0] == '\t');
    rest.remove_prefix(front.bytes);
  }
  return 0;
}
