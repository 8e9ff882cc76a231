// How this room starts its threads.
#pragma once

#include <csignal>
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

}  // namespace parley::cli
