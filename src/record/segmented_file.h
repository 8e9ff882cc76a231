// A recording as what it is on the disk: segments of one size, each with a header that says which
// events it holds. The headers are the index: 16 GB are 16,000 small reads, and no second file.
//
// Never changes a file. Thread rule: any thread; each reads into a buffer of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "record/file.h"
#include "record/format.h"

namespace parley::record {

struct SegmentHeader {
  std::uint64_t number = 0;       ///< in its file, from 0
  std::uint64_t first_event = 0;  ///< the next number that was to be stored when it was begun
  WallTime time;
  std::uint64_t tag = 0;  ///< of its file
};

/// How many octets of a file's front stand before its first segment header, when it is a recording
/// of ours; nothing when it is not, or not whole yet.
std::optional<std::size_t> recording_front(Bytes file);

/// The header at the front of `block`; nothing unless it is whole and right.
std::optional<SegmentHeader> read_segment_header(Bytes block);

class SegmentedFile {
 public:
  /// `name` is for errors. `segment_bytes` is the format's but in tests. Errors: the file cannot be
  /// read, or it is no recording of ours, in words.
  static Result<SegmentedFile> open(std::shared_ptr<const File> file, std::string name,
                                    std::size_t segment_bytes = format::segment_bytes);

  std::size_t segment_bytes() const { return segment_bytes_; }

  /// Drawn at random for each file and in each of its segments' headers: what a peer said never has
  /// it, so it is no segment, wherever damage moved it.
  std::uint64_t tag() const { return tag_; }
  const std::string& name() const { return name_; }

  /// How many there are, the last one mostly not full.
  Result<std::uint64_t> segments() const;
  Result<std::uint64_t> size() const { return file_->size(); }

  /// From `skip` on; how many octets there are, which is less than asked for at the end alone.
  Result<std::size_t> read(std::uint64_t segment, std::size_t skip, std::span<char> into) const;

  /// Nothing where there is none (yet), or where it is damaged.
  Result<std::optional<SegmentHeader>> header(std::uint64_t segment) const;

  /// The last segment that was begun no later than an event or a time was: where to look for it.
  Result<std::uint64_t> segment_of_event(std::uint64_t event) const;
  Result<std::uint64_t> segment_of_time(WallTime time) const;

 private:
  SegmentedFile(std::shared_ptr<const File> file, std::string name, std::size_t segment_bytes)
      : file_(std::move(file)), name_(std::move(name)), segment_bytes_(segment_bytes) {}

  template <typename Before>
  Result<std::uint64_t> last_segment(const Before& before) const;

  std::shared_ptr<const File> file_;
  std::string name_;
  std::size_t segment_bytes_;
  std::size_t front_bytes_ = 0;
  std::uint64_t tag_ = 0;
};

}  // namespace parley::record
