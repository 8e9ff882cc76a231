// Hex: what is written is read back, and reading takes anything.
#include <cassert>
#include <cstdint>

#include "text/hex.h"

using namespace parley;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  assert(text::parse_hex(text::to_hex(input)) == std::string(input));

  const auto bytes = text::parse_hex(input);
  if (bytes) {
    assert(bytes->size() <= size);
  } else {
    assert(!bytes.error().seen.empty());
  }

  for (const char octet : text::hex_dump(input, size)) {
    assert((octet >= ' ' && octet <= '~') || octet == '\n');
  }
  return 0;
}
