#include "board/cli/router_client_command.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <poll.h>
#include <variant>

#include "board/cli/router_rows.h"
#include "board/link/router_client.h"
#include "board/router/commands.h"

namespace parley::board::cli {

namespace {

using parley::cli::Exit;

constexpr std::chrono::seconds answer_patience{10};

void print(const std::string& row) {
  fmt::print("{}\n", row);
  std::fflush(stdout);
}

/// A file's name is meant from where it is typed, and not from where the router was started.
std::string from_here(const std::string& command) {
  const auto parsed = router::parse_command(command);
  const auto* capture = parsed ? std::get_if<router::CaptureCommand>(&*parsed) : nullptr;
  if (capture == nullptr || capture->file.empty()) return command;
  std::error_code error;
  const auto absolute = std::filesystem::absolute(capture->file, error);
  if (error) return command;
  return fmt::format("capture \"{}\" {}", absolute.string(), capture->board);
}

Exit complain(const Error& error) {
  fmt::print(stderr, "parley: {}\n", to_string(error));
  return Exit::failed;
}

Exit not_there(const std::string& path, const Error& error) {
  const bool nobody = error.system_errno == ENOENT || error.system_errno == ECONNREFUSED;
  complain(error);
  if (nobody) fmt::print(stderr, "  No router runs at {}. Start one: parley router\n", path);
  return Exit::failed;
}

/// Until the router ends.
Exit watch(link::RouterClient& client, bool as_json) {
  for (;;) {
    const auto arrived = client.next();
    using Kind = link::RouterClient::Arrived::Kind;
    if (arrived.kind == Kind::ended) return Exit::done;
    if (arrived.kind == Kind::notice) print(as_json ? arrived.text : notice_row(arrived.text));
    pollfd wait{client.descriptor(), POLLIN, 0};
    if (arrived.kind == Kind::nothing) ::poll(&wait, 1, -1);
  }
}

}  // namespace

Exit run_router_commands(const std::string& path, const std::vector<std::string>& commands,
                         bool as_json) {
  auto client = link::RouterClient::to(path);
  if (!client) return not_there(path, client.error());
  bool watching = false;
  for (const auto& command : commands) {
    const auto answer = client->ask(from_here(command), answer_patience);
    if (!answer && answer.error().kind != ErrorClass::bad_input) return complain(answer.error());
    if (!answer) {
      fmt::print(stderr, "parley: {}\n", answer.error().seen);
      return Exit::failed;
    }
    watching = watching || command == "watch";
    if (command == "watch") continue;
    print(command == "boards" && !as_json ? boards_table(*answer) : *answer);
  }
  return watching ? watch(*client, as_json) : Exit::done;
}

}  // namespace parley::board::cli
