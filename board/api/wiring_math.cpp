#include "board/api/wiring_math.h"

#include "board/stack/panic.h"
#include "board/stack/port.h"

namespace port = parley::board::port;

namespace {

// newlib's rand(): Knuth's linear congruential generator, of which it gives bits 32 to 62.
constexpr uint64_t multiplier = 6364136223846793005U;
constexpr uint32_t result_mask = 0x7fffffff;

constinit bool seeded = false;
constinit uint64_t state = 1;

uint32_t next() {
  if (!seeded) return port::entropy();
  state = state * multiplier + 1;
  return static_cast<uint32_t>(state >> 32) & result_mask;
}

long below(uint32_t drawn, long high) {
  return high <= 0 ? 0 : static_cast<long>(drawn % static_cast<unsigned long>(high));
}

}  // namespace

void randomSeed(unsigned long seed) {
  if (seed == 0) return;
  seeded = true;
  state = static_cast<uint32_t>(seed);
}

long random(long high) {
  return below(next(), high);
}

long random(long low, long high) {
  return low >= high ? low : low + random(high - low);
}

long secureRandom(long high) {
  return below(port::entropy(), high);
}

long secureRandom(long low, long high) {
  return low >= high ? low : low + secureRandom(high - low);
}

long map(long value, long from_low, long from_high, long to_low, long to_high) {
  const long from = from_high - from_low;
  if (from == 0) parley::board::stack::panic("map() from an empty range", "division by zero");
  return ((value - from_low) * (to_high - to_low) + from / 2) / from + to_low;
}
