#include "cli/opened_file.h"

#include <array>
#include <cerrno>
#include <sys/stat.h>

#include "cli/local_time.h"
#include "record/capture.h"
#include "record/segmented_file.h"
#include "record/system_files.h"
#include "text/notation.h"
#include "wire/capture_source.h"

namespace parley::cli {

namespace {

/// The blocks before the first segment's header are some hundred octets.
constexpr std::size_t front_bytes = 4096;

/// Reading a device or a pipe would wait, and its octets are gone when they were read.
Result<> check_file(const std::string& path) {
  const std::string attempted = "open " + text::excerpt(path);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return failure(system_error(attempted, errno));
  std::string seen;
  if (S_ISDIR(status.st_mode)) {
    seen = "it is a folder";
  } else if (!S_ISREG(status.st_mode)) {
    seen = "it is no file but a device or pipe: write what comes from it to a file";
  } else if (status.st_size == 0) {
    seen = "it is empty";
  }
  if (seen.empty()) return {};
  return failure({ErrorClass::bad_input, 0, attempted, std::move(seen)});
}

Result<bool> is_ours(const record::File& file) {
  std::array<char, front_bytes> front{};
  const auto got = file.read_at(0, front);
  if (!got) return failure(got.error());
  return record::recording_front(Bytes(front.data(), *got)).has_value();
}

/// Before anything is shown: what is no capture at all is named with its path.
Result<> check_capture(const std::shared_ptr<const record::File>& file, const std::string& path) {
  record::CaptureReader probe(file);
  const auto first = probe.next();
  if (probe.recognised()) return {};  // damage further on is told in its place
  Error error{ErrorClass::bad_input, 0, {}, "so little is in it that nobody can tell what it is"};
  if (!first) error = first.error();
  error.attempted = "open " + text::excerpt(path);
  return failure(std::move(error));
}

}  // namespace

Result<std::shared_ptr<const record::File>> open_capture(const std::string& path) {
  if (auto readable = check_file(path); !readable) return failure(readable.error());
  auto opened = record::SystemFiles().open(path);
  if (!opened) return failure(opened.error());
  std::shared_ptr<const record::File> file = std::move(*opened);
  if (auto capture = check_capture(file, path); !capture) return failure(capture.error());
  return file;
}

Result<OpenedFile> open_file(const std::string& path, bool growing) {
  const auto opened = open_capture(path);
  if (!opened) return failure(opened.error());
  const auto& file = *opened;
  const auto ours = is_ours(*file);
  if (!ours) return failure(ours.error());
  OpenedFile result;
  if (*ours) {
    auto segments = record::SegmentedFile::open(file, path);
    if (!segments) return failure(segments.error());
    auto recording = std::make_unique<record::RecordingSource>(std::move(*segments));
    result.recording = recording.get();
    result.source = std::move(recording);
    return result;
  }
  using wire::CaptureSource;
  result.source = std::make_unique<CaptureSource>(
      record::CaptureReader(file),
      growing ? CaptureSource::End::growing : CaptureSource::End::final);
  return result;
}

Result<std::optional<WallTime>> go_to(OpenedFile& file, const std::string& since, WallTime now) {
  if (since.empty() || !file.recording) return std::optional<WallTime>();
  const auto first = file.recording->file().header(0);
  if (!first) return failure(first.error());
  if (!*first) return std::optional<WallTime>();
  const auto time = parse_since(since, (*first)->time, now);
  if (!time) return failure(time.error());
  if (auto there = file.recording->seek_time(*time); !there) return failure(there.error());
  return std::optional<WallTime>(*time);
}

}  // namespace parley::cli
