#include "cli/typed_lines.h"

#include <charconv>
#include <fmt/format.h>

#include "cli/peer_table.h"
#include "text/hex.h"

namespace parley::cli {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

}  // namespace

TypedLines::TypedLines(talk::Talk& talk, InputStyle style, std::function<void(std::string)> say,
                       std::function<void()> quit)
    : talk_(talk), style_(style), say_(std::move(say)), quit_(std::move(quit)) {}

const TypedLines::Command* TypedLines::commands(std::size_t& count) {
  static constexpr Command table[] = {
      {"peers", "", "who is here, with counters and round-trip times", &TypedLines::peers},
      {"to", "N TEXT", "send TEXT to peer N alone", &TypedLines::to},
      {"to", "N | all", "from now on send what is typed to peer N, or to all", &TypedLines::to},
      {"hex", "48 65 6c", "send these octets", &TypedLines::hex},
      {"close", "N | all", "end the conversation with peer N, or with all", &TypedLines::close},
      {"ending", "lf | cr | crlf | none", "how typed lines end", &TypedLines::ending},
      {"help", "", "this list", &TypedLines::help},
      {"quit", "", "close all and end", &TypedLines::quit},
  };
  count = std::size(table);
  return table;
}

void TypedLines::take(std::string_view line) {
  if (line.starts_with("//")) {
    send_text(line.substr(1), target_);
  } else if (line.starts_with("/")) {
    run_command(line.substr(1));
  } else {
    send_text(line, target_);
  }
}

void TypedLines::run_command(std::string_view line) {
  const auto space = line.find(' ');
  const std::string_view name = line.substr(0, space);
  const std::string_view rest =
      space == std::string_view::npos ? std::string_view() : trimmed(line.substr(space));
  std::size_t count = 0;
  const Command* table = commands(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (table[i].name != name) continue;
    (this->*table[i].run)(rest);
    return;
  }
  say_(fmt::format("there is no command /{}: /help lists them; // sends a line that begins with /",
                   name));
}

void TypedLines::send_text(std::string_view text, std::optional<event::PeerId> to) {
  if (style_.framing != text::Framing::none) {
    send_bytes(talk_.as_message(text), to);
    return;
  }
  std::string bytes(text);
  bytes += text::line_ending_bytes(style_.line_ending);
  send_bytes(bytes, to);
}

void TypedLines::send_bytes(Bytes bytes, std::optional<event::PeerId> to) {
  if (to) {
    if (talk_.has_peer(*to)) {
      talk_.send(*to, bytes);
    } else {
      say_(fmt::format("peer {} is not here: nothing was sent; /peers lists who is",
                       static_cast<unsigned>(*to)));
    }
  } else if (talk_.peer_count() == 0) {
    say_("nobody is connected: nothing was sent");
  } else {
    talk_.send_all(bytes);
  }
}

std::optional<event::PeerId> TypedLines::take_peer(std::string_view& rest) {
  std::uint32_t number = 0;
  const auto [stop, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
  const bool whole = stop == rest.data() + rest.size() || *stop == ' ';
  if (error != std::errc{} || !whole || number == 0) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
  rest = trimmed(rest);
  return static_cast<event::PeerId>(number);
}

void TypedLines::peers(std::string_view) {
  say_(talk_.peer_count() == 0 ? "nobody is connected" : peer_table(talk_.peers()));
}

void TypedLines::to(std::string_view rest) {
  if (rest == "all") {
    target_.reset();
    say_("what you type goes to all");
    return;
  }
  const auto peer = take_peer(rest);
  if (!peer) {
    say_("/to takes a peer's number and a text, as in: /to 2 Hello");
  } else if (!rest.empty()) {
    send_text(rest, *peer);
  } else if (!talk_.has_peer(*peer)) {
    say_(fmt::format("peer {} is not here; /peers lists who is", static_cast<unsigned>(*peer)));
  } else {
    target_ = *peer;
    say_(fmt::format("what you type goes to peer {}; /to all changes that back",
                     static_cast<unsigned>(*peer)));
  }
}

void TypedLines::hex(std::string_view rest) {
  const auto bytes = text::parse_hex(rest);
  if (!bytes) {
    say_(fmt::format("{}: nothing was sent", to_string(bytes.error())));
  } else if (!bytes->empty()) {
    send_bytes(*bytes, target_);
  }
}

void TypedLines::close(std::string_view rest) {
  if (rest == "all") {
    talk_.close_all();
    return;
  }
  const auto peer = take_peer(rest);
  if (!peer || !rest.empty()) {
    say_("/close takes a peer's number or all, as in: /close 2");
  } else if (!talk_.close(*peer)) {
    say_(fmt::format("peer {} is not here; /peers lists who is", static_cast<unsigned>(*peer)));
  }
}

void TypedLines::ending(std::string_view rest) {
  const auto chosen = text::parse_line_ending(rest);
  if (!chosen) {
    say_("/ending takes lf, cr, crlf or none");
    return;
  }
  style_.line_ending = *chosen;
  say_(fmt::format("typed lines end with {}", text::line_ending_name(*chosen)));
}

void TypedLines::help(std::string_view) {
  std::string text = "a line is sent to all; // sends a line that begins with /";
  std::size_t count = 0;
  const Command* table = commands(count);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("\n  {:<30} {}", fmt::format("/{} {}", table[i].name, table[i].words),
                        table[i].help);
  }
  say_(text);
}

void TypedLines::quit(std::string_view) {
  quit_();
}

}  // namespace parley::cli
