#include "session/import.h"

#include <fstream>
#include <gtest/gtest.h>

#include "event/jsonl.h"
#include "record/recording_source.h"
#include "record/system_files.h"
#include "session/scratch_test.h"
#include "wire/capture_source.h"
#include "wire/frames_fixture.h"

namespace parley::session {
namespace {

namespace fs = std::filesystem;
using wire::test::MadeCapture;

void put(const fs::path& file, Bytes octets) {
  std::ofstream(file, std::ios::binary) << octets;
}

std::vector<std::string> lines_of(event::Source& source) {
  std::vector<std::string> lines;
  for (;;) {
    const auto event = source.next();
    if (!event) ADD_FAILURE() << to_string(event.error());
    if (!event || *event == nullptr) return lines;
    lines.emplace_back();
    event::append_jsonl(**event, lines.back());
  }
}

std::vector<std::string> lines_of(const fs::path& recording) {
  auto file = record::SystemFiles().open(recording);
  if (!file) return {to_string(file.error())};
  auto segments = record::SegmentedFile::open(std::move(*file), recording.string());
  if (!segments) return {to_string(segments.error())};
  record::RecordingSource source(std::move(*segments));
  return lines_of(source);
}

class ImportTest : public testing::Test {
 protected:
  std::vector<fs::path> files_made() const {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(recording_.parent_path()))
      found.push_back(entry.path());
    return found;
  }

  Scratch scratch_;
  fs::path capture_ = scratch_.path() / "tcpdump.pcapng";
  fs::path recording_ = scratch_.path() / "cache/tcpdump.pcapng";
};

TEST_F(ImportTest, HasTheEventsOfTheCapture) {
  MadeCapture made;
  made.handshake();
  constexpr std::uint32_t exchanges = 20'000;
  const std::string text(100, 'x');
  for (std::uint32_t i = 0; i < exchanges; ++i)
    made.board(i * 100, i * 3, text).router(i * 3, (i + 1) * 100, "abc");
  put(capture_, made.file());

  std::uint64_t told = 0;
  std::uint64_t calls = 0;
  const auto done =
      import_capture(capture_, recording_, [&](std::uint64_t read, std::uint64_t all) {
        EXPECT_LE(told, read);
        EXPECT_EQ(made.file().size(), all);
        told = read;
        ++calls;
        return true;
      });
  ASSERT_TRUE(done) << to_string(done.error());
  EXPECT_EQ(made.file().size(), told);
  EXPECT_GT(calls, 5u);

  wire::CaptureSource source(record::CaptureReader::of(made.file()),
                             wire::CaptureSource::End::final);
  const auto wanted = lines_of(source);
  ASSERT_EQ(2u * exchanges + 1, wanted.size());
  EXPECT_EQ(wanted, lines_of(recording_));
  EXPECT_EQ(1u, files_made().size());
  EXPECT_EQ(fs::perms::owner_read | fs::perms::owner_write, fs::status(recording_).permissions());
}

TEST_F(ImportTest, DamageIsARowInItsPlace) {
  MadeCapture made;
  made.handshake().board(0, 0, "Hello");
  ByteString octets = made.file();
  octets.append(64, '\xee');
  put(capture_, octets);
  const auto done = import_capture(capture_, recording_, {});
  ASSERT_TRUE(done) << to_string(done.error());
  const auto lines = lines_of(recording_);
  ASSERT_EQ(3u, lines.size());
  EXPECT_NE(std::string::npos, lines[2].find("the capture is damaged")) << lines[2];
}

TEST_F(ImportTest, CanBeCancelledAndLeavesNothing) {
  MadeCapture made;
  made.handshake();
  for (std::uint32_t i = 0; i < 5000; ++i)
    made.board(i, 0, "x");
  put(capture_, made.file());
  put(scratch_.path() / "before", "");
  const auto done = import_capture(capture_, recording_, [](auto, auto) { return false; });
  ASSERT_FALSE(done);
  EXPECT_EQ("it was cancelled", done.error().seen);
  EXPECT_TRUE(files_made().empty());
}

TEST_F(ImportTest, WhatIsNoCaptureIsSaid) {
  put(capture_, "this is a letter to somebody, and no capture of anything");
  const auto done = import_capture(capture_, recording_, {});
  ASSERT_FALSE(done);
  EXPECT_EQ(ErrorClass::bad_input, done.error().kind);
  EXPECT_FALSE(import_capture(scratch_.path() / "nothing", recording_, {}));
  EXPECT_FALSE(fs::exists(recording_));
}

}  // namespace
}  // namespace parley::session
