// Times: anything is read or refused, nothing overflows, and what is shown stays short.
#include <cassert>
#include <cstdint>

#include "text/duration.h"

using namespace parley;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = text::parse_duration({reinterpret_cast<const char*>(data), size});
  if (!parsed) return 0;
  assert(*parsed >= Duration::zero() && *parsed <= text::duration_max);
  assert(text::format_duration(*parsed).size() < 24);
  return 0;
}
