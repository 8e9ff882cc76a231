// What a person types at the prompt: a line to send, or a command that begins with a slash.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/input.h"
#include "talk/talk.h"

namespace parley::cli {

class TypedLines {
 public:
  /// `say` shows an answer to the typist; `quit` ends the program in order.
  TypedLines(talk::Talk& talk, InputStyle style, std::function<void(std::string)> say,
             std::function<void()> quit);

  /// One line without its end.
  void take(std::string_view line);

 private:
  struct Command {
    std::string_view name;
    std::string_view words;
    std::string_view help;
    void (TypedLines::*run)(std::string_view rest);
  };
  static const Command* commands(std::size_t& count);

  void run_command(std::string_view line);
  void send_text(std::string_view text, std::optional<event::PeerId> to);
  void send_bytes(Bytes bytes, std::optional<event::PeerId> to);
  std::optional<event::PeerId> take_peer(std::string_view& rest);

  void peers(std::string_view rest);
  void to(std::string_view rest);
  void hex(std::string_view rest);
  void close(std::string_view rest);
  void ending(std::string_view rest);
  void help(std::string_view rest);
  void quit(std::string_view rest);

  talk::Talk& talk_;
  InputStyle style_;
  std::function<void(std::string)> say_;
  std::function<void()> quit_;
  std::optional<event::PeerId> target_;  // nothing: all
};

}  // namespace parley::cli
