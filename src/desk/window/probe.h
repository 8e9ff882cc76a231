// For tests and the bench: what is on the screen, and how long the window lets people wait, written
// to a file again and again. It exists only where the environment names that file
// (PARLEY_DESK_PROBE), and changes nothing that people see.
//
//     {"time": 1764000000.123, "waits": {"count":..,"p50_ms":..,"p99_ms":..,"max_ms":..}, ...}
//
// and what `look` adds. The file is replaced as a whole, so a reader sees one moment. A file of the
// same name with ".reset" behind it begins the waits anew, and is removed.
//
// Thread rule: the window's thread, which writes some hundred octets in each `interval`: to a
// tmpfs, best.
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QTimer>
#include <chrono>
#include <functional>

#include "desk/window/stall_probe.h"

namespace parley::desk::window {

class Probe : public QObject {
  Q_OBJECT
 public:
  static constexpr std::chrono::milliseconds interval{100};
  static constexpr const char* variable = "PARLEY_DESK_PROBE";

  /// `look` tells what is on the screen.
  Probe(QString file, std::function<QJsonObject()> look, QObject* parent = nullptr);
  ~Probe() override;

 private:
  void write();

  QString file_;
  std::function<QJsonObject()> look_;
  StallProbe stalls_;
  QTimer timer_;
};

}  // namespace parley::desk::window
