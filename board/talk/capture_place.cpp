#include "board/talk/capture_place.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/file.h>
#include <utility>

namespace parley::board::talk {

namespace {

namespace fs = std::filesystem;

fs::path usual_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  if (cache && *cache == '/') return fs::path(cache) / "parley/captures";
  return fs::path(home && *home ? home : "/tmp") / ".cache/parley/captures";
}

/// Not open: somebody else has it.
net::Descriptor lock(const fs::path& folder) {
  net::Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const bool locked = descriptor.get() >= 0 && ::flock(descriptor.get(), LOCK_EX | LOCK_NB) == 0;
  return locked ? std::move(descriptor) : net::Descriptor();
}

/// Whoever is about to make one holds the lock of all of them, so none is new and not yet locked.
void remove_abandoned(const fs::path& all) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(all, error)) {
    if (entry.is_directory(error) && lock(entry.path()).get() >= 0) {
      fs::remove_all(entry.path(), error);
    }
  }
}

}  // namespace

Result<CapturePlace> CapturePlace::make(const std::string& name) {
  const fs::path all = usual_folder();
  const std::string attempted = "make a folder for the board's packets in " + all.string();
  std::error_code error;
  fs::create_directories(all, error);
  if (error) return failure(system_error(attempted, error.value()));
  const net::Descriptor alone(::open(all.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (alone.get() < 0 || ::flock(alone.get(), LOCK_EX) != 0) {
    return failure(system_error(attempted, errno));
  }
  remove_abandoned(all);
  std::string folder = (all / "XXXXXX").string();
  if (!::mkdtemp(folder.data())) return failure(system_error(attempted, errno));
  CapturePlace place;
  place.folder_ = folder;
  place.file_ = place.folder_ / (name + ".pcapng");
  place.lock_ = lock(place.folder_);
  return place;
}

CapturePlace::CapturePlace(CapturePlace&& other) noexcept {
  *this = std::move(other);
}

CapturePlace& CapturePlace::operator=(CapturePlace&& other) noexcept {
  std::swap(folder_, other.folder_);
  std::swap(file_, other.file_);
  std::swap(lock_, other.lock_);
  return *this;
}

CapturePlace::~CapturePlace() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

}  // namespace parley::board::talk
