#include "board/talk/capture_place.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>

namespace parley::board::talk {
namespace {

namespace fs = std::filesystem;

class CapturePlaceTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "captures-XXXXXX").string();
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    folder_ = made;
    ::setenv("XDG_CACHE_HOME", made.c_str(), 1);
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path folder_;
};

TEST_F(CapturePlaceTest, IsGoneWithItsOwner) {
  fs::path file;
  {
    auto place = CapturePlace::make("Lamp");
    ASSERT_TRUE(place);
    file = place->file();
    EXPECT_EQ(file.filename(), "Lamp.pcapng");
    std::ofstream(file) << "packets";
    const CapturePlace moved = std::move(*place);
    EXPECT_TRUE(fs::exists(file));
  }
  EXPECT_FALSE(fs::exists(file.parent_path()));
}

TEST_F(CapturePlaceTest, WhatAKilledProcessLeftIsRemovedAndWhatIsUsedStays) {
  const fs::path left = folder_ / "parley/captures/abcdef";
  fs::create_directories(left);
  std::ofstream(left / "Lamp.pcapng") << "packets";
  const auto first = CapturePlace::make("Lamp");
  ASSERT_TRUE(first);
  EXPECT_FALSE(fs::exists(left));
  std::ofstream(first->file()) << "packets";
  const auto second = CapturePlace::make("Lamp");
  ASSERT_TRUE(second);
  EXPECT_TRUE(fs::exists(first->file()));
  EXPECT_NE(first->file(), second->file());
}

TEST_F(CapturePlaceTest, AFolderThatCannotBeMadeIsTold) {
  std::ofstream(folder_ / "parley") << "a file";
  const auto place = CapturePlace::make("Lamp");
  ASSERT_FALSE(place);
  EXPECT_NE(place.error().attempted.find((folder_ / "parley/captures").string()),
            std::string::npos);
}

}  // namespace
}  // namespace parley::board::talk
