#include "record/system_files.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace parley::record {

namespace {

namespace fs = std::filesystem;

constexpr mode_t user_only = 0600;
constexpr mode_t user_only_folder = 0700;

class SystemFile final : public File {
 public:
  /// `folder` is that of a new file, open, and -1 of any other. It is open from the beginning:
  /// later there may be no descriptor left for it.
  SystemFile(int descriptor, std::string name, int folder)
      : descriptor_(descriptor), name_(std::move(name)), folder_(folder) {}
  ~SystemFile() override {
    ::close(descriptor_);
    if (folder_ >= 0) ::close(folder_);
  }
  SystemFile(const SystemFile&) = delete;
  SystemFile& operator=(const SystemFile&) = delete;

  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const override {
    std::size_t total = 0;
    while (total < into.size()) {
      const ssize_t got = ::pread(descriptor_, into.data() + total, into.size() - total,
                                  static_cast<off_t>(offset + total));
      if (got == 0) break;
      if (got < 0 && errno != EINTR) return fails("read");
      total += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    return total;
  }

  Result<> write_at(std::uint64_t offset, Bytes bytes) override {
    while (!bytes.empty()) {
      const ssize_t put =
          ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
      if (put < 0 && errno != EINTR) return fails("write");
      const std::size_t done = put > 0 ? static_cast<std::size_t>(put) : 0;
      bytes.remove_prefix(done);
      offset += done;
    }
    return {};
  }

  Result<> write_large_at(std::uint64_t offset, Bytes bytes) override {
    const int flags = direct_ ? ::fcntl(descriptor_, F_GETFL) : -1;
    direct_ = flags >= 0 && ::fcntl(descriptor_, F_SETFL, flags | O_DIRECT) == 0;
    if (!direct_) return write_at(offset, bytes);  // tmpfs, for one, has no disk behind it
    const ssize_t put =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    (void)::fcntl(descriptor_, F_SETFL, flags);
    if (put == static_cast<ssize_t>(bytes.size())) return {};
    // What is wrong, if anything, the usual way says, too.
    return write_at(offset, bytes);
  }

  Result<> sync() override {
    if (::fdatasync(descriptor_) != 0) return fails("bring to the disk");
    if (folder_ < 0) return {};
    // A new file's name is its folder's content, and lost with that.
    if (::fsync(folder_) != 0) return fails("bring to the disk that there is");
    ::close(std::exchange(folder_, -1));
    return {};
  }

  Result<std::uint64_t> size() const override {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return fails("measure");
    return static_cast<std::uint64_t>(status.st_size);
  }

  Result<> truncate(std::uint64_t size) override {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) return fails("shorten");
    return {};
  }

  Result<bool> try_lock() override {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return true;
    if (errno == EWOULDBLOCK) return false;
    return fails("lock");
  }

 private:
  Failure fails(std::string_view verb) const {
    return failure(system_error(fmt::format("{} {}", verb, name_), errno));
  }

  int descriptor_;
  std::string name_;
  int folder_;          // whose sync is due; -1: none
  bool direct_ = true;  // may be tried
};

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

/// A special file is told by what it is: opening a FIFO would wait for its other end.
Result<std::unique_ptr<File>> open_file(const fs::path& path, int flags, std::string_view verb) {
  const std::string attempted = fmt::format("{} {}", verb, path.string());
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, user_only);
  if (descriptor < 0) return failure(system_error(attempted, errno));
  int folder = -1;
  if ((flags & O_CREAT) != 0) {
    folder = ::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0) {
      const int error = errno;
      ::close(descriptor);
      return failure(system_error(attempted, error));
    }
  }
  auto file = std::make_unique<SystemFile>(descriptor, path.string(), folder);
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return failure(system_error(attempted, errno));
  if (S_ISREG(status.st_mode)) return file;
  const char* what = S_ISDIR(status.st_mode)    ? "it is a folder"
                     : S_ISFIFO(status.st_mode) ? "it is a pipe, which cannot be read from a place"
                                                : "it is no regular file";
  return failure({ErrorClass::other, 0, attempted, what});
}

}  // namespace

Result<std::unique_ptr<File>> SystemFiles::open(const fs::path& path) const {
  return open_file(path, O_RDONLY, "open");
}

Result<std::unique_ptr<File>> SystemFiles::open_to_write(const fs::path& path) {
  return open_file(path, O_RDWR, "open");
}

Result<std::unique_ptr<File>> SystemFiles::create(const fs::path& path) {
  return open_file(path, O_RDWR | O_CREAT | O_EXCL, "create");
}

Result<std::vector<FileInfo>> SystemFiles::list(const fs::path& folder) const {
  std::vector<FileInfo> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;  // somebody else may remove files, too
    if (!entry->is_regular_file(gone) || entry->is_symlink(gone)) continue;
    const auto size = entry->file_size(gone);
    if (!gone) found.push_back({entry->path().filename().string(), size});
  }
  if (error && error.value() != ENOENT) {
    return failure(system_error("list " + folder.string(), error.value()));
  }
  std::sort(found.begin(), found.end(),
            [](const FileInfo& a, const FileInfo& b) { return a.name < b.name; });
  return found;
}

Result<> SystemFiles::remove(const fs::path& path) {
  if (::unlink(path.c_str()) != 0) {
    return failure(system_error("remove " + path.string(), errno));
  }
  return {};
}

Result<> SystemFiles::make_folder(const fs::path& path) {
  if (path.has_parent_path() && path.parent_path() != path) {
    std::error_code error;
    if (!fs::exists(path.parent_path(), error)) {
      if (auto above = make_folder(path.parent_path()); !above) return above;
    }
  }
  if (::mkdir(path.c_str(), user_only_folder) == 0) return {};
  if (errno != EEXIST) return failure(system_error("make the folder " + path.string(), errno));
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    return failure(system_error("make the folder " + path.string(), ENOTDIR));
  }
  return {};
}

}  // namespace parley::record
