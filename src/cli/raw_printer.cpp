#include "cli/raw_printer.h"

namespace parley::cli {

using event::Kind;

RawPrinter::RawPrinter(OutputQueue& data, TextPrinter& status, bool verbose, bool tells_resets)
    : data_(data), status_(status), verbose_(verbose), tells_resets_(tells_resets) {}

RawPrinter::~RawPrinter() {
  data_.on_drained({});
}

event::Room RawPrinter::offer(const event::Event& event) {
  switch (event.kind) {
    case Kind::received: data_.append(event.bytes); [[fallthrough]];
    case Kind::sent:
      if (verbose_) status_.count(event);
      break;
    case Kind::recorded: break;
    case Kind::connected:
    case Kind::closed:
      if (verbose_) status_.offer(event);
      break;
    case Kind::reset:
      if (verbose_ || tells_resets_) status_.offer(event);
      break;
    default: {
      event::Event told = event;
      told.message = {};  // of a note: it is in the data already
      status_.offer(told);
    }
  }
  if (!data_.full()) return event::Room::more;
  data_.want_drained();
  return event::Room::full;
}

}  // namespace parley::cli
