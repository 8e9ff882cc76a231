#include "desk/window/ending.h"

namespace parley::desk::window {

using models::Conversation;

Ending::Ending(MainWindow& window, bridge::Reaper& reaper, QObject* parent)
    : QObject(parent), window_(window), reaper_(reaper) {
  timer_.setInterval(std::chrono::milliseconds{30});
  connect(&timer_, &QTimer::timeout, this, &Ending::look);
}

Ending::~Ending() = default;

std::size_t Ending::left() const {
  std::size_t running = 0;
  for (const Conversation* each : window_.conversations().conversations())
    running += each->is_running() ? 1 : 0;
  return running + reaper_.count();
}

void Ending::begin() {
  if (timer_.isActive()) return;
  deadline_ = std::chrono::steady_clock::now() + patience;
  for (Conversation* each : window_.conversations().conversations())
    each->stop();
  if (left() > 0) window_.centralWidget()->setEnabled(false);
  timer_.start();  // not at once: a window cannot be closed while it is being asked to close
}

void Ending::look() {
  const std::size_t count = left();
  if (count > 0 && std::chrono::steady_clock::now() < deadline_) {
    window_.say(tr("Ending %n conversation(s), and writing what is not on the disk yet ...",
                   nullptr, static_cast<int>(count)));
    return;
  }
  timer_.stop();
  window_.let_close();
  window_.close();
}

}  // namespace parley::desk::window
