#include "base/limits.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

// What the comments promise of the numbers together; each alone may be changed.
TEST(Limits, AgreeWithEachOther) {
  EXPECT_LE(limits::chunk_bytes_max + 60 + 60, 65'535u) << "IPv4 and TCP headers, options included";
  EXPECT_LE(limits::send_queue_bytes_guaranteed, limits::send_queue_bytes_max);
  EXPECT_LE(limits::send_queue_bytes_max, limits::send_total_bytes_max);
  EXPECT_LE(limits::datagram_bytes_max, limits::send_queue_bytes_guaranteed);
  EXPECT_LE(limits::peers_per_address_max_default, limits::peers_max_default);
  EXPECT_LT(limits::chunk_bytes_max, limits::output_queue_bytes_max);
  EXPECT_LE(limits::retry_delay_first, limits::retry_delay_max);
}

}  // namespace
}  // namespace parley
