// parley wire: the packets of conversations as ladders.
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

#include "base/limits.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/output_writer.h"
#include "cli/page.h"
#include "cli/wire_options.h"
#include "net/epoll.h"
#include "net/signals.h"
#include "text/shell_quote.h"
#include "wire/ladder_words.h"
#include "wire/link.h"
#include "wire/live.h"
#include "wire/packet_input.h"

namespace parley::cli {

namespace {

WireOptions& own_options() {
  static WireOptions own;
  return own;
}

/// For a command that a user can copy.
std::string this_program() {
  std::error_code error;
  const auto path = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? "parley" : path.string();
}

/// Takes packets to the ladder and the ladder to standard output, at the pace of who reads it.
class Watching {
 public:
  /// Before any thread is started: signals.
  Watching(wire::PacketInput& input, const LadderStyle& style)
      : input_(input),
        signals_(loop_, {SIGINT, SIGTERM, SIGHUP}, [this](int) { stop(); }),
        writer_(STDOUT_FILENO, "standard output"),
        view_(style, [this](std::string_view lines) { writer_.queue().append(lines); }),
        ladder_([this](const wire::Flow& flow, const wire::Summary& summary,
                       const wire::Row& row) { view_.show(flow, summary, row); },
                [this](const wire::Flow& flow, const wire::Summary& summary) {
                  view_.gone(flow, summary);
                }),
        timer_(loop_, [this] { read_on(); }) {
    writer_.queue().on_broken([this](const Error& error) {
      loop_.post([this, error] {
        // Who has seen enough of it is no failure.
        if (error.kind != ErrorClass::reset) fail(error);
        unread_ = true;
        stop();
      });
    });
  }

  Exit run() {
    if (const auto& trouble = signals_.trouble()) {
      fail(*trouble);
      return Exit::failed;
    }
    loop_.post([this] { read_on(); });
    loop_.run();
    ladder_.finish();
    const auto written = writer_.finish(loop_, [this] { return stopped_; });
    if (!written && !failed_) fail(written.error());
    tell_remarks();
    return failed_ ? Exit::failed : Exit::done;
  }

 private:
  static constexpr int packets_per_turn_max = 1024;
  static constexpr std::chrono::milliseconds interval{50};

  void stop() {
    stopped_ = true;
    loop_.stop();
  }

  void fail(const Error& error) {
    report_usage(error);
    failed_ = true;
  }

  void read_on() {
    for (int i = 0; i < packets_per_turn_max; ++i) {
      if (writer_.queue().full()) return timer_.arm(loop_.now() + interval / 10);
      const auto next = input_.next();
      if (!next) {
        fail(next.error());
        return loop_.stop();
      }
      if (!*next) {
        if (input_.ended()) return loop_.stop();
        return timer_.arm(loop_.now() + interval);
      }
      take(**next);
    }
    loop_.post([this] { read_on(); });
  }

  void take(const wire::InputFrame& input) {
    if (input.rebuilt && !rebuilt_) {
      rebuilt_ = true;
      for (const auto& line : wrapped_words(wire::rebuilt_words, columns_of_output()))
        fmt::print(stderr, "{}\n", line);
    }
    ladder_.add(input.frame, input.rebuilt, input.decoration);
  }

  void tell_remarks() {
    if (unread_) return;
    for (const auto& remark : input_.remarks())
      fmt::print(stderr, "{}\n", remark);
    for (const auto type : ladder_.unknown_links()) {
      fmt::print(stderr, "Frames of {} are not understood here and were passed over.\n",
                 wire::link_type_name(type));
    }
    if (ladder_.fragments() != 0) {
      fmt::print(stderr,
                 "{} fragments of IP packets were passed over: they are not put together.\n",
                 ladder_.fragments());
    }
    if (view_.shown() == 0 && !failed_) {
      fmt::print(stderr, "No conversation over TCP or UDP that was asked for is in it.\n");
    }
  }

  SystemClock clock_;
  net::EpollLoop loop_{clock_};
  wire::PacketInput& input_;
  net::Signals signals_;
  OutputWriter writer_;
  LadderView view_;
  wire::Ladder ladder_;
  net::Timer timer_;
  bool rebuilt_ = false;
  bool failed_ = false;
  bool unread_ = false;
  bool stopped_ = false;  // by a signal, or by a reader who has seen enough
};

Result<std::unique_ptr<wire::PacketInput>> input_of(const WireOptions& own) {
  if (!own.interface.empty()) return wire::live_input(own.interface, own.output_file);
  if (own.file == "-") return wire::standard_input();
  return wire::file_input(own.file, own.follow);
}

}  // namespace

void add_wire(CLI::App& app, Options&) {
  auto* wire = app.add_subcommand("wire", "see packet by packet what went over the wire");
  add_wire_options(*wire, own_options());
}

Exit run_wire(const Options& options) {
  const WireOptions& own = own_options();
  auto style = ladder_style(own);
  if (!style) {
    report_usage(style.error());
    return Exit::usage;
  }
  style->live = own.follow || own.file == "-" || !own.interface.empty();
  style->colour = row_style(options, STDOUT_FILENO).colour;
  style->columns = columns_of_output();
  auto input = input_of(own);
  if (!input) {
    report_usage(input.error());
    if (input.error().kind == ErrorClass::no_permission && !own.interface.empty()) {
      fmt::print(
          stderr, "{}\n",
          wire::permission_advice(this_program(), "wire -i " + text::shell_quote(own.interface)));
    }
    return input.error().kind == ErrorClass::bad_input ? Exit::usage : Exit::failed;
  }
  return Watching(**input, *style).run();
}

}  // namespace parley::cli
