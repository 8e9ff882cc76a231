#include "desk/bridge/surroundings.h"

#include <utility>

#include "desk/bridge/ladder_reader.h"

namespace parley::desk::bridge {

Surroundings::Surroundings(session::Boards boards, QObject* parent)
    : QObject(parent), boards_(std::move(boards)) {
  asker_.setMaxThreadCount(1);
}

Surroundings::~Surroundings() {
  asker_.waitForDone();
}

void Surroundings::ask_addresses() {
  if (std::exchange(addresses_asked_, true)) return;
  asker_.start([this] {
    auto answer = [this, found = session::own_addresses(),
                   remark = QString::fromStdString(session::reach_remark())] {
      addresses_asked_ = false;
      Q_EMIT addresses(found, remark);
    };
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
  });
}

void Surroundings::ask_devices() {
  if (std::exchange(devices_asked_, true)) return;
  asker_.start([this] {
    auto answer = [this, found = session::serial_devices()] {
      devices_asked_ = false;
      Q_EMIT devices(found);
    };
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
  });
}

void Surroundings::ask_sketches() {
  if (!boards_.bundled || std::exchange(sketches_asked_, true)) return;
  asker_.start([this] {
    auto answer = [this, found = boards_.bundled()] {
      sketches_asked_ = false;
      Q_EMIT sketches(found);
    };
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
  });
}

void Surroundings::ask_interfaces() {
  if (std::exchange(interfaces_asked_, true)) return;
  asker_.start([this] {
    auto answer = [this, found = LadderReader::interfaces()] {
      interfaces_asked_ = false;
      Q_EMIT interfaces(found);
    };
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
  });
}

}  // namespace parley::desk::bridge
