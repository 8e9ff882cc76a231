#include "board/talk/sketches.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace parley::board::talk {
namespace {

namespace fs = std::filesystem;

class SketchesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "sketches-XXXXXX").string();
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    folder_ = made;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string sketch(const std::string& place, const std::string& text) const {
    const fs::path made = folder_ / place / "Lamp";
    fs::create_directories(made);
    std::ofstream(made / "Lamp.ino") << text;
    return made.string();
  }

  fs::path folder_;
};

TEST(FirstSentence, OfTheCommentInFront) {
  EXPECT_EQ(first_sentence("// A lamp, which is\n// red. More of it.\n#include <A.h>\n"),
            "A lamp, which is red");
  EXPECT_EQ(first_sentence("\n// One line\n\n// another comment\n"), "One line");
  EXPECT_EQ(first_sentence("int a;  // not this\n"), "");
  EXPECT_EQ(first_sentence(""), "");
}

TEST_F(SketchesTest, ThoseThatComeWithParleySayWhatTheyAre) {
  ::setenv("PARLEY_SKETCHES", PARLEY_SOURCE_DIR "/sketches", 1);
  const auto bundled = bundled_sketches();
  EXPECT_TRUE(std::is_sorted(bundled.begin(), bundled.end(),
                             [](const auto& a, const auto& b) { return a.name < b.name; }));
  const auto client = std::find_if(bundled.begin(), bundled.end(),
                                   [](const auto& one) { return one.name == "TcpClient"; });
  ASSERT_NE(client, bundled.end());
  for (const auto& one : bundled)
    EXPECT_FALSE(one.about.empty()) << one.name;
  EXPECT_TRUE(client->about.starts_with("The device as a TCP client: ")) << client->about;
}

TEST_F(SketchesTest, ADigestIsOfTheTextAndNotOfThePlace) {
  const auto here = sketch_digest(sketch("here", "void setup() {}\nvoid loop() {}\n"));
  const auto there = sketch_digest(sketch("there", "void setup() {}\nvoid loop() {}\n"));
  ASSERT_TRUE(here && there);
  EXPECT_EQ(*here, *there);
  EXPECT_EQ(here->size(), 64u);
  std::ofstream(folder_ / "there/Lamp/Settings.h") << "#define PORT 1\n";
  const auto with_header = sketch_digest((folder_ / "there/Lamp").string());
  EXPECT_NE(*with_header, *here);
  EXPECT_FALSE(sketch_digest((folder_ / "nowhere").string()));
}

}  // namespace
}  // namespace parley::board::talk
