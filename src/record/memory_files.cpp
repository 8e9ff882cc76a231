#include "record/memory_files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <limits>
#include <set>

namespace parley::record {

namespace fs = std::filesystem;

struct MemoryFiles::Node {
  std::string name;
  ByteString content;              ///< as programs see it
  ByteString durable;              ///< as a power cut leaves it for certain
  std::set<std::size_t> dirty;     ///< sectors that the next sync makes durable
  std::set<std::size_t> doubtful;  ///< that a failed sync gave up
  bool locked = false;
};

struct MemoryFiles::Disk {
  mutable std::mutex mutex;
  std::mt19937_64 random;
  std::map<std::string, std::shared_ptr<Node>> nodes;
  std::uint64_t power_cuts = 0;
  std::uint64_t syncs = 0;
  std::uint64_t capacity = std::numeric_limits<std::uint64_t>::max();
  int write_errno = 0;
  std::uint64_t bytes_before_failure = 0;
  int sync_errno = 0;

  bool chance() { return (random() & 1) != 0; }
  std::uint64_t used() const;
  void cut(Node& node);
};

std::uint64_t MemoryFiles::Disk::used() const {
  std::uint64_t bytes = 0;
  for (const auto& [name, node] : nodes)
    bytes += node->content.size();
  return bytes;
}

void MemoryFiles::Disk::cut(Node& node) {
  node.dirty.merge(node.doubtful);
  std::size_t size = node.durable.size();
  const bool grew = node.content.size() > size;
  if (node.content.size() != size && chance()) {
    const std::size_t between = grew ? node.content.size() - size : size - node.content.size();
    const std::size_t step = chance() ? between : random() % (between + 1);
    size = grew ? size + step : size - step;
  }
  node.durable.resize(size);  // what grew and was not written is zeros
  enum class Kept : std::uint8_t { all, none, front, any };
  const auto kept = static_cast<Kept>(random() % 4);
  std::size_t front = node.dirty.empty() ? 0 : random() % (node.dirty.size() + 1);
  for (const std::size_t sector : node.dirty) {
    const bool in_front = front > 0 && front-- > 0;
    const bool keeps =
        kept == Kept::all || (kept == Kept::front && in_front) || (kept == Kept::any && chance());
    const std::size_t at = sector * sector_bytes;
    const std::size_t end = std::min({at + sector_bytes, node.content.size(), size});
    if (keeps && at < end) node.durable.replace(at, end - at, node.content, at, end - at);
  }
  node.content = node.durable;
  node.dirty.clear();
  node.doubtful.clear();
  node.locked = false;
}

class MemoryFiles::Handle final : public File {
 public:
  Handle(std::shared_ptr<Disk> disk, std::shared_ptr<Node> node, bool writes)
      : disk_(std::move(disk)),
        node_(std::move(node)),
        power_cuts_(disk_->power_cuts),
        writes_(writes) {}

  ~Handle() override {
    const std::lock_guard lock(disk_->mutex);
    if (locks_ && power_cuts_ == disk_->power_cuts) node_->locked = false;
  }

  Result<std::size_t> read_at(std::uint64_t offset, std::span<char> into) const override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("read", EIO);
    if (offset >= node_->content.size()) return std::size_t{0};
    const std::size_t bytes = std::min(into.size(), node_->content.size() - offset);
    std::memcpy(into.data(), node_->content.data() + offset, bytes);
    return bytes;
  }

  Result<> write_at(std::uint64_t offset, Bytes bytes) override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("write", EIO);
    if (!writes_) return fails("write", EBADF);
    int error = 0;
    std::size_t taken = bytes.size();
    if (disk_->write_errno != 0 && taken >= disk_->bytes_before_failure) {
      taken = static_cast<std::size_t>(disk_->bytes_before_failure);
      error = disk_->write_errno;
    }
    if (disk_->write_errno != 0) disk_->bytes_before_failure -= taken;
    const std::uint64_t others = disk_->used() - node_->content.size();
    const std::uint64_t room = disk_->capacity - std::min(disk_->capacity, others);
    if (std::max<std::uint64_t>(node_->content.size(), offset + taken) > room) {
      const std::uint64_t end = std::max<std::uint64_t>(room, node_->content.size());
      taken = static_cast<std::size_t>(std::min<std::uint64_t>(taken, end - std::min(end, offset)));
      error = taken < bytes.size() && error == 0 ? ENOSPC : error;
    }
    put(static_cast<std::size_t>(offset), bytes.substr(0, taken));
    if (error != 0) return fails("write", error);
    return {};
  }

  Result<> sync() override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("sync", EIO);
    Node& node = *node_;
    if (disk_->sync_errno != 0) {
      node.doubtful.merge(node.dirty);
      node.dirty.clear();
      return fails("sync", disk_->sync_errno);
    }
    ByteString durable = node.content;
    for (const std::size_t sector : node.doubtful) {
      const std::size_t at = sector * sector_bytes;
      if (at >= durable.size()) continue;
      const std::size_t end = std::min(at + sector_bytes, durable.size());
      std::fill(durable.begin() + static_cast<std::ptrdiff_t>(at),
                durable.begin() + static_cast<std::ptrdiff_t>(end), '\0');
      if (at < node.durable.size()) {
        const std::size_t old = std::min(end, node.durable.size()) - at;
        durable.replace(at, old, node.durable, at, old);
      }
    }
    node.durable = std::move(durable);
    node.dirty.clear();
    ++disk_->syncs;
    return {};
  }

  Result<std::uint64_t> size() const override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("ask the size of", EIO);
    return node_->content.size();
  }

  Result<> truncate(std::uint64_t size) override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("shorten", EIO);
    node_->content.resize(static_cast<std::size_t>(size));
    return {};
  }

  Result<bool> try_lock() override {
    const std::lock_guard lock(disk_->mutex);
    if (is_dead()) return fails("lock", EIO);
    if (locks_) return true;
    if (node_->locked) return false;
    locks_ = node_->locked = true;
    return true;
  }

 private:
  bool is_dead() const { return power_cuts_ != disk_->power_cuts; }

  Failure fails(std::string_view verb, int error) const {
    return failure(system_error(fmt::format("{} {}", verb, node_->name), error));
  }

  void put(std::size_t offset, Bytes bytes) {
    if (bytes.empty()) return;
    Node& node = *node_;
    const std::size_t before = node.content.size();
    const std::size_t end = offset + bytes.size();
    if (end > before) node.content.resize(end);
    std::memcpy(node.content.data() + offset, bytes.data(), bytes.size());
    const std::size_t first = std::min(offset, before) / sector_bytes;
    for (std::size_t sector = first; sector * sector_bytes < end; ++sector) {
      node.dirty.insert(sector);
      node.doubtful.erase(sector);
    }
  }

  std::shared_ptr<Disk> disk_;
  std::shared_ptr<Node> node_;
  std::uint64_t power_cuts_;
  bool writes_;
  bool locks_ = false;
};

MemoryFiles::MemoryFiles(std::uint64_t seed) : disk_(std::make_shared<Disk>()) {
  disk_->random.seed(seed);
}

MemoryFiles::~MemoryFiles() = default;

Result<std::unique_ptr<File>> MemoryFiles::open(const fs::path& path) const {
  const std::lock_guard lock(disk_->mutex);
  const auto found = disk_->nodes.find(path.string());
  if (found == disk_->nodes.end()) {
    return failure(system_error("open " + path.string(), ENOENT));
  }
  return std::make_unique<Handle>(disk_, found->second, false);
}

Result<std::unique_ptr<File>> MemoryFiles::open_to_write(const fs::path& path) {
  const std::lock_guard lock(disk_->mutex);
  const auto found = disk_->nodes.find(path.string());
  if (found == disk_->nodes.end()) {
    return failure(system_error("open " + path.string(), ENOENT));
  }
  return std::make_unique<Handle>(disk_, found->second, true);
}

Result<std::unique_ptr<File>> MemoryFiles::create(const fs::path& path) {
  const std::lock_guard lock(disk_->mutex);
  auto node = std::make_shared<Node>();
  node->name = path.string();
  if (!disk_->nodes.emplace(path.string(), node).second) {
    return failure(system_error("create " + path.string(), EEXIST));
  }
  return std::make_unique<Handle>(disk_, std::move(node), true);
}

Result<std::vector<FileInfo>> MemoryFiles::list(const fs::path& folder) const {
  const std::lock_guard lock(disk_->mutex);
  std::vector<FileInfo> found;
  for (const auto& [name, node] : disk_->nodes) {
    const fs::path path(name);
    if (path.parent_path() == folder) {
      found.push_back({path.filename().string(), node->content.size()});
    }
  }
  return found;
}

Result<> MemoryFiles::remove(const fs::path& path) {
  const std::lock_guard lock(disk_->mutex);
  if (disk_->nodes.erase(path.string()) == 0) {
    return failure(system_error("remove " + path.string(), ENOENT));
  }
  return {};
}

Result<> MemoryFiles::make_folder(const fs::path&) {
  return {};
}

void MemoryFiles::fail_writes(int system_errno, std::uint64_t bytes) {
  const std::lock_guard lock(disk_->mutex);
  disk_->write_errno = system_errno;
  disk_->bytes_before_failure = bytes;
}

void MemoryFiles::fail_syncs(int system_errno) {
  const std::lock_guard lock(disk_->mutex);
  disk_->sync_errno = system_errno;
}

void MemoryFiles::work() {
  const std::lock_guard lock(disk_->mutex);
  disk_->write_errno = disk_->sync_errno = 0;
}

void MemoryFiles::set_capacity(std::uint64_t bytes) {
  const std::lock_guard lock(disk_->mutex);
  disk_->capacity = bytes;
}

void MemoryFiles::cut_power() {
  const std::lock_guard lock(disk_->mutex);
  ++disk_->power_cuts;
  for (const auto& [name, node] : disk_->nodes)
    disk_->cut(*node);
}

ByteString MemoryFiles::content(const fs::path& path) const {
  const std::lock_guard lock(disk_->mutex);
  const auto found = disk_->nodes.find(path.string());
  return found == disk_->nodes.end() ? ByteString{} : found->second->content;
}

void MemoryFiles::set_content(const fs::path& path, Bytes content) {
  const std::lock_guard lock(disk_->mutex);
  auto& node = disk_->nodes[path.string()];
  if (!node) node = std::make_shared<Node>();
  node->name = path.string();
  node->content = node->durable = ByteString(content);
  node->dirty.clear();
  node->doubtful.clear();
}

std::uint64_t MemoryFiles::syncs() const {
  const std::lock_guard lock(disk_->mutex);
  return disk_->syncs;
}

}  // namespace parley::record
