#include "board/sketch/cache.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

#include "text/hex.h"

namespace parley::board::sketch {

namespace {

namespace fs = std::filesystem;

/// No compiler takes so long: whoever made the workplace is gone.
constexpr std::chrono::hours workplace_abandoned_after{24};
constexpr const char* workplace_prefix = ".building-";

EVP_MD_CTX* as_context(void* context) {
  return static_cast<EVP_MD_CTX*>(context);
}

std::uintmax_t bytes_in(const fs::path& folder) {
  std::uintmax_t bytes = 0;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error)) bytes += entry.file_size(error);
  return bytes;
}

}  // namespace

Key::Key() : context_(EVP_MD_CTX_new()) {
  [[maybe_unused]] const int begun = EVP_DigestInit_ex(as_context(context_), EVP_sha256(), nullptr);
  assert(begun == 1);
}

Key::~Key() {
  EVP_MD_CTX_free(as_context(context_));
}

void Key::add(std::string_view part) {
  const std::string length = std::to_string(part.size()) + ":";
  EVP_DigestUpdate(as_context(context_), length.data(), length.size());
  EVP_DigestUpdate(as_context(context_), part.data(), part.size());
}

void Key::add_identity(const fs::path& file) {
  struct stat seen {};
  add(file.string());
  if (::stat(file.c_str(), &seen) != 0) return add("absent");
  add(std::to_string(seen.st_size) + " " + std::to_string(seen.st_mtim.tv_sec) + "." +
      std::to_string(seen.st_mtim.tv_nsec));
}

std::string Key::hex() {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex(as_context(context_), digest, &size);
  std::string text;
  text::append_hex({reinterpret_cast<const char*>(digest), size}, text);
  std::erase(text, ' ');
  return text;
}

fs::path Cache::usual_folder() {
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  // The specification says to ignore a relative path.
  if (cache && *cache == '/') return fs::path(cache) / "parley/sketches";
  return fs::path(home && *home ? home : "/tmp") / ".cache/parley/sketches";
}

fs::path Cache::find(const std::string& key, const std::string& name) const {
  const fs::path program = folder_ / key / name;
  if (::access(program.c_str(), X_OK) != 0) return {};
  std::error_code error;
  fs::last_write_time(folder_ / key, fs::file_time_type::clock::now(), error);
  return program;
}

Result<fs::path> Cache::make_workplace() const {
  std::error_code error;
  fs::create_directories(folder_, error);
  std::string path = (folder_ / (std::string(workplace_prefix) + "XXXXXX")).string();
  if (!::mkdtemp(path.data())) {
    return failure(system_error("make a folder for the program in " + folder_.string(), errno));
  }
  return fs::path(path);
}

Result<fs::path> Cache::keep(const fs::path& workplace, const std::string& key,
                             const std::string& name) const {
  const fs::path place = folder_ / key;
  if (::rename(workplace.c_str(), place.c_str()) != 0) {
    const int error = errno;
    const fs::path theirs = find(key, name);
    std::error_code ignored;
    fs::remove_all(workplace, ignored);
    if (theirs.empty())
      return failure(system_error("keep the program in " + place.string(), error));
    return theirs;
  }
  return place / name;
}

void Cache::prune() const {
  struct Entry {
    fs::path path;
    fs::file_time_type used;
  };
  std::vector<Entry> kept;
  std::error_code error;
  const auto now = fs::file_time_type::clock::now();
  for (const auto& entry : fs::directory_iterator(folder_, error)) {
    const auto used = entry.last_write_time(error);
    if (!entry.path().filename().string().starts_with(workplace_prefix)) {
      kept.push_back({entry.path(), used});
    } else if (now - used > workplace_abandoned_after) {
      fs::remove_all(entry.path(), error);
    }
  }
  std::sort(kept.begin(), kept.end(),
            [](const Entry& a, const Entry& b) { return a.used > b.used; });
  std::uintmax_t bytes = 0;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    bytes += bytes_in(kept[i].path);
    // The newest stays whatever its size: it was just built.
    if (i > 0 && (i >= programs_max || bytes > bytes_max)) fs::remove_all(kept[i].path, error);
  }
}

}  // namespace parley::board::sketch
