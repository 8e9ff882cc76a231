#include "cli/opened_file.h"

#include "cli/local_time.h"
#include "record/capture.h"
#include "record/segmented_file.h"
#include "wire/capture_file.h"
#include "wire/capture_source.h"

namespace parley::cli {

Result<OpenedFile> open_file(const std::string& path, bool growing) {
  const auto opened = wire::open_capture(path);
  if (!opened) return failure(opened.error());
  const auto& file = *opened;
  const auto ours = wire::is_recording(*file);
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
