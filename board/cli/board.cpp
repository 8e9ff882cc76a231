// parley board: run a sketch as a board, and talk with its serial line.
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>

#include "board/cli/board_options.h"
#include "board/cli/commands.h"
#include "board/talk/board_talk.h"
#include "cli/reach.h"
#include "cli/settings.h"
#include "session/opening.h"

namespace parley::board::cli {

namespace {

using parley::cli::Conversation;
using parley::cli::Exit;
using parley::cli::Options;
using parley::cli::report_usage;

BoardOptions given;  // bound by `add_board`; there is one command line

Exit report(const Error& error) {
  report_usage(error);
  return Exit::failed;
}

/// Whether every step of the Wi-Fi is told: to programs and on terminals, not beside a pipe's
/// bytes.
bool tells_all(const Options& options) {
  const bool rows = options.format == "text" || options.format == "jsonl";
  return options.verbose || rows || (options.format == "auto" && ::isatty(STDOUT_FILENO));
}

sketch::Built build(const sketch::BuildRequest& request, bool verbose) {
  sketch::Built built = sketch::build(request);
  // Warnings are for those who ask, as in the Arduino tools.
  if ((built.error || verbose) && !built.compiler_words.empty()) {
    fmt::print(stderr, "{}{}", built.compiler_words,
               built.compiler_words.ends_with('\n') ? "" : "\n");
  }
  return built;
}

sketch::Sandbox sandbox(const BoardOptions& options) {
  if (options.no_sandbox) return sketch::Sandbox::none("--no-sandbox");
  return sketch::Sandbox::probe();
}

parley::cli::Shape shape_of(const Options& options, const talk::BoardPlan& plan) {
  parley::cli::Shape shape;
  shape.one_peer = options.also_listen.empty();
  shape.outlives_input = true;
  shape.emulated = true;
  shape.situation.operation = explain::Operation::connect;
  shape.situation.transport = event::Transport::serial;
  shape.situation.target = plan.board.name;
  return shape;
}

/// --listen: the PC's end of the board's talk, in the same log.
std::optional<Exit> listen_too(Conversation& conversation, const Options& options) {
  if (options.also_listen.empty()) return std::nullopt;
  const auto target = session::parse_target({options.also_listen}, true);
  auto port = target ? parley::cli::listen_settings(options, *target) : failure(target.error());
  const auto allowed = parley::cli::allowed_networks(options);
  if (const Error* error = parley::cli::first_error(port, allowed)) {
    report_usage(*error);
    return Exit::usage;
  }
  session::Session& session = conversation.session();
  session.serve_only(*port, *allowed);
  const auto local = session::listen_on_any(session.talk(), *port);
  if (!local) return conversation.fail_to_listen(local.error(), *port);
  return std::nullopt;
}

}  // namespace

void add_board(CLI::App& app, Options& options) {
  auto* board = app.add_subcommand("board", "run a sketch as a board, without one");
  board
      ->add_option(
          "words", options.words,
          "a sketch: a folder, a .ino file, or the name of one that comes with Parley, such "
          "as TcpClient")
      ->type_name("SKETCH")
      ->expected(1)
      ->required();
  add_board_options(*board, given);
  board
      ->add_option("--listen", options.also_listen,
                   "be a TCP server on this port, too: the board reaches it as 10.0.2.2")
      ->type_name("PORT");
  board
      ->add_option("-q,--linger", options.linger,
                   "end TIME after the end of standard input (default: the board goes on)")
      ->type_name("TIME");
  parley::cli::add_common(*board, options);
  parley::cli::add_recording(*board, options);
  parley::cli::add_rules(*board, options);
  parley::cli::add_access(*board, options);
}

Exit run_board(const Options& options) {
  auto plan = plan_of(given, options.words.front());
  if (!plan) {
    report_usage(plan.error());
    return Exit::usage;
  }
  plan->build.sandbox = sandbox(given);
  const sketch::Built built = build(plan->build, options.verbose);
  if (built.error) return report(*built.error);
  if (given.build_only) {
    fmt::print("{}\n", built.program.string());
    return Exit::done;
  }
  talk::complete(*plan, built);
  talk::BoardTalk* running = nullptr;
  parley::cli::Shape shape = shape_of(options, *plan);
  shape.wind_down = [&running](std::function<void()> then) {
    running ? running->wind_down(std::move(then)) : then();
  };
  Exit instead = Exit::usage;
  const auto conversation = Conversation::make(options, std::move(shape), instead);
  if (!conversation) return instead;
  if (const sketch::Sandbox& around = plan->build.sandbox; !around.works()) {
    conversation->say("this sketch runs as native code with your rights: " + around.why_not());
  }
  // Behind the conversation, whose loop its streams wait on: so it goes first, whatever happens.
  talk::BoardTalk board_talk(
      conversation->session(), [&](const std::string& text) { conversation->say(text); },
      std::move(*plan), tells_all(options));
  running = &board_talk;
  if (const auto exit = listen_too(*conversation, options)) return *exit;
  if (const auto opened = board_talk.open_router(); !opened) return report(opened.error());
  if (given.watch) {
    if (const auto watched = board_talk.watch(built.folder); !watched) {
      return report(watched.error());
    }
  }
  conversation->session().talk().open_serial(board_talk.source());
  return conversation->run();
}

}  // namespace parley::board::cli
