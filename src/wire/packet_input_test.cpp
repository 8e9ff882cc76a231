#include "wire/packet_input.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "wire/frames_fixture.h"

namespace parley::wire {
namespace {

namespace fs = std::filesystem;

class PacketInputTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string made = (fs::temp_directory_path() / "packets-XXXXXX").string();
    ASSERT_NE(::mkdtemp(made.data()), nullptr);
    folder_ = made;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string file(Bytes octets, std::ios::openmode mode = std::ios::trunc) const {
    const fs::path path = folder_ / "capture";
    std::ofstream(path, std::ios::binary | mode) << octets;
    return path.string();
  }

  static int count(PacketInput& input) {
    int packets = 0;
    for (;;) {
      const auto next = input.next();
      EXPECT_TRUE(next) << to_string(next.error());
      if (!next || !*next) return packets;
      EXPECT_FALSE((*next)->rebuilt);
      ++packets;
    }
  }

  fs::path folder_;
};

TEST_F(PacketInputTest, AFileEndsWhereItEnds) {
  const auto input = file_input(file(test::MadeCapture().handshake().file()), false);
  ASSERT_TRUE(input);
  EXPECT_EQ(count(**input), 3);
  EXPECT_TRUE((*input)->ended());
  EXPECT_TRUE((*input)->remarks().empty());
}

TEST_F(PacketInputTest, AFollowedOneGoesOnAlsoInTheMiddleOfAPacket) {
  const ByteString whole = test::MadeCapture().handshake().board(0, 0, "Hello").file();
  const Bytes all = whole;
  const auto input = file_input(file(all.substr(0, all.size() - 50)), true);
  ASSERT_TRUE(input);
  EXPECT_EQ(count(**input), 3);
  EXPECT_FALSE((*input)->ended());
  EXPECT_EQ((*input)->remarks().size(), 1u) << "a packet that is not whole";
  file(all.substr(all.size() - 50), std::ios::app);
  EXPECT_EQ(count(**input), 1);
  EXPECT_TRUE((*input)->remarks().empty());
}

TEST_F(PacketInputTest, WhatIsNoCaptureIsNamed) {
  const auto text = file_input(file("this is a text, and a rather long one at that"), false);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().kind, ErrorClass::bad_input);
  EXPECT_EQ(text.error().attempted, "open " + (folder_ / "capture").string());
  EXPECT_EQ(file_input(file(""), false).error().seen, "it is empty");
  EXPECT_EQ(file_input(folder_.string(), false).error().seen, "it is a folder");
  EXPECT_EQ(file_input((folder_ / "nothing").string(), false).error().system_errno, ENOENT);
}

TEST_F(PacketInputTest, StandardInputIsReadAsItComes) {
  const ByteString whole = test::MadeCapture().handshake().file();
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const int before = ::dup(STDIN_FILENO);
  ::dup2(ends[0], STDIN_FILENO);
  const auto input = standard_input();
  EXPECT_EQ(count(*input), 0);
  EXPECT_FALSE(input->ended());
  ASSERT_EQ(::write(ends[1], whole.data(), whole.size()), static_cast<ssize_t>(whole.size()));
  EXPECT_EQ(count(*input), 3);
  ::close(ends[1]);
  EXPECT_EQ(count(*input), 0);
  EXPECT_TRUE(input->ended());
  ::dup2(before, STDIN_FILENO);
  ::close(before);
  ::close(ends[0]);
}

TEST_F(PacketInputTest, AnInterfaceThatIsNotThereIsTold) {
  const auto live = live_input("eth77", "");
  ASSERT_FALSE(live);
  EXPECT_EQ(live.error().kind, ErrorClass::no_device);
}

TEST_F(PacketInputTest, WhatComesLiveIsKept) {
  const std::string copy = (folder_ / "copy").string();
  const auto live = live_input("lo", copy);
  if (!live && live.error().kind == ErrorClass::no_permission) {
    GTEST_SKIP() << to_string(live.error());
  }
  ASSERT_TRUE(live) << to_string(live.error());
  count(**live);
  EXPECT_GT(fs::file_size(copy), 0u);
  EXPECT_FALSE(live_input("lo", copy)) << "the file is there";
}

}  // namespace
}  // namespace parley::wire
