// parley doctor: why does it not connect? Evidence, then the next step.
#include "session/doctor.h"

#include <cerrno>
#include <cstdio>
#include <fmt/format.h>
#include <optional>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/diagnosis_printer.h"
#include "cli/output.h"
#include "cli/page.h"
#include "cli/settings.h"
#include "host/system_host.h"
#include "net/epoll.h"
#include "net/system_network.h"
#include "text/notation.h"

namespace parley::cli {

namespace {

/// Long enough for three ARP questions (3 s), and for a second and a third SYN.
constexpr std::chrono::seconds connect_patience{5};

struct OwnOptions {
  std::string say;
  bool say_given = false;
};

OwnOptions& own_options() {
  static OwnOptions own;
  return own;
}

/// Standard output, a check at a time. A reader that went away misses only the rest.
class Page {
 public:
  explicit Page(const Options& options)
      : jsonl_(options.format == "jsonl"),
        style_{columns_of_output(), row_style(options, STDOUT_FILENO).colour} {}

  void show(const explain::Check& check) {
    put(jsonl_ ? check_jsonl(check, clock_.wall()) : check_text(check, style_));
  }
  void show(const explain::Verdict& verdict) {
    put(jsonl_ ? verdict_jsonl(verdict, clock_.wall()) : verdict_text(verdict, style_));
  }

  /// Why not all of it was written.
  const std::optional<Error>& trouble() const { return trouble_; }

 private:
  void put(const std::string& text) {
    const bool whole =
        std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
    if (!whole && errno != EPIPE && !trouble_) {
      trouble_ = system_error("write to standard output", errno);
    }
  }

  const bool jsonl_;
  const PageStyle style_;
  SystemClock clock_;
  std::optional<Error> trouble_;
};

Exit fail(const Error& error) {
  report_usage(error);
  return Exit::failed;
}

Result<session::DoctorSettings> doctor_settings(const Options& options) {
  const auto target = session::parse_target(options.words, false);
  if (!target) return failure(target.error());
  auto connect = connect_settings(options, *target);
  if (!connect) return failure(connect.error());
  const bool stream =
      connect->transport == event::Transport::tcp || connect->transport == event::Transport::tls;
  if (!stream) {
    return failure({ErrorClass::bad_input, 0,
                    fmt::format("examine {}://", event::transport_name(connect->transport)),
                    "only TCP and TLS have a connection that can be tried"});
  }
  if (options.connect_timeout.empty()) connect->timeout = connect_patience;
  session::DoctorSettings settings;
  settings.connect = std::move(*connect);
  if (!own_options().say_given) return settings;
  auto text = text::parse_notation(own_options().say);
  if (!text) return failure(text.error());
  if (text->empty()) {
    return failure({ErrorClass::bad_input, 0, "understand '' after --say", "there is no text"});
  }
  settings.say = std::move(*text);
  return settings;
}

net::Task<> examine(session::Doctor& doctor, net::Loop& loop, Page& page, Exit& exit) {
  const explain::Verdict verdict = co_await doctor.examine();
  page.show(verdict);
  exit = verdict.usable ? Exit::done : Exit::failed;
  loop.stop();
}

}  // namespace

void add_doctor(CLI::App& app, Options& options) {
  auto* doctor = app.add_subcommand(
      "doctor",
      "why does it not connect? Evidence about a server and the way there, then the next "
      "step");
  add_words(*doctor, options, "HOST PORT",
            "which server: also HOST:PORT, [v6]:PORT, and tcp:// tls:// HOST:PORT", 2);
  add_families(*doctor, options);
  doctor->add_option("-w,--wait", options.connect_timeout, "give up connecting after TIME (5s)")
      ->type_name("TIME");
  doctor->add_option("-p,--source-port", options.source_port, "connect from this local port")
      ->type_name("PORT");
  doctor
      ->add_option("--say", own_options().say,
                   "once connected, send TEXT, and a newline behind it when nothing comes back; "
                   "without it nothing is sent")
      ->type_name("TEXT")
      ->each([](const std::string&) { own_options().say_given = true; });
  doctor
      ->add_option("--format", options.format,
                   "what is printed: text (for people) or jsonl (one check a line, then the "
                   "verdict)")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "jsonl"}));
  add_tls(*doctor, options, true);
}

Exit run_doctor(const Options& options) {
  auto settings = doctor_settings(options);
  if (!settings) {
    report_usage(settings.error());
    return Exit::usage;
  }
  SystemClock clock;
  net::EpollLoop loop(clock);
  if (loop.trouble()) return fail(*loop.trouble());
  net::SystemNetwork network(loop);
  const host::SystemHost host;
  Page page(options);
  session::Doctor doctor(network, host, std::move(*settings),
                         [&page](const explain::Check& check) { page.show(check); });
  Exit exit = Exit::failed;
  net::Task<> examining = examine(doctor, loop, page, exit);
  examining.start();
  loop.run();
  return page.trouble() ? fail(*page.trouble()) : exit;
}

}  // namespace parley::cli
