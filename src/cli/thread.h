// What this room's threads have in common.
#pragma once

#include <csignal>
#include <locale.h>
#include <pthread.h>
#include <thread>
#include <utility>

namespace parley::cli {

/// A thread that takes no signals: they are for the loop's thread, which reads them
/// (net/signals.h). A write to a pipe without a reader then raises no SIGPIPE either, but fails
/// with EPIPE.
template <typename Work>
std::thread start_thread(Work&& work) {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  std::thread thread(std::forward<Work>(work));
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return thread;
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
