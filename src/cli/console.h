// The interactive terminal: a prompt at the bottom, rows above it. One thread owns the terminal, so
// what is printed and what is typed never mix; it never blocks in a write (Terminal), so a terminal
// that is stopped by Ctrl-S stops nothing else.
//
// The queue's bytes are whole rows, safe for a terminal (TextPrinter); nothing but these and
// libedit's and our own control sequences is written here. What was typed is erased from the screen
// when it is handed over: the row that tells what was sent takes its place.
//
// Signals. The terminal keeps ISIG while a line is edited, so that Ctrl-C, Ctrl-Z and Ctrl-\ work
// even when nobody reads keys. SIGINT is for the program, which asks `interrupt` first. SIGTSTP,
// SIGCONT and SIGWINCH are read here, from a signalfd(2); SIGTTIN and SIGTTOU are blocked, too. In
// the background nothing is read, no mode is set, and there is no prompt.
//
// Thread rule: make and destroy it on the main thread, before other threads start: they inherit the
// blocked signals. One at a time: terminfo's state is the process's. `queue` and `interrupt` are
// for any thread.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "base/result.h"
#include "cli/keys.h"
#include "cli/line_editor.h"
#include "cli/output_queue.h"
#include "cli/terminal.h"

namespace parley::cli {

class Console {
 public:
  /// Called on the console's thread.
  struct Calls {
    std::function<void(std::string line)> line;  ///< without its end; may be empty
    std::function<void()> end;  ///< Ctrl-D on an empty line, or the terminal went away
  };

  /// Errors as `Terminal::open` and `LineEditor::check_terminal`: then there is no prompt, and rows
  /// may go through an OutputWriter.
  static Result<std::unique_ptr<Console>> open(int input, int output, Calls calls);

  /// Restores the terminal's mode. Rows that were not written are discarded:
  /// `OutputQueue::wait_written` comes before. Never hangs.
  ~Console();
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  OutputQueue& queue() { return queue_; }

  /// For SIGINT. True: something was typed, and is being discarded. False: the line is empty, so
  /// the program is meant.
  bool interrupt();

 private:
  /// The signals of this file's comment, blocked as long as it lives.
  class Signals {
   public:
    Signals();
    ~Signals();
    int descriptor() const { return descriptor_.get(); }  ///< negative: see `error`
    int error() const { return error_; }

   private:
    sigset_t before_{};
    int error_ = 0;
    net::Descriptor descriptor_;
  };

  Console(Terminal terminal, Calls calls);

  Result<> start();
  void run();
  void edit();
  std::optional<wchar_t> next_key();
  void turn();
  int patience() const;
  bool show_rows();
  void write_screen();
  void read_keys();
  void take_signals();
  void suspend();
  void resume();
  void hide_prompt();
  void end_input();
  void finish();

  Terminal terminal_;
  Calls calls_;
  Signals signals_;
  OutputQueue queue_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> clear_wanted_ = false;
  std::atomic<bool> something_typed_ = false;

  // The thread's own.
  std::optional<LineEditor> editor_;  // from the first moment in the foreground to the end of input
  Keys keys_;
  bool prompt_shown_ = false;
  bool mode_kept_ = false;
  bool input_ended_ = false;
  bool gone_ = false;  // the terminal
  std::string rows_;   // taken from the queue
  std::size_t rows_done_ = 0;
  std::size_t rows_on_screen_ =
      0;                // how many octets of `screen_` are rows, to be reported as written
  std::string screen_;  // for the terminal
  std::size_t screen_done_ = 0;
  bool rows_idle_ = false;  // the queue was empty, and will wake
  SteadyTime rows_due_;

  std::thread thread_;
};

}  // namespace parley::cli
