#include "cli/options.h"

namespace parley::cli {

// allow_extra_args(false) below: CLI11 would otherwise take "[ab]" for a list of its own notation,
// and let an option that may be given again swallow the words behind it.

void add_common(CLI::App& command, Options& options) {
  command.add_flag("-v,--verbose", options.verbose, "tell of every connection on standard error");
  command
      .add_option(
          "--format", options.format,
          "what is printed: text (rows for people), jsonl (one event a line), raw (the bytes "
          "as they come); auto is text on a terminal and raw otherwise")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"auto", "text", "jsonl", "raw"}));
  command.add_flag("--hex", options.hex, "show bytes as a hex dump");
  command
      .add_option("--frame", options.framing,
                  "where a message ends: none, line, or length (a 32-bit big-endian count first)")
      ->type_name("HOW")
      ->check(CLI::IsMember({"none", "line", "length"}));
  command.add_flag("-C,--crlf", options.crlf, "end typed lines with CR LF (--ending crlf)");
  command.add_option("--ending", options.line_ending, "how typed lines end: none, lf, cr or crlf")
      ->type_name("ENDING")
      ->check(CLI::IsMember({"none", "lf", "cr", "crlf"}));
  command
      .add_option("--time-limit", options.time_limit,
                  "end after TIME; with --expect not met the exit code is 1")
      ->type_name("TIME");
  command
      .add_option("--state-every", options.state_every,
                  "tell every TIME how each conversation stands: octets, and for TCP the "
                  "round-trip time, what was sent again and what is unacknowledged")
      ->type_name("TIME");
}

void add_recording(CLI::App& command, Options& options) {
  const std::string group = "Recording";
  auto* file =
      command
          .add_option("-o,--output", options.output_file,
                      "record to FILE (pcapng), which is made or, if it is a recording, continued; "
                      "default: a new file in $XDG_STATE_HOME/parley")
          ->type_name("FILE")
          ->group(group);
  auto* none = command.add_flag("--no-record", options.no_record, "record nothing")->group(group);
  auto* sync = command
                   .add_flag("--sync", options.sync,
                             "bring all to the disk at once, again and again, instead of within a "
                             "second")
                   ->group(group);
  auto* must = command
                   .add_option("--record", options.record,
                               "must: when the disk is full or too slow, wait for it instead of "
                               "going on with a gap in the recording")
                   ->type_name("HOW")
                   ->check(CLI::IsMember({"must"}))
                   ->group(group);
  none->excludes(file)->excludes(sync)->excludes(must);
}

void add_rules(CLI::App& command, Options& options) {
  const std::string group = "Rules";
  command.add_flag("--echo", options.echo, "send back whatever comes")->group(group);
  command.add_option("--greet", options.greet, "send TEXT to every new peer")
      ->type_name("TEXT")
      ->each([&options](const std::string&) { options.greet_given = true; })
      ->group(group);
  command
      .add_option(
          "--reply", options.replies,
          "when what comes matches the regular expression RE, send TEXT; {{1}} is its first "
          "group; may be given again")
      ->type_name("RE TEXT")
      ->allow_extra_args(false)
      ->group(group);
  command.add_option("--every", options.every, "send TEXT every TIME; may be given again")
      ->type_name("TIME TEXT")
      ->allow_extra_args(false)
      ->group(group);
  command
      .add_option("--expect", options.expect,
                  "end with exit code 0 as soon as what comes matches RE, and with 1 otherwise")
      ->type_name("RE")
      ->each([&options](const std::string&) { options.expect_given = true; })
      ->group(group);
}

void add_access(CLI::App& command, Options& options) {
  const std::string group = "Who may connect";
  command
      .add_option(
          "--allow", options.allow,
          "serve this network, too (default: this machine's own subnets); may be given again")
      ->type_name("CIDR")
      ->allow_extra_args(false)
      ->group(group);
  command.add_option("--max-peers", options.peers_max, "how many peers at once")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
  command
      .add_option("--max-peers-per-address", options.peers_per_address_max,
                  "how many from one address; loopback is exempt")
      ->type_name("N")
      ->check(CLI::PositiveNumber)
      ->capture_default_str()
      ->group(group);
}

void add_families(CLI::App& command, Options& options) {
  auto* v4 = command.add_flag("-4", options.v4, "IPv4 only");
  command.add_flag("-6", options.v6, "IPv6 only")->excludes(v4);
}

void add_tls(CLI::App& command, Options& options, bool client) {
  const std::string group = "TLS";
  command.add_flag("--tls", options.tls, "speak TLS 1.2 or newer")->group(group);
  command.add_option("--cert", options.certificate_file, "our certificate with its chain (PEM)")
      ->type_name("FILE")
      ->group(group);
  command.add_option("--key", options.key_file, "its private key (PEM)")
      ->type_name("FILE")
      ->group(group);
  command
      .add_option("--ca", options.authority_file,
                  client ? "whom to trust besides the system's store (PEM)"
                         : "demand client certificates, signed by this authority (PEM)")
      ->type_name("FILE")
      ->group(group);
  if (!client) return;
  command
      .add_flag("--insecure", options.insecure,
                "do not check whose certificate it is: anybody in between can read and change all")
      ->group(group);
}

void add_words(CLI::App& command, Options& options, const std::string& names,
               const std::string& help, int most) {
  command.add_option("words", options.words, help)->type_name(names)->expected(1, most)->required();
}

namespace {

void add_listen(CLI::App& app, Options& options) {
  auto* listen = app.add_subcommand("listen", "be a server: every client is a peer");
  add_words(*listen, options, "[ADDRESS] PORT",
            "where to listen; default: every address. Also ADDRESS:PORT, udp://ADDRESS:PORT, "
            "tls://ADDRESS:PORT, raw://ADDRESS/PROTOCOL",
            2);
  listen->add_flag("-u,--udp", options.udp, "UDP: one peer for each sender");
  add_families(*listen, options);
  listen->add_flag("--once", options.once, "serve one peer, and end when it leaves");
  listen->add_option("-q,--linger", options.linger, "end TIME after the end of standard input")
      ->type_name("TIME");
  listen->add_flag("--no-shutdown", options.no_shutdown,
                   "with --once: do not finish sending at the end of standard input");
  add_common(*listen, options);
  add_recording(*listen, options);
  add_rules(*listen, options);
  add_tls(*listen, options, false);
  add_access(*listen, options);
}

void add_connect(CLI::App& app, Options& options) {
  auto* connect = app.add_subcommand("connect", "be a client");
  add_words(*connect, options, "HOST PORT",
            "where to: also HOST:PORT, [v6]:PORT, and tcp:// udp:// tls:// HOST:PORT, "
            "raw://HOST/PROTOCOL",
            2);
  connect->add_flag("-u,--udp", options.udp, "UDP");
  add_families(*connect, options);
  connect->add_option("-w,--wait", options.connect_timeout, "give up connecting after TIME (10s)")
      ->type_name("TIME");
  connect->add_option("-p,--source-port", options.source_port, "connect from this local port")
      ->type_name("PORT");
  connect->add_flag(
      "--retry", options.retry,
      "connect again after every failure and every end, later and later (15 s at most)");
  connect->add_option("-q,--linger", options.linger, "end TIME after the end of standard input")
      ->type_name("TIME");
  connect->add_flag("--no-shutdown", options.no_shutdown,
                    "do not finish sending at the end of standard input");
  add_common(*connect, options);
  add_recording(*connect, options);
  add_rules(*connect, options);
  add_tls(*connect, options, true);
}

void add_serial(CLI::App& app, Options& options) {
  auto* serial = app.add_subcommand("serial", "be a serial port's other end: a board's shell");
  add_words(*serial, options, "DEVICE [BAUD]", "such as /dev/ttyUSB0; default 115200 baud", 2);
  const CLI::IsMember on_off({"on", "off"});
  serial->add_option("--dtr", options.dtr, "set the DTR line: on or off (default: left alone)")
      ->type_name("STATE")
      ->check(on_off);
  serial->add_option("--rts", options.rts, "set the RTS line: on or off (default: left alone)")
      ->type_name("STATE")
      ->check(on_off);
  serial
      ->add_option("--listen", options.also_listen,
                   "be a TCP server on this port, too: the board's shell and its talk in one log")
      ->type_name("PORT");
  serial->add_option("-q,--linger", options.linger, "end TIME after the end of standard input")
      ->type_name("TIME");
  add_common(*serial, options);
  add_recording(*serial, options);
  add_rules(*serial, options);
  add_access(*serial, options);
}

void add_relay(CLI::App& app, Options& options) {
  auto* relay = app.add_subcommand("relay", "stand between two, and show what both say");
  add_words(*relay, options, "[ADDRESS:]PORT HOST PORT",
            "where to listen, and where to connect for each client; the target may be tls://", 3);
  add_families(*relay, options);
  relay->add_option("-w,--wait", options.connect_timeout, "give up connecting after TIME (10s)")
      ->type_name("TIME");
  relay->add_flag("--once", options.once, "relay one connection, and end with it");
  add_common(*relay, options);
  add_recording(*relay, options);
  add_tls(*relay, options, true);
  add_access(*relay, options);
}

}  // namespace

std::unique_ptr<CLI::App> make_app(Options& options) {
  auto app = std::make_unique<CLI::App>(
      "Talk TCP, UDP, TLS, raw IP and serial with the things on your network, and see every byte.",
      "parley");
  app->set_version_flag("--version", "parley " PARLEY_VERSION);
  app->add_option("--generate", options.generate, "print the man page or a shell's completions")
      ->type_name("WHAT")
      ->check(CLI::IsMember({"man", "bash", "zsh", "fish"}));
  app->footer(
      "TIME is a number with ms, s, m or h; a bare number is seconds. TEXT knows \\n \\r \\t \\\\ "
      "and "
      "\\XX (an octet in hex), and the macros {{DATE}} {{TIME}} {{UNIXTIME}} {{COUNTER}} "
      "{{RANDOM}} "
      "{{PEER}} {{ADDRESS}}.\nExit code: 0 done, 1 the peer or the network failed, 2 wrong usage, "
      "3 the recording is incomplete.");
  add_listen(*app, options);
  add_connect(*app, options);
  add_serial(*app, options);
  add_relay(*app, options);
  return app;
}

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

}  // namespace parley::cli
