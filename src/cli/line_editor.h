// One line at a prompt, edited by libedit (editline(3)), with its history.
//
// Libedit reads its keys through a function of ours, which waits for whatever else there is; so
// rows can be printed at any moment, also in the middle of an escape sequence: `erase` the line
// from the screen, print, `draw` it again. What libedit writes goes into a string and not to the
// terminal, so nothing of it can block.
//
// Rejected: readline's callback interface of libedit, which loses UTF-8 characters that arrive in
// parts; and its signal handlers, which know nothing of threads.
//
// Thread rule: one thread, with a UTF-8 locale (uselocale(3)), for everything. The terminal's mode
// is set while `edit` runs and stays so; who made the object restores it (Terminal).
#pragma once

#include <functional>
#include <histedit.h>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/terminal.h"

namespace parley::cli {

class LineEditor {
 public:
  enum class Ended {
    line,     ///< Enter
    no_more,  ///< Ctrl-D on an empty line
    gave_up,  ///< there was no next key
  };

  /// Waits for a key; nothing: stop editing.
  using NextKey = std::function<std::optional<wchar_t>()>;

  /// A key that no keyboard has: empties the line.
  static constexpr wchar_t clear_key = 0x81;

  /// Whether the terminal of this process (TERM) can do what is needed: move its cursor up.
  static Result<> check_terminal();

  /// `screen` is where all that is for the terminal is appended.
  LineEditor(const Terminal& terminal, std::string& screen, NextKey next_key);
  ~LineEditor();
  LineEditor(const LineEditor&) = delete;
  LineEditor& operator=(const LineEditor&) = delete;

  /// Draws the prompt and edits; at the end the line is erased from the screen. `line` is without
  /// its end.
  Ended edit(std::string& line);

  /// Only inside of `edit`, which is to say from `NextKey`.
  void erase();
  void draw();
  void resized();
  bool empty() const;

 private:
  struct EndOfEditLine {
    void operator()(EditLine* edit_line) const { el_end(edit_line); }
  };
  struct EndOfHistory {
    void operator()(HistoryW* history) const { history_wend(history); }
  };
  struct EndOfStream {
    void operator()(std::FILE* stream) const { std::fclose(stream); }
  };

  static LineEditor& of(EditLine* edit_line);
  static wchar_t* prompt(EditLine* edit_line);
  static int read_key(EditLine* edit_line, wchar_t* key);
  static unsigned char on_enter(EditLine* edit_line, wint_t key);
  static unsigned char on_end(EditLine* edit_line, wint_t key);
  static unsigned char on_clear(EditLine* edit_line, wint_t key);
  void bind_keys();
  int number(const char* capability) const;
  std::wstring_view typed() const;

  std::string& screen_;
  NextKey next_key_;
  std::unique_ptr<std::FILE, EndOfStream> stream_;
  std::unique_ptr<HistoryW, EndOfHistory> history_;
  std::unique_ptr<EditLine, EndOfEditLine> edit_line_;
  Ended ended_ = Ended::gave_up;
};

}  // namespace parley::cli
