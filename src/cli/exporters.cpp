#include "cli/exporters.h"

#include <fmt/format.h>
#include <iterator>

#include "cli/status_words.h"
#include "text/notation.h"
#include "text/timestamp.h"

namespace parley::cli {

namespace {

using event::Event;
using event::Kind;

event::Room room_in(OutputQueue& queue) {
  if (!queue.full()) return event::Room::more;
  queue.want_drained();
  return event::Room::full;
}

bool is_content(const Event& event) {
  return event.kind == Kind::received || event.kind == Kind::sent;
}

template <typename Number>
void append_number_cell(Number value, std::string& out) {
  out += ',';
  if (value != Number{}) fmt::format_to(std::back_inserter(out), "{}", value);
}

}  // namespace

void append_csv_cell(std::string_view text, std::string& out) {
  const bool runs = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != text.npos;
  if (!runs && text.find_first_of(",\"\r\n") == text.npos) {
    out += text;
    return;
  }
  out += '"';
  if (runs) out += '\'';
  for (const char octet : text)
    octet == '"' ? out.append("\"\"") : out.append(1, octet);
  out += '"';
}

CsvExporter::CsvExporter(OutputQueue& queue) : queue_(queue) {
  queue_.append("n,time,event,peer,connection,address,direction,bytes,text,reason\r\n");
}

CsvExporter::~CsvExporter() {
  queue_.on_drained({});
}

event::Room CsvExporter::offer(const Event& event) {
  row_.clear();
  fmt::format_to(std::back_inserter(row_), "{},", event.number);
  text::append_timestamp(event.time, row_);
  row_.append(",").append(event::kind_name(event.kind));
  append_number_cell(static_cast<std::uint32_t>(event.peer), row_);
  append_number_cell(static_cast<std::uint32_t>(event.connection), row_);
  row_ += ',';
  if (event.party) append_csv_cell(event.party->name(), row_);
  row_ += is_content(event) ? (event.kind == Kind::received ? ",in," : ",out,") : ",,";
  if (is_content(event)) {
    fmt::format_to(std::back_inserter(row_), "{},", event.bytes.size());
    append_csv_cell(text::to_notation(event.bytes), row_);
    row_ += ',';
  } else {
    row_ += ",,";
    append_csv_cell(text::to_notation(status_words(event, std::nullopt)), row_);
  }
  row_ += "\r\n";
  queue_.append(row_);
  return room_in(queue_);
}

BytesExporter::BytesExporter(OutputQueue& queue, bool both) : queue_(queue), both_(both) {}

BytesExporter::~BytesExporter() {
  queue_.on_drained({});
}

event::Room BytesExporter::offer(const Event& event) {
  if (event.kind == Kind::received || (both_ && event.kind == Kind::sent)) {
    queue_.append(event.bytes);
  }
  return room_in(queue_);
}

}  // namespace parley::cli
