#include "desk/widgets/repeater.h"

#include "text/duration.h"

namespace parley::desk::widgets {

Result<std::chrono::milliseconds> parse_interval(const QString& text) {
  const auto duration = text::parse_duration(text.trimmed().toStdString());
  if (!duration) return failure(duration.error());
  const auto interval = std::chrono::duration_cast<std::chrono::milliseconds>(*duration);
  if (interval.count() < 1) {
    return failure({ErrorClass::bad_input,
                    0,
                    {},
                    Repeater::tr("a millisecond is the shortest").toStdString()});
  }
  if (interval > std::chrono::milliseconds(INT32_MAX)) {
    return failure(
        {ErrorClass::bad_input, 0, {}, Repeater::tr("24 days are the longest").toStdString()});
  }
  return interval;
}

Repeater::Repeater(Sender& sender) : sender_(sender) {
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &Repeater::send);
}

Repeater::~Repeater() = default;

SendOutcome Repeater::start(const SendOrder& order, std::chrono::milliseconds interval) {
  stop();
  SendOutcome first = sender_.send(order);
  if (!first.taken) return first;
  order_ = order;
  end_.clear();
  sent_ = 1;
  left_out_ = 0;
  timer_.start(interval);
  Q_EMIT changed();
  return first;
}

void Repeater::stop() {
  if (!is_on()) return;
  timer_.stop();
  Q_EMIT changed();
}

void Repeater::send() {
  try_to_send();
  Q_EMIT changed();
}

void Repeater::try_to_send() {
  const QString why = sender_.obstacle(order_.to);
  if (why.isEmpty()) {
    std::uint64_t& count = sender_.send(order_).taken ? sent_ : left_out_;
    ++count;
  } else if (!sender_.may_come()) {
    end_ = why;
    timer_.stop();
  } else {
    ++left_out_;  // a peer may come, or come back
  }
}

}  // namespace parley::desk::widgets
