// Files, behind one seam: all of this room's reading and writing goes through it, so that tests can
// fail it, tear it, and cut its power (memory_files.h).
//
// Thread rule: a File may be used by several threads at once as long as they do not write the same
// octets; `Files` by any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace parley::record {

/// One open file. Every error says what was tried, with the file's name.
class File {
 public:
  virtual ~File() = default;

  /// As many octets as there are from `offset` on, at most `into.size()`; 0 is the end. pread(2):
  /// a file that somebody makes shorter meanwhile has an early end, not a signal.
  virtual Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const = 0;

  /// All of `bytes`. After an error any part of them may be there. pwrite(2)
  virtual Result<> write_at(std::uint64_t offset, Bytes bytes) = 0;

  /// As `write_at`, past the system's cache where that is possible: for pages that begin at a page
  /// of memory and of the file, and that nobody reads soon. Copying megabytes into fresh pages of
  /// the cache can cost more than all else that recording does. open(2), O_DIRECT
  virtual Result<> write_large_at(std::uint64_t offset, Bytes bytes) {
    return write_at(offset, bytes);
  }

  /// Returns when all that was written before is on the disk. After an error nobody knows which of
  /// it is, and asking again tells nothing: the kernel reports a lost page once. fdatasync(2)
  virtual Result<> sync() = 0;

  virtual Result<std::uint64_t> size() const = 0;

  /// Makes it shorter. ftruncate(2)
  virtual Result<> truncate(std::uint64_t size) = 0;

  /// True: this open file now holds the one lock that writers take, until it is closed. flock(2)
  virtual Result<bool> try_lock() = 0;
};

struct FileInfo {
  std::string name;  ///< without its folder
  std::uint64_t size = 0;
};

class Files {
 public:
  virtual ~Files() = default;

  virtual Result<std::unique_ptr<File>> open(const std::filesystem::path& path) const = 0;

  /// An existing file, for reading and writing. Errors: as open(2).
  virtual Result<std::unique_ptr<File>> open_to_write(const std::filesystem::path& path) = 0;

  /// A new one for its user alone (0600). Errors: EEXIST where something has that name.
  virtual Result<std::unique_ptr<File>> create(const std::filesystem::path& path) = 0;

  /// The regular files in a folder, by name. A folder that is not there is empty.
  virtual Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const = 0;

  virtual Result<> remove(const std::filesystem::path& path) = 0;

  /// Makes a folder for its user alone (0700), and those above it, unless it is there.
  virtual Result<> make_folder(const std::filesystem::path& path) = 0;
};

}  // namespace parley::record
