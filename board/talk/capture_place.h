// Where the frames of a board are kept while it runs: a file in a folder of its own below
// $XDG_CACHE_HOME/parley/captures, removed with it. What a killed process left is removed by the
// next one: a folder is locked (flock(2)) by its owner.
//
// Thread rule: any thread and any process.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "net/descriptor.h"

namespace parley::board::talk {

class CapturePlace {
 public:
  /// For a file called NAME.pcapng, which is the router's to make.
  static Result<CapturePlace> make(const std::string& name);

  CapturePlace() = default;
  ~CapturePlace();
  CapturePlace(CapturePlace&& other) noexcept;
  CapturePlace& operator=(CapturePlace&& other) noexcept;

  /// Empty: there is none.
  const std::filesystem::path& file() const { return file_; }

 private:
  std::filesystem::path folder_;
  std::filesystem::path file_;
  net::Descriptor lock_;
};

}  // namespace parley::board::talk
