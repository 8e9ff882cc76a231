#include "record/segment_queue.h"

#include <gtest/gtest.h>

namespace parley::record {
namespace {

constexpr std::size_t segment_bytes = 4096;

TEST(SegmentQueue, AFullSegmentCanBeLookedAtUntilTheNextIsTaken) {
  SegmentQueue queue(segment_bytes);
  std::uint64_t number = 0;
  Segment* last = nullptr;
  for (int i = 0; i < 10; ++i)
    last = queue.take(0, number++, false);
  for (int i = 0; i < 10; ++i)
    queue.pop();
  // As the encoder does it behind a writer that is quicker: mapped memory that had gone back would
  // end this test.
  last->end.store(segment_bytes);
  last->octets.get()[segment_bytes - 1] = 'x';
  EXPECT_EQ(last->end.load(), segment_bytes);
  EXPECT_EQ(queue.allocated(), 10u);
}

TEST(SegmentQueue, WhatABurstTookGoesBack) {
  SegmentQueue queue(segment_bytes);
  std::uint64_t number = 0;
  for (int i = 0; i < 40; ++i)
    ASSERT_NE(queue.take(0, number++, false), nullptr);
  EXPECT_EQ(queue.in_use(), 40u);
  for (int i = 0; i < 40; ++i)
    queue.pop();
  for (int i = 0; i < 60; ++i) {
    ASSERT_NE(queue.take(0, number++, false), nullptr);
    queue.pop();
  }
  EXPECT_LE(queue.allocated(), 3u);
}

}  // namespace
}  // namespace parley::record
