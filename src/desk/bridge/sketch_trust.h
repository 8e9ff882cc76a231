// What must be known before a sketch may run: what its sources are, and what it may do here. Both
// are found on a thread of its own, because it reads files and tries the sandbox.
//
// Whether somebody said "always" is for the caller to know: it keeps the digests
// (session/workspace.h). Thread rule: the window's thread.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <string>
#include <vector>

#include "session/boards.h"

namespace parley::desk::bridge {

class SketchTrust : public QObject {
  Q_OBJECT
 public:
  explicit SketchTrust(session::Boards boards, QObject* parent = nullptr);

  /// Waits for an answer that is on its way.
  ~SketchTrust() override;

  /// One of the signals follows. `sketch` as in session::Asked::where.
  void ask(const std::string& sketch);

 Q_SIGNALS:
  /// `rights` stands behind "it runs": "in a sandbox: ...".
  void known(const std::string& sketch, const std::string& digest, const QString& rights);

  /// There is no such sketch, or it cannot be read.
  void unknown(const std::string& sketch, const QString& why);

 private:
  const session::Boards boards_;
  QThreadPool asker_;  // of one thread; last: it uses what is above
};

}  // namespace parley::desk::bridge
