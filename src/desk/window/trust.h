// Before a sketch runs: whether it may. One that comes with Parley, or to which somebody said
// "always", does at once; about another one its view asks.
//
// Thread rule: the window's thread.
#pragma once

#include <QObject>
#include <QPointer>
#include <set>
#include <string>
#include <vector>

#include "desk/bridge/sketch_trust.h"
#include "desk/window/main_window.h"

namespace parley::desk::window {

class Trust : public QObject {
  Q_OBJECT
 public:
  /// The window outlives this.
  Trust(MainWindow& window, session::Boards boards, QObject* parent = nullptr);
  ~Trust() override;

  /// Sketches that need no question.
  void set_bundled(std::set<std::string> names) { bundled_ = std::move(names); }

  /// Starts it, sooner or later or not at all.
  void ask_for(models::Conversation* board);

 private:
  void known(const std::string& sketch, const std::string& digest, const QString& rights);
  void unknown(const std::string& sketch, const QString& why);
  void ask(models::Conversation& board, const std::string& digest, const QString& rights);

  /// Those that wait for an answer about this sketch; they are not waiting any more.
  std::vector<models::Conversation*> take_waiting(const std::string& sketch);

  MainWindow& window_;
  std::set<std::string> bundled_;
  std::vector<QPointer<models::Conversation>> waiting_;
  bridge::SketchTrust finder_;
};

}  // namespace parley::desk::window
