// What forms offer to choose from: addresses, serial devices and sketches, asked of the system on a
// thread of its own.
//
// Thread rule: the window's thread.
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <QThreadPool>
#include <optional>
#include <string>
#include <vector>

#include "session/addresses.h"
#include "session/boards.h"

namespace parley::desk::bridge {

class Surroundings : public QObject {
  Q_OBJECT
 public:
  explicit Surroundings(session::Boards boards, QObject* parent = nullptr);
  ~Surroundings() override;

  // Each is answered by the signal of its name, once, also when nothing changed. An answer that is
  // on its way serves those who ask meanwhile.
  void ask_addresses();
  void ask_devices();
  void ask_sketches();
  void ask_interfaces();

  const session::Boards& boards() const { return boards_; }

 Q_SIGNALS:
  /// `remark`: why devices do not reach this computer; empty: nothing is known to be in the way.
  void addresses(const std::vector<parley::session::OwnAddress>& found, const QString& remark);
  void devices(const std::vector<parley::session::SerialChoice>& found);
  void sketches(const std::vector<parley::session::BundledSketch>& found);
  void interfaces(const QStringList& names);

 private:
  session::Boards boards_;
  bool addresses_asked_ = false;
  bool devices_asked_ = false;
  bool sketches_asked_ = false;
  bool interfaces_asked_ = false;
  QThreadPool asker_;  // of one thread; last: it uses what is above
};

}  // namespace parley::desk::bridge
