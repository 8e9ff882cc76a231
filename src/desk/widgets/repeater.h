// Sends the same again and again, until it is stopped or there is nothing left to send it to.
//
// What is not taken in time is left out and counted; it is not made up for in a burst. Thread rule:
// the window's thread.
#pragma once

#include <QObject>
#include <QTimer>
#include <cstdint>

#include "base/result.h"
#include "desk/widgets/sender.h"

namespace parley::desk::widgets {

/// "1s", "250ms": at least a millisecond. The error's `seen` is a sentence.
Result<std::chrono::milliseconds> parse_interval(const QString& text);

class Repeater final : public QObject {
  Q_OBJECT
 public:
  explicit Repeater(Sender& sender);
  ~Repeater() override;

  /// Sends at once; not taken then, it does not begin.
  SendOutcome start(const SendOrder& order, std::chrono::milliseconds interval);
  void stop();

  bool is_on() const { return timer_.isActive(); }
  const SendOrder& order() const { return order_; }
  std::uint64_t sent() const { return sent_; }
  std::uint64_t left_out() const { return left_out_; }

  /// Why it ended by itself; empty: it did not.
  const QString& end() const { return end_; }

 Q_SIGNALS:
  void changed();

 private:
  void send();
  void try_to_send();

  Sender& sender_;
  SendOrder order_;
  QTimer timer_;
  QString end_;
  std::uint64_t sent_ = 0;
  std::uint64_t left_out_ = 0;
};

}  // namespace parley::desk::widgets
