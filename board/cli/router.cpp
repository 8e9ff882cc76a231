// parley router: an access point for several boards, or one word to one that runs.
#include <charconv>
#include <cstdio>
#include <fmt/format.h>
#include <optional>

#include "base/address.h"
#include "board/cli/commands.h"
#include "board/cli/router_client_command.h"
#include "board/cli/router_loop.h"
#include "board/cli/router_path.h"
#include "board/router/commands.h"
#include "cli/conversation.h"
#include "cli/settings.h"
#include "text/notation.h"

namespace parley::board::cli {

namespace {

using parley::cli::Exit;
using parley::cli::report_usage;

struct RouterOptions {
  std::string name{router_name_default};
  std::string socket;
  std::string ssid;
  std::string password;
  std::uint64_t seed = 1;
  std::string capture;
  std::vector<std::string> forwards;
  std::vector<std::string> faults;
  std::vector<std::string> commands;
  std::string format = "text";
  bool is_private = false;
};

/// One for the process, as its command line is.
RouterOptions& own() {
  static RouterOptions options;
  return options;
}

Failure bad(std::string attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
}

/// The lengths of IEEE 802.11, 9.4.2.2 and annex M.4.
Result<router::FabricSettings> settings_of(const RouterOptions& options) {
  router::FabricSettings settings;
  settings.seed = options.seed;
  if (options.ssid.empty() && !options.password.empty()) {
    return bad("set a password", "there is no --ssid that it belongs to");
  }
  if (options.ssid.empty()) return settings;
  if (options.ssid.size() > link::ssid_bytes_max) {
    return bad(fmt::format("call the network \"{}\"", text::excerpt(options.ssid)),
               "a name has 32 octets at most");
  }
  const std::size_t size = options.password.size();
  if (size != 0 && (size < 8 || size > link::password_bytes_max)) {
    return bad("set the password", "a WPA2 password has 8 to 64 octets");
  }
  settings.ssid = options.ssid;
  if (size != 0) settings.password = options.password;
  return settings;
}

/// "lamp:8000:80" or "lamp:8000:80/udp" as a command.
Result<std::string> forward_command(const std::string& text) {
  std::string rest = text;
  std::string transport = "tcp";
  for (const char* suffix : {"/tcp", "/udp"}) {
    if (rest.ends_with(suffix)) {
      transport = suffix + 1;
      rest.resize(rest.size() - 4);
    }
  }
  const std::size_t last = rest.rfind(':');
  const std::size_t first = last == rest.npos || last == 0 ? rest.npos : rest.rfind(':', last - 1);
  if (first == rest.npos) {
    return bad(fmt::format("forward \"{}\"", text::excerpt(text)),
               "it is written BOARD:PC_PORT:BOARD_PORT, with /udp behind it for UDP");
  }
  return fmt::format("forward {} {} {} {}", rest.substr(0, first), transport,
                     rest.substr(first + 1, last - first - 1), rest.substr(last + 1));
}

/// What the options ask for, in the words of whoever steers.
Result<std::vector<std::string>> commands_of(const RouterOptions& options) {
  std::vector<std::string> commands;
  for (const auto& text : options.forwards) {
    auto command = forward_command(text);
    if (!command) return failure(command.error());
    commands.push_back(std::move(*command));
  }
  for (const auto& text : options.faults)
    commands.push_back("fault " + text);
  if (options.capture.find('"') != std::string::npos) {
    return bad("capture into that file", "its name has a double quote");
  }
  if (!options.capture.empty()) commands.push_back(fmt::format("capture \"{}\"", options.capture));
  return commands;
}

Exit serve(const RouterOptions& options, const std::string& path) {
  const auto settings = settings_of(options);
  const auto commands = commands_of(options);
  if (const Error* error = parley::cli::first_error(settings, commands)) {
    report_usage(*error);
    return Exit::usage;
  }
  RouterShape shape;
  shape.path = path;
  shape.fabric = *settings;
  shape.commands = *commands;
  shape.jsonl = options.format == "jsonl";
  shape.is_private = options.is_private;
  return run_router_loop(shape);
}

}  // namespace

void add_router(CLI::App& app, parley::cli::Options&) {
  RouterOptions& options = own();
  auto* router = app.add_subcommand("router", "be an access point for several boards");
  router->add_option("name", options.name, "what it is called; boards find it by that")
      ->type_name("[NAME]")
      ->capture_default_str();
  router->add_option("--socket", options.socket, "listen for boards at PATH instead")
      ->type_name("PATH");
  router->add_option("--ssid", options.ssid, "the one Wi-Fi name that joins (default: any does)")
      ->type_name("NAME");
  router->add_option("--password", options.password, "and its password (default: any does)")
      ->type_name("TEXT");
  router->add_option("--seed", options.seed, "what all chance on the links comes from")
      ->type_name("N")
      ->capture_default_str();
  router->add_option("--capture", options.capture, "write every frame to FILE (pcapng)")
      ->type_name("FILE");
  router
      ->add_option("--forward", options.forwards,
                   "BOARD:PC_PORT:BOARD_PORT[/udp]: open 127.0.0.1:PC_PORT (0: any) to that board; "
                   "may be given again")
      ->type_name("FORWARD")
      ->allow_extra_args(false);
  router
      ->add_option("--fault", options.faults,
                   "'BOARD up|down|both loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1% "
                   "corrupt=0.1% bandwidth=100kbit'; BOARD * is every board; may be given again")
      ->type_name("FAULT")
      ->allow_extra_args(false);
  router
      ->add_option("--command", options.commands,
                   "give TEXT to the router that runs, and print its answer (help lists them); may "
                   "be given again")
      ->type_name("TEXT")
      ->allow_extra_args(false);
  router->add_option("--format", options.format, "what is printed: text or jsonl")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"text", "jsonl"}));
  router->add_flag("--private", options.is_private,
                   "for one parent process: say nothing but where it is, and end with the parent");
}

Exit run_router(const parley::cli::Options&) {
  const RouterOptions& options = own();
  const auto path = router_path(options.socket.empty() ? options.name : options.socket);
  if (!path) {
    report_usage(path.error());
    return Exit::usage;
  }
  if (options.commands.empty()) return serve(options, *path);
  return run_router_commands(*path, options.commands, options.format == "jsonl");
}

}  // namespace parley::board::cli
