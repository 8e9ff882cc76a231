#include "session/import.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <optional>
#include <system_error>
#include <unistd.h>

#include "record/encoder.h"
#include "record/system_files.h"
#include "text/notation.h"
#include "wire/capture_file.h"
#include "wire/capture_source.h"

namespace parley::session {

namespace fs = std::filesystem;

namespace {

/// Between two calls of `progress`: some milliseconds of work.
constexpr std::uint64_t events_at_once = 4096;

/// Writes what an encoder fills, segment by segment.
class RecordingFile {
 public:
  explicit RecordingFile(record::File& file) : file_(file) {}

  record::Segment* next() {
    if (begun_) {
      write();
      ++segment_.number;
    }
    begun_ = true;
    segment_.end.store(0);
    segment_.last_event.store(0);
    return trouble_ ? nullptr : &segment_;
  }

  /// All of it to the disk.
  Result<> finish() {
    if (begun_) write();
    if (trouble_) return failure(*trouble_);
    return file_.sync();
  }

 private:
  void write() {
    const Bytes octets(segment_.octets.get(), segment_.end.load());
    if (trouble_ || octets.empty()) return;
    const auto put = octets.size() == segment_.capacity
                         ? file_.write_large_at(segment_.offset(), octets)
                         : file_.write_at(segment_.offset(), octets);
    if (!put) trouble_ = put.error();
  }

  record::File& file_;
  record::Segment segment_;
  std::optional<Error> trouble_;
  bool begun_ = false;
};

Result<> copy_events(const std::shared_ptr<const record::File>& capture, std::uint64_t size,
                     record::File& into, const Progress& progress, const std::string& attempted) {
  std::uint64_t octets_read = 0;
  record::CaptureReader reader([&](std::span<char> place) -> Result<std::size_t> {
    auto got = capture->read_at(octets_read, place);
    if (got) octets_read += *got;
    return got;
  });
  wire::CaptureSource source(std::move(reader), wire::CaptureSource::End::final);
  RecordingFile file(into);
  record::Encoder encoder("Parley " PARLEY_VERSION, 1, [&file] { return file.next(); });
  for (std::uint64_t number = 1;; ++number) {
    const auto next = source.next();
    if (!next) return failure(next.error());
    if (*next == nullptr) break;
    event::Event event = **next;
    event.number = number;
    if (!encoder.put(event)) break;  // `finish` says why
    const bool look = number % events_at_once == 0;
    if (look && progress && !progress(std::min(octets_read, size), size)) {
      return failure({ErrorClass::other, 0, attempted, "it was cancelled"});
    }
  }
  return file.finish();
}

}  // namespace

Result<> import_capture(const fs::path& capture, const fs::path& recording,
                        const Progress& progress) {
  const std::string attempted = "read " + text::excerpt(capture.native());
  const auto opened = wire::open_capture(capture.string());
  if (!opened) return failure(opened.error());
  const auto size = (*opened)->size();
  if (!size) return failure(size.error());
  record::SystemFiles files;
  if (auto made = files.make_folder(recording.parent_path()); !made) return made;
  fs::path beside = recording;
  beside += fmt::format(".part-{}", ::getpid());
  (void)files.remove(beside);  // of a process that had our number and was killed
  auto file = files.create(beside);
  if (!file) return failure(file.error());
  auto done = copy_events(*opened, *size, **file, progress, attempted);
  std::error_code error;
  if (done) fs::rename(beside, recording, error);
  if (error)
    done = failure(system_error("keep " + text::excerpt(recording.native()), error.value()));
  if (!done) {
    (void)files.remove(beside);
  } else if (progress) {
    progress(*size, *size);
  }
  return done;
}

}  // namespace parley::session
