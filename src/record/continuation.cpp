#include "record/continuation.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <vector>

#include "record/reader.h"

namespace parley::record {

namespace {

constexpr unsigned torn_files_max = 1000;

Result<Continued> read_through(Reader& reader) {
  Continued held;
  for (;;) {
    const auto found = reader.next();
    if (!found) return failure(found.error());
    if (*found == Reader::Found::nothing) return held;
    if (*found == Reader::Found::damage) {
      held.event = std::max(held.event, reader.damage().last_missing);
      continue;
    }
    const Block& block = reader.block();
    held.event = std::max(held.event, block.number);
    held.peer = std::max(held.peer, block.peer);
    held.connection = std::max(held.connection, block.connection);
    held.time = std::max(held.time, block.time);
  }
}

Result<std::filesystem::path> keep_torn(Files& files, const std::filesystem::path& path,
                                        Bytes torn) {
  for (unsigned number = 1;; ++number) {
    std::filesystem::path beside = path;
    beside += fmt::format(".torn-{}", number);
    auto file = files.create(beside);
    if (!file && file.error().system_errno == EEXIST && number < torn_files_max) continue;
    if (!file) return failure(file.error());
    if (auto written = (*file)->write_at(0, torn); !written) return failure(written.error());
    if (auto synced = (*file)->sync(); !synced) return failure(synced.error());
    return beside;
  }
}

Result<> write_again(File& file, std::uint64_t from, std::size_t bytes) {
  std::vector<char> octets(bytes);
  const auto got = file.read_at(from, octets);
  if (!got) return failure(got.error());
  return file.write_at(from, Bytes(octets.data(), *got));
}

/// After a sync that failed the system shows octets that the disk never got, and no later sync
/// brings them (fsync(2)). A program before this one may have met that. What will be recorded is
/// readable only behind the file's front and the start of its segment, so those are made new again:
/// the next sync is then about them, too.
Result<> make_sure_of(File& file, const Continuation& on, std::size_t segment_bytes) {
  if (auto front = write_again(file, 0, format::page_bytes); !front) return front;
  return write_again(file, on.segment * segment_bytes, on.position);
}

}  // namespace

Result<Continuation> continue_recording(Files& files, const std::filesystem::path& path,
                                        std::size_t segment_bytes) {
  auto opened = files.open_to_write(path);
  if (!opened) return failure(opened.error());
  const std::shared_ptr<File> file = std::move(*opened);
  const std::string attempted = fmt::format("continue the recording {}", path.string());
  auto segmented = SegmentedFile::open(file, path.string(), segment_bytes);
  if (!segmented) {
    return failure({segmented.error().kind, segmented.error().system_errno, attempted,
                    segmented.error().seen + "; it is left as it is"});
  }
  const auto locked = file->try_lock();
  if (!locked) return failure(locked.error());
  if (!*locked) {
    return failure({ErrorClass::in_use, 0, attempted, "another program is writing it now"});
  }
  const std::uint64_t tag = segmented->tag();
  Reader reader(std::move(*segmented));
  auto held = read_through(reader);
  if (!held) return failure(held.error());
  held->tag = tag;
  const auto size = file->size();
  if (!size) return failure(size.error());

  Continuation on{{file, path}, *held, 0, 0, 0, {}};
  const std::uint64_t end = reader.position();
  if (reader.ends_in_damage()) {
    // Behind damage only a segment's start is believed.
    on.segment = (*size + segment_bytes - 1) / segment_bytes;
    if (auto sure = make_sure_of(*file, on, segment_bytes); !sure) return failure(sure.error());
    return on;
  }
  on.segment = end / segment_bytes;
  on.position = end % segment_bytes;
  if (auto sure = make_sure_of(*file, on, segment_bytes); !sure) return failure(sure.error());
  on.torn_bytes = *size - std::min(end, *size);
  if (on.torn_bytes == 0) return on;
  std::vector<char> torn(on.torn_bytes);
  const auto got = file->read_at(end, torn);
  if (!got) return failure(got.error());
  auto kept = keep_torn(files, path, Bytes(torn.data(), *got));
  if (!kept) return failure(kept.error());
  on.torn_kept = std::move(*kept);
  if (auto cut = file->truncate(end); !cut) return failure(cut.error());
  return on;
}

}  // namespace parley::record
