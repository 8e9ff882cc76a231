#include "board/cli/board_options.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "board/cli/router_path.h"
#include "board/link/message.h"

namespace parley::board::cli {

namespace {

namespace fs = std::filesystem;

using link::name_bytes_max;
using talk::BoardPlan;
using talk::Forward;

Failure bad(std::string_view option, std::string_view text, std::string seen) {
  return failure({ErrorClass::bad_input, 0, fmt::format("understand '{}' after {}", text, option),
                  std::move(seen)});
}

std::optional<std::uint64_t> number(std::string_view text, std::uint64_t most) {
  std::uint64_t value = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || stop != text.data() + text.size() || value > most) {
    return std::nullopt;
  }
  return value;
}

std::optional<Port> port(std::string_view text) {
  const auto value = number(text, 65535);
  if (!value) return std::nullopt;
  return static_cast<Port>(*value);
}

Result<Forward> parse_forward(const std::string& text) {
  constexpr const char* form =
      "a forward is written PC:BOARD or udp:PC:BOARD, such as 8000:80; PC may be 0 (any free port)";
  Forward forward;
  std::string_view left = text;
  // As `parley router` writes it, too: 8000:80/udp.
  if (left.starts_with("udp:") || left.ends_with("/udp")) {
    forward.transport = event::Transport::udp;
  }
  if (left.starts_with("udp:") || left.starts_with("tcp:")) left.remove_prefix(4);
  if (left.ends_with("/udp") || left.ends_with("/tcp")) left.remove_suffix(4);
  const auto colon = left.find(':');
  if (colon == std::string_view::npos) return bad("--forward", text, form);
  const auto pc = port(left.substr(0, colon));
  const auto board = port(left.substr(colon + 1));
  if (!pc || !board || *board == Port{0}) return bad("--forward", text, form);
  forward.pc_port = *pc;
  forward.board_port = *board;
  return forward;
}

Result<sketch::SetValue> parse_set(const std::string& text) {
  const auto equals = text.find('=');
  const std::string name = text.substr(0, equals);
  const bool word = !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_';
  });
  if (!word || equals == std::string::npos || text.find('\n') != std::string::npos) {
    return bad("--set", text, "it is written NAME=VALUE, such as 'HOST=\"10.0.2.2\"' or PORT=8888");
  }
  return sketch::SetValue{name, text.substr(equals + 1)};
}

Result<> check_host(const std::string& text) {
  constexpr const char* form =
      "it is written NAME=ADDRESS or NAME=ADDRESS:PORT, such as my.server=10.0.2.2:8888; boards "
      "know IPv4";
  const auto equals = text.rfind('=');
  if (equals == std::string::npos || equals == 0 || text.find('\n') != std::string::npos) {
    return bad("--host", text, form);
  }
  std::string address = text.substr(equals + 1);
  if (const auto colon = address.find(':'); colon != std::string::npos) {
    const auto given = port(address.substr(colon + 1));
    if (!given || *given == Port{0}) return bad("--host", text, form);
    address.resize(colon);
  }
  const auto parsed = IpAddress::parse(address);
  if (!parsed || !parsed->is_v4()) return bad("--host", text, form);
  return {};
}

Result<> check_mac(const std::string& text) {
  unsigned octets = 0;
  bool good = text.size() == 17;
  for (std::size_t i = 0; good && i < text.size(); ++i) {
    good = i % 3 == 2 ? text[i] == ':' : std::isxdigit(static_cast<unsigned char>(text[i])) != 0;
    octets += i % 3 == 2 ? 1 : 0;
  }
  if (good && octets == 5) {
    unsigned first = 0;
    std::from_chars(text.data(), text.data() + 2, first, 16);
    if ((first & 1) == 0) return {};
    return bad("--mac", text, "its first octet is odd, which is a group's address");
  }
  return bad("--mac", text, "an address is written like 5c:cf:7f:01:02:03");
}

Result<> read_numbers(const BoardOptions& options, BoardPlan& plan) {
  if (!options.seed.empty()) {
    const auto seed = number(options.seed, UINT32_MAX);
    if (!seed) return bad("--seed", options.seed, "a seed is a number from 0 to 4294967295");
    plan.board.seed = plan.router.seed = static_cast<std::uint32_t>(*seed);
  }
  if (!options.heap.empty()) {
    const bool kilo = options.heap.back() == 'k';
    const auto heap =
        number(std::string_view(options.heap).substr(0, options.heap.size() - (kilo ? 1 : 0)),
               64u * 1024 * 1024);
    if (!heap || *heap == 0) {
      return bad("--heap", options.heap, "it is a number of bytes, or of KiB with a k: 40k");
    }
    plan.board.heap_bytes = *heap * (kilo ? 1024 : 1);
  }
  plan.build.mss = options.mss == "1460" ? 1460 : 536;
  return {};
}

Result<> read_names(const BoardOptions& options, BoardPlan& plan) {
  if (!options.mac.empty()) {
    if (auto good = check_mac(options.mac); !good) return good;
  }
  const bool plain = std::all_of(options.name.begin(), options.name.end(), [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-';
  });
  if (!plain || options.name.size() > name_bytes_max) {
    return bad("--name", options.name,
               "a name is of letters, digits, '.', '_' and '-', at most 63");
  }
  plan.board.mac = options.mac;
  plan.board.name = options.name;
  std::string hosts;
  for (const std::string& host : options.hosts) {
    if (auto good = check_host(host); !good) return good;
    hosts += (hosts.empty() ? "hosts=" : "\n") + host;
  }
  if (!hosts.empty()) plan.board.settings.push_back(hosts);
  return {};
}

}  // namespace

void add_board_options(CLI::App& command, BoardOptions& options) {
  const auto many = [&command](const char* name, std::vector<std::string>& into, const char* help,
                               const char* type) {
    command.add_option(name, into, help)->type_name(type)->allow_extra_args(false);
  };
  const auto one = [&command](const char* name, std::string& into, const char* help,
                              const char* type) {
    return command.add_option(name, into, help)->type_name(type);
  };
  many(
      "--host", options.hosts,
      "what the sketch calls NAME is this address, for its DNS look-ups; PORT replaces the port it "
      "connects to; may be given again",
      "NAME=ADDRESS[:PORT]");
  many("--set", options.sets,
       "another value for a #define or an initialised variable of the sketch; the file stays as it "
       "is; may be given again",
       "NAME=VALUE");
  many(
      "--forward", options.forwards,
      "connections to 127.0.0.1:PC go to the board's port; PC 0 is any free port; udp:PC:BOARD for "
      "datagrams; may be given again",
      "PC:BOARD");
  many("--fault", options.faults,
       "make the link worse: 'up|down|both loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1% "
       "corrupt=0.1% bandwidth=100kbit'; may be given again",
       "FAULTS");
  one("--capture", options.capture, "write every frame of the board to FILE (pcapng)", "FILE");
  one("--router", options.router,
      "join this running router (its name, or the path of its socket) instead of a private one",
      "ROUTER");
  one("--ssid", options.ssid, "the private router's Wi-Fi name (default: it lets any name in)",
      "NAME");
  one("--password", options.password, "and its password", "TEXT")->needs("--ssid");
  one("--name", options.name, "what the board is called (default: as its sketch)", "NAME");
  one("--mac", options.mac, "its hardware address (default: made of its name)", "ADDRESS");
  one("--seed", options.seed, "repeat what chance decides: the board's and the link's", "N");
  one("--heap", options.heap, "how much memory the sketch has (default: as the chip)", "BYTES");
  one("--mss", options.mss, "the largest TCP segment, as in the Arduino menu: 536 or 1460", "BYTES")
      ->check(CLI::IsMember({"536", "1460"}))
      ->capture_default_str();
  one("--flash", options.flash,
      "where EEPROM is kept (default: for each sketch, with Parley's state); the board may write "
      "to "
      "all of that file's folder",
      "FILE");
  command.add_flag("--watch", options.watch, "build and start again whenever the sketch is saved");
  command.add_flag("--build-only", options.build_only, "print the path of the built program");
  command.add_flag("--no-sandbox", options.no_sandbox,
                   "run the sketch with all of your rights, without bubblewrap");
}

Result<BoardPlan> plan_of(const BoardOptions& options, const std::string& sketch) {
  BoardPlan plan;
  plan.build.sketch = sketch;
  for (const std::string& text : options.sets) {
    auto value = parse_set(text);
    if (!value) return failure(value.error());
    plan.build.settings.push_back(std::move(*value));
  }
  for (const std::string& text : options.forwards) {
    const auto forward = parse_forward(text);
    if (!forward) return failure(forward.error());
    plan.forwards.push_back(*forward);
  }
  if (auto read = read_numbers(options, plan); !read) return failure(read.error());
  if (auto read = read_names(options, plan); !read) return failure(read.error());
  plan.faults = options.faults;
  if (!options.capture.empty()) plan.capture = fs::absolute(options.capture);
  plan.router.ssid = options.ssid;
  plan.router.password = options.password;
  if (!options.router.empty()) {
    if (!options.ssid.empty()) {
      return bad("--router", options.router, "a running router has its own --ssid already");
    }
    auto path = router_path(options.router);
    if (!path) return failure(path.error());
    plan.shared_router = std::move(*path);
  }
  plan.board.flash = options.flash;
  return plan;
}

}  // namespace parley::board::cli
