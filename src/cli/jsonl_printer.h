// The event stream as JSON, one event a line (event/jsonl.h), for programs. Every line is handed to
// the writer at once. A full queue pushes back.
//
// Thread rule: the network thread.
#pragma once

#include <string>

#include "cli/output_queue.h"
#include "event/event.h"

namespace parley::cli {

class JsonlPrinter final : public event::Sink {
 public:
  /// `framed`: received events are messages (`--frame`) and come when they are complete. `queue`
  /// outlives this object.
  JsonlPrinter(OutputQueue& queue, bool framed);
  ~JsonlPrinter() override;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { queue_.on_drained(std::move(notify)); }
  std::string_view name() const override { return "standard output"; }

 private:
  OutputQueue& queue_;
  const bool framed_;
  std::string line_;
};

}  // namespace parley::cli
