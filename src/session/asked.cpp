#include "session/asked.h"

#include <filesystem>
#include <fmt/format.h>

#include "session/opening.h"
#include "talk/rules.h"
#include "text/duration.h"
#include "text/shell_quote.h"

namespace parley::session {

namespace {

Failure bad(std::string attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
}

std::string number_of(Port port) {
  return std::to_string(static_cast<unsigned>(port));
}

/// "TcpClient", whether a bundled sketch's name, its folder or its file was chosen.
std::string sketch_name(const std::string& where) {
  std::filesystem::path path(where);
  if (!path.has_filename()) path = path.parent_path();
  return path.extension() == ".ino" ? path.stem().string() : path.filename().string();
}

std::string_view command_of(Asked::Kind kind) {
  switch (kind) {
    case Asked::Kind::server: return "listen";
    case Asked::Kind::client: return "connect";
    case Asked::Kind::serial: return "serial";
    case Asked::Kind::board: return "board";
  }
  return "listen";
}

/// The words of a command, each quoted where it must be.
class Words {
 public:
  void add(std::string_view word) {
    text_ += ' ';
    text_ += text::shell_quote(word);
  }

  /// With "=" where the value could be taken for an option.
  void add(std::string_view option, std::string_view value) {
    if (value.starts_with('-')) {
      add(fmt::format("{}={}", option, value));
    } else {
      add(option);
      add(value);
    }
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_ = "parley";
};

void add_where(const Asked& asked, Words& words) {
  switch (asked.kind) {
    case Asked::Kind::server:
      if (!asked.where.empty()) words.add(asked.where);
      words.add(number_of(asked.port));
      break;
    case Asked::Kind::client:
      words.add(asked.where);
      words.add(number_of(asked.port));
      break;
    case Asked::Kind::serial:
      words.add(asked.where);
      if (asked.baud != Asked().baud) words.add(std::to_string(asked.baud));
      break;
    case Asked::Kind::board: words.add(asked.where);
  }
}

void add_transport(const Asked& asked, Words& words) {
  const bool server = asked.kind == Asked::Kind::server;
  if (!server && asked.kind != Asked::Kind::client) return;
  if (asked.transport == event::Transport::udp) words.add("-u");
  if (asked.transport == event::Transport::tls) {
    words.add("--tls");
    if (server) words.add("--cert", asked.certificate);
    if (server && !asked.key.empty()) words.add("--key", asked.key);
    if (!server && asked.insecure) words.add("--insecure");
  }
  if (!server && asked.retry) words.add("--retry");
  if (server) {
    for (const auto& network : asked.allowed)
      words.add("--allow", network);
  }
}

void add_rules(const talk::RuleSettings& rules, Words& words) {
  if (rules.echo) words.add("--echo");
  if (rules.greet) words.add("--greet", *rules.greet);
  for (const auto& [pattern, text] : rules.replies) {
    words.add("--reply", pattern);
    words.add(text);
  }
  for (const auto& [interval, text] : rules.every) {
    words.add("--every", text::exact_duration(interval));
    words.add(text);
  }
  if (rules.expect) words.add("--expect", *rules.expect);
}

Result<> check_end(const Asked& asked) {
  switch (asked.kind) {
    case Asked::Kind::server: {
      const bool known = asked.where.empty() || asked.where == "localhost" ||
                         IpAddress::parse(asked.where).has_value();
      if (!known) {
        return bad(fmt::format("listen on '{}'", asked.where),
                   "the address to listen on is one of this machine's, such as 127.0.0.1");
      }
      if (asked.transport == event::Transport::tls && asked.certificate.empty()) {
        return bad("listen with TLS", "a TLS server needs a certificate and its key");
      }
      break;
    }
    case Asked::Kind::client:
      if (asked.where.empty()) return bad("connect", "the address is missing");
      if (asked.port == Port{0}) {
        return bad(fmt::format("connect to {}", asked.where), "ports go from 1 to 65535");
      }
      break;
    case Asked::Kind::serial:
      if (asked.where.empty()) return bad("open a serial device", "its path is missing");
      if (asked.baud == 0) {
        return bad(fmt::format("open {}", asked.where), "a baud rate is a number such as 115200");
      }
      break;
    case Asked::Kind::board:
      if (asked.where.empty()) return bad("run a board", "the sketch is missing");
  }
  const bool online = asked.kind == Asked::Kind::server || asked.kind == Asked::Kind::client;
  const bool possible = asked.transport == event::Transport::tcp ||
                        asked.transport == event::Transport::tls ||
                        asked.transport == event::Transport::udp;
  if (online && !possible) {
    return bad(fmt::format("use {}", event::transport_name(asked.transport)),
               "the transports here are tcp, tls and udp");
  }
  return {};
}

}  // namespace

std::string title(const Asked& asked) {
  if (!asked.name.empty()) return asked.name;
  switch (asked.kind) {
    case Asked::Kind::server:
      if (asked.where.empty()) return "port " + number_of(asked.port);
      [[fallthrough]];
    case Asked::Kind::client: {
      const bool brackets = asked.where.find(':') != std::string::npos;
      return fmt::format("{}{}{}:{}", brackets ? "[" : "", asked.where, brackets ? "]" : "",
                         number_of(asked.port));
    }
    case Asked::Kind::serial: return asked.where;
    case Asked::Kind::board: return sketch_name(asked.where);
  }
  return {};
}

std::string recording_title(const Asked& asked) {
  std::string text(command_of(asked.kind));
  if (asked.kind == Asked::Kind::board) return text + "-" + sketch_name(asked.where);
  if (!asked.where.empty()) text += "-" + asked.where;
  if (asked.kind != Asked::Kind::serial) text += "-" + number_of(asked.port);
  return text;
}

std::string command_line(const Asked& asked) {
  Words words;
  words.add(command_of(asked.kind));
  add_transport(asked, words);
  add_rules(asked.rules, words);
  if (asked.framing != text::Framing::none) {
    words.add("--frame", text::framing_name(asked.framing));
  }
  if (asked.line_ending != text::LineEnding::lf) {
    words.add("--ending", text::line_ending_name(asked.line_ending));
  }
  add_where(asked, words);
  return words.text();
}

Result<> check(const Asked& asked) {
  if (auto end = check_end(asked); !end) return end;
  if (asked.kind == Asked::Kind::server) {
    if (const auto networks = allowed_networks(asked); !networks) return failure(networks.error());
  }
  for (const auto& [interval, text] : asked.rules.every) {
    if (interval < std::chrono::milliseconds{1}) {
      return bad(fmt::format("repeat '{}'", text), "the shortest time is 1ms");
    }
  }
  if (const auto rules = talk::Rules::compile(asked.rules, 0); !rules) {
    return failure(rules.error());
  }
  return {};
}

}  // namespace parley::session
