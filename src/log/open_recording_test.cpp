#include "log/open_recording.h"

#include <cerrno>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

#include "log/log_fixture.h"

namespace parley::log {
namespace {

class OpenRecording : public ::testing::Test {
 protected:
  void write(Bytes octets) {
    std::ofstream file(path_, std::ios::binary);
    file.write(octets.data(), static_cast<std::streamsize>(octets.size()));
  }

  void TearDown() override { std::filesystem::remove(path_); }

  std::filesystem::path path_ = std::filesystem::path(::testing::TempDir()) /
                                ("parley-log-" + std::to_string(::getpid()) + ".pcapng");
};

TEST_F(OpenRecording, HasItsRowsAtOnce) {
  record::Scene scene(3);
  write(scene.record(200, record::format::segment_bytes));
  const auto log = open_recording(path_);
  ASSERT_TRUE(log) << to_string(log.error());
  EXPECT_EQ((*log)->first_event(), 1u);
  EXPECT_EQ((*log)->last_event(), 200u);
}

TEST_F(OpenRecording, SaysWhatIsWrong) {
  const auto absent = open_recording(path_);
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().system_errno, ENOENT);
  write("this is a letter to a friend\n");
  const auto letter = open_recording(path_);
  ASSERT_FALSE(letter);
  EXPECT_EQ(letter.error().kind, ErrorClass::bad_input);
  EXPECT_NE(to_string(letter.error()).find(path_.filename().string().substr(0, 8)),
            std::string::npos)
      << to_string(letter.error());
}

}  // namespace
}  // namespace parley::log
