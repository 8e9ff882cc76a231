#include "board/sketch/cache.h"

#include <fstream>
#include <gtest/gtest.h>
#include <stdlib.h>

namespace parley::board::sketch {
namespace {

namespace fs = std::filesystem;

class CacheTest : public testing::Test {
 protected:
  CacheTest() {
    char name[] = "/tmp/parley-cache-XXXXXX";
    folder_ = ::mkdtemp(name);
  }
  ~CacheTest() override { fs::remove_all(folder_); }

  /// A program of so many bytes, kept; its path.
  fs::path keep(const std::string& key, std::size_t bytes = 1) {
    const auto workplace = cache().make_workplace();
    std::ofstream(*workplace / "Blink") << std::string(bytes, 'x');
    fs::permissions(*workplace / "Blink", fs::perms::owner_all);
    return *cache().keep(*workplace, key, "Blink");
  }
  Cache cache() const { return Cache(folder_ / "sketches"); }

  fs::path folder_;
};

TEST_F(CacheTest, FindsWhatWasKept) {
  EXPECT_EQ(cache().find("key", "Blink"), "");
  const fs::path program = keep("key");
  EXPECT_EQ(cache().find("key", "Blink"), program);
  EXPECT_EQ(program, folder_ / "sketches/key/Blink");
  EXPECT_EQ(cache().find("key", "Other"), "");
}

TEST_F(CacheTest, WhoWasFasterStays) {
  const fs::path first = keep("key", 1);
  EXPECT_EQ(keep("key", 2), first);
  EXPECT_EQ(fs::file_size(first), 1u);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "sketches"), {}), 1)
      << "no workplace is left";
}

TEST_F(CacheTest, TheOldestGoBeyondTheLimit) {
  const auto now = fs::file_time_type::clock::now();
  for (std::size_t i = 0; i < Cache::programs_max + 3; ++i) {
    const fs::path program = keep(std::to_string(i));
    fs::last_write_time(program.parent_path(), now - std::chrono::hours(100 - i));
  }
  cache().prune();
  EXPECT_EQ(cache().find("2", "Blink"), "");
  EXPECT_NE(cache().find("3", "Blink"), "");
  EXPECT_NE(cache().find(std::to_string(Cache::programs_max + 2), "Blink"), "");
}

TEST_F(CacheTest, AbandonedWorkplacesGo) {
  const auto old = *cache().make_workplace();
  const auto young = *cache().make_workplace();
  fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
  cache().prune();
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(fs::exists(young));
}

TEST(KeyTest, PartsDoNotRunTogether) {
  const auto hex = [](std::initializer_list<std::string_view> parts) {
    Key key;
    for (const auto part : parts)
      key.add(part);
    return key.hex();
  };
  EXPECT_EQ(hex({"a"}).size(), 64u);
  EXPECT_EQ(hex({"a", "b"}), hex({"a", "b"}));
  EXPECT_NE(hex({"ab", "c"}), hex({"a", "bc"}));
  EXPECT_NE(hex({"a"}), hex({"a", ""}));
}

}  // namespace
}  // namespace parley::board::sketch
