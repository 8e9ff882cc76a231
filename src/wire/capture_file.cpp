#include "wire/capture_file.h"

#include <array>
#include <cerrno>
#include <sys/stat.h>
#include <utility>

#include "record/capture.h"
#include "record/segmented_file.h"
#include "record/system_files.h"
#include "text/notation.h"

namespace parley::wire {

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

Result<bool> is_recording(const record::File& file) {
  std::array<char, front_bytes> front{};
  const auto got = file.read_at(0, front);
  if (!got) return failure(got.error());
  return record::recording_front(Bytes(front.data(), *got)).has_value();
}

Result<std::shared_ptr<const record::File>> open_capture(const std::string& path) {
  if (auto readable = check_file(path); !readable) return failure(readable.error());
  auto opened = record::SystemFiles().open(path);
  if (!opened) return failure(opened.error());
  std::shared_ptr<const record::File> file = std::move(*opened);
  if (auto capture = check_capture(file, path); !capture) return failure(capture.error());
  return file;
}

}  // namespace parley::wire
