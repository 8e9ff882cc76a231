// The event stream as rows for people (row_style.h).
//
// On a terminal it never asks for silence. While the terminal is stopped (Ctrl-S, a hung window)
// rows go into the queue; when that is full, or has not moved for `limits::terminal_stall_max` and
// holds more than somebody could want to read back, they are skipped and counted, and one row tells
// the count as soon as it moves. A pipe or file gets every row and pushes back.
//
// What peers say passes through one `text::SafeText` for each connection and direction, so a
// character or CR LF that two reads cut is shown whole; what is left of one is shown when the
// connection ends.
//
// Memory: some 100 octets a connection. Thread rule: the network thread; the queue's drained call
// (its writer's thread) touches only the count of skipped rows.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <unordered_map>

#include "cli/output_queue.h"
#include "cli/row_style.h"
#include "event/event.h"
#include "event/status_words.h"
#include "text/safe_text.h"

namespace parley::cli {

class TextPrinter final : public event::Sink {
 public:
  /// Words to stand below an event's row, lines without an end after the last; "" for none. Asked
  /// for everything but content.
  using Explain = std::function<std::string(const event::Event&)>;

  /// `queue` outlives this object.
  TextPrinter(OutputQueue& queue, const RowStyle& style, Explain explain = {});
  ~TextPrinter() override;

  event::Room offer(const event::Event& event) override;
  void on_drained(std::function<void()> notify) override;
  std::string_view name() const override { return "standard output"; }

  /// Adds content to what the connection's last row will tell, and shows nothing.
  void count(const event::Event& event);

  /// Lines for people that are no event, without an end after the last: the answer to a command.
  void say(std::string_view text);

 private:
  struct Conversation {
    text::SafeText received;
    text::SafeText sent;
    event::Traffic traffic;
  };

  void append_rows(const event::Event& event);
  void append_content(const event::Event& event);
  void append_octets(Bytes octets, text::SafeText& safe, std::uint64_t offset, bool whole);
  void append_status(const event::Event& event);
  void append_leftover(const event::Event& event, Mark mark, text::SafeText& safe);
  bool skips() const { return style_.terminal && !style_.from_file; }
  bool behind() const;
  void tell_skipped();

  OutputQueue& queue_;
  const RowStyle style_;
  const Explain explain_;
  RowFronts fronts_;
  std::unordered_map<event::ConnectionId, Conversation> conversations_;  // whose beginning was seen
  std::string rows_;
  std::string safe_;
  std::atomic<std::uint64_t> rows_skipped_ = 0;
};

}  // namespace parley::cli
