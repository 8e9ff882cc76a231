#include "desk/bridge/sketch_trust.h"

#include <utility>

namespace parley::desk::bridge {

SketchTrust::SketchTrust(session::Boards boards, QObject* parent)
    : QObject(parent), boards_(std::move(boards)) {
  asker_.setMaxThreadCount(1);
}

SketchTrust::~SketchTrust() {
  asker_.waitForDone();
}

void SketchTrust::ask(const std::string& sketch) {
  asker_.start([this, sketch] {
    const Result<std::string> digest = boards_.digest
                                           ? boards_.digest(sketch)
                                           : failure({ErrorClass::other, 0, "run " + sketch,
                                                      "this program was built without boards"});
    const std::string rights = digest && boards_.rights ? boards_.rights() : std::string();
    auto answer = [this, sketch, digest, rights = QString::fromStdString(rights)] {
      if (digest) {
        Q_EMIT known(sketch, *digest, rights);
      } else {
        Q_EMIT unknown(sketch, QString::fromStdString(to_string(digest.error())));
      }
    };
    QMetaObject::invokeMethod(this, std::move(answer), Qt::QueuedConnection);
  });
}

}  // namespace parley::desk::bridge
