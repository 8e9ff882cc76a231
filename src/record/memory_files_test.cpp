#include "record/memory_files.h"

#include <algorithm>
#include <cerrno>
#include <gtest/gtest.h>

namespace parley::record {
namespace {

TEST(MemoryFiles, ReadsWhatWasWrittenAndKnowsItsNames) {
  MemoryFiles files;
  auto file = files.create("/a/one");
  ASSERT_TRUE(file);
  ASSERT_TRUE((*file)->write_at(3, "abc"));
  char octets[10];
  EXPECT_EQ(*(*file)->read_at(2, octets), 4u);
  EXPECT_EQ(Bytes(octets, 4), Bytes("\0abc", 4));
  EXPECT_EQ(*(*file)->read_at(6, octets), 0u);
  EXPECT_EQ(to_string(files.create("/a/one").error()),
            "cannot create /a/one: file exists (EEXIST)");
  ASSERT_EQ(files.list("/a")->size(), 1u);
  EXPECT_EQ(files.list("/a")->front().name, "one");
  EXPECT_EQ(files.list("/a")->front().size, 6u);
  EXPECT_TRUE(files.remove("/a/one"));
  EXPECT_FALSE(files.open("/a/one"));
}

TEST(MemoryFiles, OneHolderOfTheLockUntilItIsClosed) {
  MemoryFiles files;
  auto first = std::move(*files.create("/f"));
  auto second = std::move(*files.open_to_write("/f"));
  EXPECT_TRUE(*first->try_lock());
  EXPECT_FALSE(*second->try_lock());
  first.reset();
  EXPECT_TRUE(*second->try_lock());
}

TEST(MemoryFiles, AWriteIsTornWhereTheDiskFailsOrIsFull) {
  MemoryFiles files;
  auto file = std::move(*files.create("/f"));
  files.fail_writes(EIO, 5);
  EXPECT_TRUE(file->write_at(0, "abc"));
  EXPECT_EQ(to_string(file->write_at(3, "defg").error()),
            "cannot write /f: input/output error (EIO)");
  EXPECT_EQ(files.content("/f"), "abcde");
  files.work();
  files.set_capacity(7);
  EXPECT_EQ(file->write_at(5, "fghi").error().system_errno, ENOSPC);
  EXPECT_EQ(files.content("/f"), "abcdefg");
  EXPECT_TRUE(file->write_at(0, "A"));
}

TEST(MemoryFiles, APowerCutKeepsWhatWasSyncedAndAnythingOfTheRest) {
  std::size_t lost = 0;
  std::size_t kept = 0;
  std::size_t mixed = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    MemoryFiles files(seed);
    auto file = std::move(*files.create("/f"));
    ASSERT_TRUE(file->write_at(0, ByteString(1024, 's')));
    ASSERT_TRUE(file->sync());
    ASSERT_TRUE(file->write_at(1024, ByteString(2048, 'n')));
    files.cut_power();
    EXPECT_FALSE(file->sync());
    const ByteString left = files.content("/f");
    ASSERT_GE(left.size(), 1024u);
    ASSERT_EQ(left.substr(0, 1024), ByteString(1024, 's'));
    const auto count = std::count(left.begin(), left.end(), 'n');
    lost += count == 0;
    kept += count == 2048;
    mixed += count != 0 && left.find('\0') < left.rfind('n');
  }
  EXPECT_GT(lost, 10u);
  EXPECT_GT(kept, 10u);
  EXPECT_GT(mixed, 10u);
}

TEST(MemoryFiles, ASyncThatFailedIsNotMadeGoodByTheNext) {
  std::size_t lost = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    MemoryFiles files(seed);
    auto file = std::move(*files.create("/f"));
    ASSERT_TRUE(file->write_at(0, ByteString(512, 'a')));
    files.fail_syncs(EIO);
    ASSERT_FALSE(file->sync());
    files.work();
    ASSERT_TRUE(file->sync());
    files.cut_power();
    lost += files.content("/f") != ByteString(512, 'a');
  }
  EXPECT_GT(lost, 5u);
}

}  // namespace
}  // namespace parley::record
