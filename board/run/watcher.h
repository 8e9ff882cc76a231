// Tells when a sketch was saved (inotify(7)): any .ino or source file of its folder and src/.
//
// Editors save by writing, or by renaming a new file over the old one, often in several steps: the
// call comes once it has been quiet for a moment.
//
// Owner: whoever made it. Thread rule: the loop's thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "net/descriptor_stream.h"
#include "net/task.h"

namespace parley::board::run {

class Watcher {
 public:
  static Result<std::unique_ptr<Watcher>> start(net::EpollLoop& loop,
                                                const std::filesystem::path& folder,
                                                std::function<void()> saved);

 private:
  Watcher(net::EpollLoop& loop, net::Descriptor inotify, std::function<void()> saved);
  net::Task<> run();

  net::EpollLoop& loop_;
  net::Timer quiet_;
  net::DescriptorStream changes_;
  net::Task<> task_;
};

}  // namespace parley::board::run
