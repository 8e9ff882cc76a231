#include "record/store.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <unistd.h>

#include "base/limits.h"

namespace parley::record {

namespace {

namespace chrono = std::chrono;

constexpr std::size_t title_bytes_max = 60;
constexpr unsigned attempts_max = 1000;
constexpr std::string_view extension = ".pcapng";

std::string tidied(std::string_view title) {
  std::string kept;
  for (const char c : title.substr(0, title_bytes_max)) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       c == '.' || c == '_';
    if (plain || (!kept.empty() && kept.back() != '-')) kept += plain ? c : '-';
  }
  while (!kept.empty() && kept.back() == '-')
    kept.pop_back();
  return kept.empty() ? "parley" : kept;
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* first = text.data() + at;
  const auto [stop, error] = std::from_chars(first, first + count, value);
  if (error != std::errc{} || stop != first + count || *first == '-') return std::nullopt;
  return value;
}

}  // namespace

Result<std::filesystem::path> store_folder() {
  // The specification: a relative path is to be ignored.
  if (const char* state = std::getenv("XDG_STATE_HOME"); state && *state == '/') {
    return std::filesystem::path(state) / "parley";
  }
  if (const char* home = std::getenv("HOME"); home && *home == '/') {
    return std::filesystem::path(home) / ".local/state/parley";
  }
  return failure({ErrorClass::not_recorded, 0, "find a place for recordings",
                  "neither XDG_STATE_HOME nor HOME is set"});
}

std::optional<WallTime> time_in_name(std::string_view name) {
  constexpr std::size_t time_bytes = std::string_view("20261124-101520").size();
  if (name.size() <= time_bytes + extension.size() || !name.ends_with(extension)) {
    return std::nullopt;
  }
  if (name[8] != '-' || name[time_bytes] != '-') return std::nullopt;
  const auto year = digits(name, 0, 4);
  const auto month = digits(name, 4, 2);
  const auto day = digits(name, 6, 2);
  const auto hour = digits(name, 9, 2);
  const auto minute = digits(name, 11, 2);
  const auto second = digits(name, 13, 2);
  if (!year || !month || !day || !hour || !minute || !second) return std::nullopt;
  const chrono::year_month_day date{chrono::year{*year},
                                    chrono::month{static_cast<unsigned>(*month)},
                                    chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return chrono::sys_days{date} + chrono::hours{*hour} + chrono::minutes{*minute} +
         chrono::seconds{*second};
}

Store::Store(Files& files, std::filesystem::path folder, std::string title)
    : files_(files), folder_(std::move(folder)), title_(tidied(title)) {}

std::string Store::name_at(WallTime now, unsigned attempt) const {
  const auto day = chrono::floor<chrono::days>(now);
  const chrono::year_month_day date{day};
  const chrono::hh_mm_ss time{chrono::floor<chrono::seconds>(now - day)};
  std::string name =
      fmt::format("{:04}{:02}{:02}-{:02}{:02}{:02}-{}-{}", int{date.year()}, unsigned{date.month()},
                  unsigned{date.day()}, time.hours().count(), time.minutes().count(),
                  time.seconds().count(), title_, ::getpid());
  if (attempt > 0) name += fmt::format("-{}", attempt + 1);
  return name.append(extension);
}

Result<OwnFile> Store::begin(WallTime now) {
  if (auto made = files_.make_folder(folder_); !made) return failure(made.error());
  for (unsigned attempt = 0;; ++attempt) {
    const auto path = folder_ / name_at(now, attempt);
    auto file = files_.create(path);
    if (!file) {
      if (file.error().system_errno == EEXIST && attempt < attempts_max) continue;
      return failure(file.error());
    }
    // Nobody else knows the name yet, but who removes old ones looks for the lock.
    const auto locked = (*file)->try_lock();
    if (!locked) return failure(locked.error());
    if (!*locked && attempt < attempts_max) continue;  // who removes was there first
    return OwnFile{std::move(*file), path};
  }
}

bool Store::remove_unless_open(const std::string& name) {
  const auto path = folder_ / name;
  const auto file = files_.open(path);
  if (!file) return false;
  const auto locked = (*file)->try_lock();
  return locked && *locked && files_.remove(path);
}

std::vector<Store::Removed> Store::prune(WallTime now) {
  std::vector<Removed> removed;
  auto listed = files_.list(folder_);
  if (!listed) return removed;
  std::erase_if(*listed, [](const FileInfo& file) { return !time_in_name(file.name); });
  // Names begin with their time, so they are in order.
  std::uint64_t total = 0;
  for (const auto& file : *listed)
    total += file.size;
  for (const auto& file : *listed) {
    const bool old = now - *time_in_name(file.name) > limits::recordings_kept;
    const bool much = total > limits::recordings_bytes_max;
    if (!old && !much) continue;
    if (!remove_unless_open(file.name)) continue;
    total -= file.size;
    removed.push_back({file.name, old ? "older than 30 days" : "all were more than 1 GiB"});
  }
  return removed;
}

}  // namespace parley::record
