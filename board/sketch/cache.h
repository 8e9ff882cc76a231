// Programs that were built before, by the content of all that they were made from:
// $XDG_CACHE_HOME/parley/sketches/KEY/NAME.
//
// A program enters by one rename(2), so it is there whole or not at all, also when several are
// built at once. The newest `programs_max` or `bytes_max` are kept; what runs may be removed, a
// process keeps its file.
//
// Thread rule: any thread and any process; reads and writes files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace parley::board::sketch {

/// SHA-256 over parts; each counts with its length, so no two lists of parts are alike.
class Key {
 public:
  Key();
  ~Key();
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;

  void add(std::string_view part);

  /// What a file is without reading it: path, size, time of change. For the kit and the compiler.
  void add_identity(const std::filesystem::path& file);

  /// Hex digits. Once.
  std::string hex();

 private:
  void* context_;  // EVP_MD_CTX of OpenSSL
};

class Cache {
 public:
  static constexpr std::size_t programs_max = 64;
  static constexpr std::uintmax_t bytes_max = 1024ull * 1024 * 1024;

  explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// $XDG_CACHE_HOME/parley/sketches, ~/.cache/parley/sketches.
  static std::filesystem::path usual_folder();

  /// The program, marked as used now; empty: it is not here.
  std::filesystem::path find(const std::string& key, const std::string& name) const;

  /// A folder to build in, on the same file system.
  Result<std::filesystem::path> make_workplace() const;

  /// The workplace becomes the key's folder; where somebody was faster, theirs stays. The program.
  Result<std::filesystem::path> keep(const std::filesystem::path& workplace, const std::string& key,
                                     const std::string& name) const;

  /// Removes the oldest beyond the limits, and workplaces that a killed process left.
  void prune() const;

 private:
  std::filesystem::path folder_;
};

}  // namespace parley::board::sketch
