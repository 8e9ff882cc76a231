// One row of the window's list: a server, a client, a serial port, a board, or an opened file.
//
// Widgets know this type only; what is behind it (threads, files) is in desk/bridge, and a test has
// one of its own. Thread rule: the window's thread; nothing here waits.
#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

#include "base/result.h"
#include "desk/models/ladder_rows.h"
#include "desk/models/log_rows.h"
#include "session/running.h"

namespace parley::desk::models {

class Conversation : public QObject {
  Q_OBJECT
 public:
  enum class Kind { server, client, serial, board, file };

  using QObject::QObject;
  ~Conversation() override;

  virtual Kind kind() const = 0;
  virtual QString title() const = 0;

  /// What it was opened with; of a file only `name`.
  virtual const session::Asked& asked() const = 0;

  /// Before `start` only. Errors: of class bad_input.
  virtual Result<> set_asked(session::Asked asked) = 0;

  /// At any time; empty: it is called after what it is.
  virtual void rename(const QString& name) = 0;

  /// True from `start` until it has ended, whatever the reason: what a toggle shows.
  virtual bool is_running() const = 0;
  virtual void start() = 0;
  virtual void stop() = 0;

  /// The newest snapshot, with rates.
  virtual const session::Status& status() const = 0;
  struct Rates {
    double received = 0;  ///< octets a second
    double sent = 0;
  };
  virtual Rates rates() const = 0;

  /// False: it does not run, or too much waits; nothing was taken then.
  virtual bool send(const QByteArray& octets, std::optional<event::PeerId> to) = 0;
  virtual void close_peer(event::PeerId peer) = 0;
  virtual Result<> set_rules(const talk::RuleSettings& rules) = 0;

  /// For a board's router ("fault both loss=5%"); `answered` is called on the window's thread.
  virtual void command(const QString& words, std::function<void(Result<std::string>)> answered) = 0;

  /// The rows of its log, and of its packets; null as long as there are none.
  virtual std::shared_ptr<LogRows> log() const = 0;
  virtual std::shared_ptr<LadderRows> ladder() const = 0;

 Q_SIGNALS:
  /// Status, title or running. At most once a frame.
  void changed();

  /// `log` or `ladder` give another object.
  void sources_changed();
};

}  // namespace parley::desk::models
