#include "record/crc32.h"

#include <gtest/gtest.h>
#include <string>

namespace parley::record {
namespace {

TEST(Crc32, OfPiecesIsThatOfTheWholeHoweverItIsCut) {
  std::string whole;
  for (int i = 0; i < 200; ++i)
    whole += static_cast<char>(i * 7);
  for (std::size_t cut = 0; cut <= whole.size(); ++cut) {
    const Bytes all(whole);
    EXPECT_EQ(crc32(all.substr(cut), crc32(all.substr(0, cut))), crc32(all)) << cut;
  }
}

TEST(Crc32, OfNothingChangesNothing) {
  EXPECT_EQ(crc32(Bytes()), 0u);
  EXPECT_EQ(crc32(Bytes(), 0x12345678), 0x12345678u);
}

TEST(Crc32, IsTheOneThatEverybodyKnows) {
  EXPECT_EQ(crc32("123456789"), 0xcbf43926u);
}

}  // namespace
}  // namespace parley::record
