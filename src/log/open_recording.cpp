#include "log/open_recording.h"

#include <utility>

#include "record/segmented_file.h"
#include "record/system_files.h"
#include "text/notation.h"

namespace parley::log {

Result<std::unique_ptr<Log>> open_recording(const std::filesystem::path& path) {
  auto file = record::SystemFiles().open(path);
  if (!file) return tl::unexpected(file.error());
  auto segments = record::SegmentedFile::open(std::move(*file), text::excerpt(path.string()));
  if (!segments) return tl::unexpected(segments.error());
  auto log = std::make_unique<Log>(std::move(*segments));
  if (auto looked = log->refresh(); !looked) return tl::unexpected(looked.error());
  return log;
}

}  // namespace parley::log
