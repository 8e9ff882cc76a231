// Events as a file for other programs.
//
//     csv    RFC 4180, with a header row:
//     n,time,event,peer,connection,address,direction,bytes,text,
//            reason. Content is safe text (text/safe_text.h). A cell that a spreadsheet would run
//            begins with an apostrophe.
//     jsonl  event/jsonl.h
//     text   one row an event, for people: time (UTC), peer, what, octets, safe text or reason
//     bytes  what was received and nothing else; with `both`, what was sent as well, in its place
//
// One read is one row: a message that two reads cut is two.
//
// Memory: one buffer. Thread rule: one thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "event/event.h"

namespace parley::log {

enum class ExportFormat : std::uint8_t { csv, jsonl, text, bytes };

/// "csv", "jsonl", "text" or "bytes"; the error lists them.
Result<ExportFormat> parse_export_format(std::string_view name);

struct ExportSettings {
  ExportFormat format = ExportFormat::jsonl;
  bool both = false;  ///< bytes: both directions
};

class Exporter final : public event::Sink {
 public:
  /// Takes what comes next of the file.
  using Write = std::function<void(Bytes)>;

  Exporter(ExportSettings settings, Write write);

  event::Room offer(const event::Event& event) override;
  std::string_view name() const override { return "the export"; }

  /// Writes what is left.
  void finish();

 private:
  void append_csv(const event::Event& event);
  void append_text(const event::Event& event);
  void write_out();

  ExportSettings settings_;
  Write write_;
  std::string buffer_;
  std::string cell_;
};

}  // namespace parley::log
