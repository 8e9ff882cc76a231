// Events of a file in forms that other programs read, each a sink that fills a queue and pushes
// back when it is full. jsonl and text have their printers (jsonl_printer.h, text_printer.h).
//
// Thread rule: one thread, the loop's.
#pragma once

#include <string>

#include "cli/output_queue.h"
#include "event/event.h"

namespace parley::cli {

/// CSV (RFC 4180) with a heading: a row an event. What was said is text in the notation of
/// text/notation.h, one row a read: a message that two reads cut is two rows. A cell that a
/// spreadsheet would run (it begins with = + - @, TAB or CR) gets an apostrophe in front.
class CsvExporter final : public event::Sink {
 public:
  /// `queue` outlives this object.
  explicit CsvExporter(OutputQueue& queue);
  ~CsvExporter() override;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { queue_.on_drained(std::move(notify)); }
  std::string_view name() const override { return "standard output"; }

 private:
  OutputQueue& queue_;
  std::string row_;
};

/// One cell, with the comma or line end before it left to the caller.
void append_csv_cell(std::string_view text, std::string& out);

/// What the peers said, octet for octet; with `both` what this side said, too.
class BytesExporter final : public event::Sink {
 public:
  /// `queue` outlives this object.
  BytesExporter(OutputQueue& queue, bool both);
  ~BytesExporter() override;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override { queue_.on_drained(std::move(notify)); }
  std::string_view name() const override { return "standard output"; }

 private:
  OutputQueue& queue_;
  const bool both_;
};

}  // namespace parley::cli
