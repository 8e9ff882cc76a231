#include "net/signals.h"

#include <cerrno>
#include <csignal>
#include <sys/signalfd.h>

#include "net/descriptor_stream.h"

namespace parley::net {

Signals::Signals(EpollLoop& loop, std::initializer_list<int> signals,
                 std::function<void(int)> arrived)
    : arrived_(std::move(arrived)) {
  trouble_ = loop.trouble();
  if (trouble_) return;
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : signals)
    sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  Descriptor opened(::signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC));
  if (!opened) {
    trouble_ = system_error("wait for signals", errno);
    return;
  }
  stream_ = std::make_unique<DescriptorStream>(loop, std::move(opened));
  task_ = run();
  task_.start();
}

Task<> Signals::run() {
  for (;;) {
    co_await ready(*stream_, Interest::read);
    signalfd_siginfo info{};
    const Io got = stream_->read({reinterpret_cast<char*>(&info), sizeof info});
    if (got.status == Io::Status::done) arrived_(static_cast<int>(info.ssi_signo));
  }
}

}  // namespace parley::net
