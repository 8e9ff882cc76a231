#include "cli/jsonl_printer.h"

#include "event/jsonl.h"

namespace parley::cli {

JsonlPrinter::JsonlPrinter(OutputQueue& queue, bool framed) : queue_(queue), framed_(framed) {}

JsonlPrinter::~JsonlPrinter() {
  queue_.on_drained({});
}

event::Room JsonlPrinter::offer(const event::Event& event) {
  const bool part = framed_ && event.kind == event::Kind::received && !event.message_complete;
  if (part) return event::Room::more;
  line_.clear();
  event::append_jsonl(event, line_, framed_ ? event::Content::message : event::Content::bytes);
  queue_.append(line_);
  if (!queue_.full()) return event::Room::more;
  queue_.want_drained();
  return event::Room::full;
}

}  // namespace parley::cli
