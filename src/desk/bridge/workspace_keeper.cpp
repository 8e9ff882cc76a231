#include "desk/bridge/workspace_keeper.h"

namespace parley::desk::bridge {

WorkspaceKeeper::WorkspaceKeeper(std::filesystem::path file,
                                 std::function<session::Workspace()> make, QObject* parent)
    : QObject(parent), file_(std::move(file)), make_(std::move(make)) {
  timer_.setSingleShot(true);
  timer_.setInterval(interval);
  writer_.setMaxThreadCount(1);
  connect(&timer_, &QTimer::timeout, this, &WorkspaceKeeper::write);
}

WorkspaceKeeper::~WorkspaceKeeper() {
  writer_.waitForDone();
}

void WorkspaceKeeper::touch() {
  if (!timer_.isActive()) timer_.start();
}

void WorkspaceKeeper::finish() {
  if (timer_.isActive()) write();
  timer_.stop();
  writer_.waitForDone();
}

void WorkspaceKeeper::write() {
  if (file_.empty()) return;
  session::Workspace workspace = make_();
  if (kept_ == workspace) return;
  kept_ = workspace;
  writer_.start([this, file = file_, workspace = std::move(workspace)] {
    const auto saved = session::save_workspace(file, workspace);
    const QString words = saved ? QString() : QString::fromStdString(to_string(saved.error()));
    // The destructor waits for this thread; a queued call is dropped with the object.
    QMetaObject::invokeMethod(
        this, [this, words] { tell(words); }, Qt::QueuedConnection);
  });
}

void WorkspaceKeeper::tell(const QString& words) {
  if (words == told_) return;
  told_ = words;
  if (words.isEmpty()) return;
  kept_.reset();
  Q_EMIT failed(words);
}

}  // namespace parley::desk::bridge
