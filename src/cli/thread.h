// What this room's threads have in common.
#pragma once

#include <csignal>
#include <locale.h>
#include <pthread.h>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "base/result.h"

namespace parley::cli {

/// A thread that takes no signals: they are for the loop's thread, which reads them
/// (net/signals.h). A write to a pipe without a reader then raises no SIGPIPE either, but fails
/// with EPIPE.
/// Errors: the system gives no thread; `what` it was for stands behind "start".
template <typename Work>
Result<std::thread> start_thread(const std::string& what, Work&& work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  Result<std::thread> started;
  try {
    started = std::thread(std::forward<Work>(work));
  } catch (const std::system_error& none) {  // as std::thread tells it
    started = failure(system_error("start " + what, none.code().value()));
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return started;
}

/// UTF-8 for this thread alone, whatever LANG says: rows are UTF-8, and so is what is typed.
class ThreadLocale {
 public:
  ThreadLocale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ == nullptr) locale_ = newlocale(LC_CTYPE_MASK, "", nullptr);
    if (locale_ != nullptr) uselocale(locale_);
  }
  ~ThreadLocale() {
    if (locale_ == nullptr) return;
    uselocale(LC_GLOBAL_LOCALE);
    freelocale(locale_);
  }
  ThreadLocale(const ThreadLocale&) = delete;
  ThreadLocale& operator=(const ThreadLocale&) = delete;

 private:
  locale_t locale_;
};

}  // namespace parley::cli
