// One bit of a frame is turned, somewhere behind the Ethernet header, where the checksums of IP,
// TCP and UDP always notice a single bit. What has no such checksum (ARP) would poison tables for
// minutes, which no real link does, because the frame's own check sequence catches it there: so the
// lane loses such a frame instead.
#pragma once

#include "board/link/message.h"
#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

/// Two draws.
inline void meet_corrupt(Passage& passage, double probability, Random& random) {
  const bool chosen = random.chance(probability);
  const std::uint64_t place = random.next();
  if (!chosen) return;
  passage.corrupted = true;
  const std::size_t payload = passage.bytes - frame_bytes_min;
  if (payload == 0) passage.lost = true;
  if (payload != 0) passage.corrupted_bit = place % (payload * 8);
}

}  // namespace parley::board::link
