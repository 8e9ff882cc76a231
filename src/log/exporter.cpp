#include "log/exporter.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "event/jsonl.h"
#include "text/safe_text.h"
#include "text/timestamp.h"

namespace parley::log {

using event::Kind;

namespace {

constexpr std::size_t buffer_bytes = 256 * 1024;
constexpr std::string_view csv_header =
    "n,time,event,peer,connection,address,direction,bytes,text,reason\r\n";

bool is_content(Kind kind) {
  return kind == Kind::received || kind == Kind::sent;
}

Bytes content_of(const event::Event& event) {
  if (is_content(event.kind)) return event.bytes;
  return event.kind == Kind::noted ? event.message : Bytes{};
}

void append_number(std::uint64_t value, std::string& out) {
  const fmt::format_int digits(value);
  out.append(digits.data(), digits.size());
}

void append_safe(Bytes octets, std::string& out) {
  text::SafeText safe;
  safe.append(octets, out);
  safe.flush(out);
}

void append_words(const event::Event& event, std::string& out) {
  if (event.error != nullptr) text::append_safe_words(to_string(*event.error), out);
  if (event.error != nullptr && !event.reason.empty()) out += "; ";
  text::append_safe_words(event.reason, out);
}

/// `text` with quotes where it needs them, and made harmless for a spreadsheet: what begins so is
/// a formula to it.
void append_cell(std::string_view text, std::string& out) {
  const bool runs =
      !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  const bool quotes = runs || std::any_of(text.begin(), text.end(), [](char c) {
                        return c == ',' || c == '"' || c == '\r' || c == '\n';
                      });
  if (!quotes) {
    out += text;
    return;
  }
  out += '"';
  if (runs) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

/// Of 0, which stands for none, an empty cell.
void append_id(std::uint64_t id, std::string& out) {
  if (id != 0) append_number(id, out);
  out += ',';
}

}  // namespace

Result<ExportFormat> parse_export_format(std::string_view name) {
  if (name == "csv") return ExportFormat::csv;
  if (name == "jsonl") return ExportFormat::jsonl;
  if (name == "text") return ExportFormat::text;
  if (name == "bytes") return ExportFormat::bytes;
  return failure({ErrorClass::bad_input, 0, fmt::format("export as \"{}\"", name),
                  "the formats are csv, jsonl, text and bytes"});
}

Exporter::Exporter(ExportSettings settings, Write write)
    : settings_(settings), write_(std::move(write)) {
  if (settings_.format == ExportFormat::csv) buffer_ = csv_header;
}

event::Room Exporter::offer(const event::Event& event) {
  switch (settings_.format) {
    case ExportFormat::csv: append_csv(event); break;
    case ExportFormat::jsonl: event::append_jsonl(event, buffer_); break;
    case ExportFormat::text: append_text(event); break;
    case ExportFormat::bytes:
      if (event.kind == Kind::received || (settings_.both && event.kind == Kind::sent)) {
        buffer_ += event.bytes;
      }
      break;
  }
  if (buffer_.size() >= buffer_bytes) write_out();
  return event::Room::more;
}

void Exporter::finish() {
  if (!buffer_.empty()) write_out();
}

void Exporter::write_out() {
  write_(buffer_);
  buffer_.clear();
}

void Exporter::append_csv(const event::Event& event) {
  std::string& out = buffer_;
  append_number(event.number, out);
  out += ',';
  text::append_timestamp(event.time, out);
  out.append(",").append(event::kind_name(event.kind)).append(",");
  append_id(static_cast<std::uint64_t>(event.peer), out);
  append_id(static_cast<std::uint64_t>(event.connection), out);
  cell_.clear();
  if (event.party != nullptr) text::append_safe_words(event.party->name(), cell_);
  append_cell(cell_, out);
  const bool content = is_content(event.kind);
  out += !content ? "," : event.kind == Kind::received ? ",in" : ",out";
  out += ',';
  if (content) append_number(event.bytes.size(), out);
  out += ',';
  cell_.clear();
  append_safe(content_of(event), cell_);
  append_cell(cell_, out);
  out += ',';
  cell_.clear();
  append_words(event, cell_);
  append_cell(cell_, out);
  out += "\r\n";
}

void Exporter::append_text(const event::Event& event) {
  std::string& out = buffer_;
  text::append_timestamp(event.time, out);
  const auto peer = static_cast<std::uint32_t>(event.peer);
  const auto at = std::back_inserter(out);
  fmt::format_to(at, " {:>4} {:<9} ", peer == 0 ? "" : std::to_string(peer),
                 event::kind_name(event.kind));
  if (is_content(event.kind)) fmt::format_to(at, "{:>5} B ", event.bytes.size());
  cell_.clear();
  if (!is_content(event.kind)) {
    if (event.party != nullptr) text::append_safe_words(event.party->name(), cell_);
    if (!cell_.empty()) cell_ += ' ';
    append_words(event, cell_);
    if (event.kind == Kind::dropped || event.kind == Kind::recorded) {
      fmt::format_to(std::back_inserter(cell_), " ({})", event.count);
    }
  }
  if (const Bytes content = content_of(event); !content.empty()) {
    if (!cell_.empty()) cell_ += ": ";
    append_safe(content, cell_);
  }
  while (!cell_.empty() && (cell_.back() == '\n' || cell_.back() == ' '))
    cell_.pop_back();
  // Lines behind the first stand below it, so a row of a peer's own making cannot look like ours.
  for (const char c : cell_) {
    out += c;
    if (c == '\n') out.append(43, ' ');
  }
  out += '\n';
}

}  // namespace parley::log
