// For tests: running conversations that are waited for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <mutex>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>

#include "session/running.h"

namespace parley::session {

inline constexpr std::chrono::seconds test_patience{10};

/// A running conversation whose changes can be waited for.
class Watched {
 public:
  Watched(const Asked& asked, const std::filesystem::path& folder, MakeCompanion companion = {}) {
    RunningSettings settings;
    settings.folder = folder;
    settings.companion = std::move(companion);
    running_ = Running::start(asked, std::move(settings), [this] {
      const std::lock_guard lock(mutex_);
      changed_ = true;
      news_.notify_all();
    });
  }
  ~Watched() { running_.reset(); }  // before what it calls

  Running& operator*() { return *running_; }
  Running* operator->() { return running_.get(); }

  /// The first snapshot that fits; the newest one if none does in time.
  template <typename Fits>
  std::shared_ptr<const Status> wait(Fits fits) {
    const auto deadline = std::chrono::steady_clock::now() + test_patience;
    for (;;) {
      auto status = running_->status();
      if (fits(*status)) return status;
      std::unique_lock lock(mutex_);
      if (!news_.wait_until(lock, deadline, [this] { return changed_; })) {
        ADD_FAILURE() << "this did not come: it is " << status->words;
        return status;
      }
      changed_ = false;
    }
  }
  std::shared_ptr<const Status> wait(Status::State state) {
    return wait([state](const Status& status) { return status.state == state; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable news_;
  bool changed_ = false;
  std::unique_ptr<Running> running_;
};

inline std::string octets_of(const std::filesystem::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

/// How long until `what` can be read in the file.
inline std::optional<std::chrono::milliseconds> time_until(const std::filesystem::path& file,
                                                           std::string_view what) {
  const auto began = std::chrono::steady_clock::now();
  while (std::chrono::steady_clock::now() - began < test_patience) {
    if (octets_of(file).find(what) != std::string::npos) {
      return std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - began);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{1});
  }
  return std::nullopt;
}

}  // namespace parley::session
