#include "board/run/watcher.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <sys/inotify.h>

namespace parley::board::run {

namespace {

using namespace std::chrono_literals;

constexpr auto quiet_for = 100ms;
constexpr std::uint32_t changes = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE;

/// Not what editors leave beside the file: swap files, backups, numbered temporaries.
bool is_source(std::string_view name) {
  if (name.starts_with(".")) return false;
  for (const char* ending : {".ino", ".h", ".hpp", ".hh", ".ipp", ".cpp", ".cc", ".c"})
    if (name.ends_with(ending)) return true;
  return false;
}

/// Whether one of these events (a whole read of them) is about a source file. Not in the coroutine:
/// its frame cannot hold a struct that ends in a flexible array.
bool any_source(Bytes events) {
  for (std::size_t at = 0; at < events.size();) {
    inotify_event event;
    std::memcpy(&event, events.data() + at, sizeof event);
    if (event.len > 0 && is_source(events.data() + at + sizeof event)) return true;
    at += sizeof event + event.len;
  }
  return false;
}

}  // namespace

Watcher::Watcher(net::EpollLoop& loop, net::Descriptor inotify, std::function<void()> saved)
    : loop_(loop), quiet_(loop, std::move(saved)), changes_(loop, std::move(inotify)) {
  task_ = run();
  task_.start();
}

Result<std::unique_ptr<Watcher>> Watcher::start(net::EpollLoop& loop,
                                                const std::filesystem::path& folder,
                                                std::function<void()> saved) {
  const std::string attempted = "watch " + folder.string();
  net::Descriptor inotify(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!inotify) return failure(system_error(attempted, errno));
  if (::inotify_add_watch(inotify.get(), folder.c_str(), changes) < 0) {
    return failure(system_error(attempted, errno));
  }
  std::error_code error;
  const std::filesystem::path below = folder / "src";
  if (std::filesystem::is_directory(below, error)) {
    ::inotify_add_watch(inotify.get(), below.c_str(), changes);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(below, error))
      if (entry.is_directory(error)) {
        ::inotify_add_watch(inotify.get(), entry.path().c_str(), changes);
      }
  }
  return std::unique_ptr<Watcher>(new Watcher(loop, std::move(inotify), std::move(saved)));
}

net::Task<> Watcher::run() {
  alignas(inotify_event) std::array<char, 4096> buffer;
  for (;;) {
    co_await net::ready(changes_, net::Interest::read);
    const net::Io got = changes_.read(buffer);
    if (got.status == net::Io::Status::again) continue;
    if (got.status != net::Io::Status::done) co_return;
    if (any_source(Bytes(buffer.data(), got.bytes))) quiet_.arm(loop_.now() + quiet_for);
  }
}

}  // namespace parley::board::run
