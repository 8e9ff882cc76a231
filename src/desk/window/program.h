// The running program: its one window, and all that the window is given.
//
// Thread rule: the main thread.
#pragma once

#include <QJsonObject>
#include <memory>

#include "base/result.h"
#include "desk/bridge/reaper.h"
#include "desk/bridge/surroundings.h"
#include "desk/bridge/workspace_keeper.h"
#include "desk/window/ending.h"
#include "desk/window/main_window.h"
#include "desk/window/options.h"
#include "desk/window/probe.h"
#include "desk/window/system_look.h"
#include "desk/window/trust.h"

namespace parley::desk::window {

class Program : public QObject {
  Q_OBJECT
 public:
  /// `workspace_file` empty: nothing is kept.
  struct Places {
    std::filesystem::path workspace;
    std::filesystem::path recordings;
    std::filesystem::path imports;
  };

  Program(const Options& options, const session::Workspace& workspace, Places places,
          session::Boards boards);
  ~Program() override;

  MainWindow& window() { return window_; }

  /// Opens and starts what the command line asked for, and shows the window.
  void begin();

  /// What is on the screen, for tests.
  QJsonObject seen();

 private:
  Makers makers();
  void connect_surroundings();
  void connect_window();
  void offer_sketches(const std::vector<session::BundledSketch>& found);
  void dress();

  Options options_;
  Places places_;
  bridge::Reaper reaper_;  // before the window, whose conversations it ends
  bridge::Surroundings surroundings_;
  SystemLook system_look_;
  MainWindow window_;
  Trust trust_;
  bridge::WorkspaceKeeper keeper_;
  Ending ending_;
  std::unique_ptr<Probe> probe_;
};

}  // namespace parley::desk::window
