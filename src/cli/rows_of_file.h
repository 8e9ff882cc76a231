// Events of a file as the rows of a running conversation, with a line wherever a day begins: a file
// may be of any day, and of several.
//
// Thread rule: one thread, the loop's.
#pragma once

#include <string>

#include "cli/text_printer.h"
#include "event/event.h"

namespace parley::cli {

class RowsOfFile final : public event::Sink {
 public:
  /// `queue` outlives this object.
  RowsOfFile(OutputQueue& queue, const RowStyle& style) : printer_(queue, style) {}

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { printer_.on_drained(std::move(notify)); }
  std::string_view name() const override { return printer_.name(); }

 private:
  TextPrinter printer_;
  std::string day_;
  WallTime look_again_;  // the day cannot change before: zones are whole minutes from UTC
};

}  // namespace parley::cli
