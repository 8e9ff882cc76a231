// Files in memory, whose disk can be full, broken, slow to promise, and without power. For tests:
// everything that happens by chance comes from the seed.
//
// What a power cut leaves: everything that was synced; of what was written since, any sectors (512
// octets) and not others, in no order, and the size that the file had at any of those moments.
// Names of files survive. What was open then answers nothing but errors.
//
// Thread rule: any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>

#include "record/file.h"

namespace parley::record {

class MemoryFiles final : public Files {
 public:
  static constexpr std::size_t sector_bytes = 512;

  explicit MemoryFiles(std::uint64_t seed = 1);
  ~MemoryFiles() override;

  Result<std::unique_ptr<File>> open(const std::filesystem::path& path) const override;
  Result<std::unique_ptr<File>> open_to_write(const std::filesystem::path& path) override;
  Result<std::unique_ptr<File>> create(const std::filesystem::path& path) override;
  Result<std::vector<FileInfo>> list(const std::filesystem::path& folder) const override;
  Result<> remove(const std::filesystem::path& path) override;
  Result<> make_folder(const std::filesystem::path& path) override;

  // Faults

  /// Writes fail with this errno, the first of them after `bytes` more octets were written: torn
  /// where that is in the middle of one.
  void fail_writes(int system_errno, std::uint64_t bytes = 0);

  /// Syncs fail with this errno. What was to be synced is then doubtful: a later sync that succeeds
  /// says nothing about it, as with fdatasync(2).
  void fail_syncs(int system_errno);

  /// Writes and syncs succeed again.
  void work();

  /// All files together hold no more; a write beyond is torn, and fails with ENOSPC.
  void set_capacity(std::uint64_t bytes);

  void cut_power();

  // What the disk holds, for whoever looks at it from outside.

  ByteString content(const std::filesystem::path& path) const;
  void set_content(const std::filesystem::path& path, Bytes content);
  std::uint64_t syncs() const;  ///< that succeeded

 private:
  struct Node;
  class Handle;
  struct Disk;

  std::shared_ptr<Disk> disk_;
};

}  // namespace parley::record
