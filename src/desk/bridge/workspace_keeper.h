// Keeps the workspace's file up to date: at most once in `interval`, on a thread of its own, since
// a disk may take its time. Only the newest is written.
//
// A file that could not be read is put aside by whoever writes the next one (session/workspace.h).
// Thread rule: the window's thread. `finish` waits for the disk; it is for the program's end.
#pragma once

#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>

#include "session/workspace.h"

namespace parley::desk::bridge {

class WorkspaceKeeper : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds interval{1000};

  /// `make` gives what is to be kept. No file: nothing is kept.
  WorkspaceKeeper(std::filesystem::path file, std::function<session::Workspace()> make,
                  QObject* parent = nullptr);
  ~WorkspaceKeeper() override;

  /// There is something new to keep.
  void touch();

  /// Keeps what is new at once, and waits until it is written.
  void finish();

 Q_SIGNALS:
  /// It could not be kept, with why; told once until it goes well again.
  void failed(const QString& words);

 private:
  void write();
  void tell(const QString& words);

  std::filesystem::path file_;
  std::function<session::Workspace()> make_;
  std::optional<session::Workspace> kept_;  // the last that was written
  QString told_;
  QTimer timer_;
  QThreadPool writer_;  // of one thread
};

}  // namespace parley::desk::bridge
