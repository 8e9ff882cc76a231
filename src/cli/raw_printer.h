// Received bytes to standard output as they come, for pipes; what happened, as rows on standard
// error.
//
// Bytes of all peers go into one stream in the order of arrival. Framing changes nothing here: a
// pipe gets the delimiters, too.
//
// Thread rule: the network thread.
#pragma once

#include "cli/output_queue.h"
#include "cli/text_printer.h"
#include "event/event.h"

namespace parley::cli {

class RawPrinter final : public event::Sink {
 public:
  /// `status` shows what listens, what went wrong and what is noted; with `verbose` also who came,
  /// who went, and how much they said. Its style has `terminal` set, wherever standard error goes:
  /// talk about the data never holds up the data. Both outlive this object.
  ///
  /// `tells_resets` false: a reset is told with `verbose` only. To a server it is one of many ways
  /// in which peers leave; to a client it is the failure.
  RawPrinter(OutputQueue& data, TextPrinter& status, bool verbose, bool tells_resets = true);
  ~RawPrinter() override;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { data_.on_drained(std::move(notify)); }
  std::string_view name() const override { return "standard output"; }

 private:
  OutputQueue& data_;
  TextPrinter& status_;
  const bool verbose_;
  const bool tells_resets_;
};

}  // namespace parley::cli
