#include "board/cli/demo_stage.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <thread>
#include <utility>

#include "board/sketch/spawn.h"
#include "text/hex.h"
#include "text/safe_text.h"

namespace parley::board::cli {

namespace {

using nlohmann::json;
using namespace std::chrono_literals;

/// A signal interrupts poll(2) in one thread only.
constexpr auto stop_looked_at_every = 100ms;

struct Pipe {
  net::Descriptor read_end;
  net::Descriptor write_end;
};

Result<Pipe> make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failure(system_error("make a pipe", errno));
  return Pipe{net::Descriptor(ends[0]), net::Descriptor(ends[1])};
}

std::string safe(const std::string& octets) {
  text::SafeText gate;
  std::string out;
  gate.append(octets, out);
  gate.flush(out);
  return out;
}

/// The content of a `received` or `sent` event.
std::string content_of(const json& event) {
  if (event.contains("text")) return event["text"].get<std::string>();
  const auto octets = text::parse_hex(event.value("hex", ""));
  return octets ? *octets : std::string();
}

/// A row of this PC for what is worth one; empty for the rest.
std::string row_of(const json& event, const std::string& kind) {
  const std::string address = event.value("address", "");
  if (kind == "listening") return fmt::format("listening on {}", event.value("local", ""));
  if (kind == "connected") return fmt::format("connected with {}", address);
  if (kind == "received") return fmt::format("< {}", safe(content_of(event)));
  if (kind == "sent") return fmt::format("> {}", safe(content_of(event)));
  if (kind == "closed" || kind == "reset") {
    return fmt::format("closed: {}", event.value("reason", ""));
  }
  return kind == "failed" ? event.value("reason", "") : "";
}

}  // namespace

std::optional<WallTime> parse_time(const std::string& text) {
  using namespace std::chrono;
  int year_number = 0;
  unsigned month_number = 0;
  unsigned day_number = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int microsecond = 0;
  if (text.size() != 27 ||
      std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%6dZ", &year_number, &month_number,
                  &day_number, &hour, &minute, &second, &microsecond) != 7) {
    return std::nullopt;
  }
  const year_month_day date{year{year_number}, month{month_number}, day{day_number}};
  if (!date.ok()) return std::nullopt;
  return WallTime(sys_days{date} + hours(hour) + minutes(minute) + seconds(second) +
                  microseconds(microsecond));
}

Stage::Stage(std::string program, SteadyTime deadline, const std::atomic<bool>& stop)
    : program_(std::move(program)), deadline_(deadline), stop_(stop) {}

Stage::~Stage() {
  for (auto& actor : actors_) {
    if (actor.id < 0) continue;
    ::kill(actor.id, SIGKILL);
    ::waitpid(actor.id, nullptr, 0);
  }
}

Result<> Stage::start(Side side, const std::vector<std::string>& words) {
  auto input = make_pipe();
  auto output = make_pipe();
  auto errors = make_pipe();
  for (const auto* pipe : {&input, &output, &errors})
    if (!*pipe) return failure(pipe->error());
  sketch::SpawnRequest request;
  request.words = {program_};
  request.words.insert(request.words.end(), words.begin(), words.end());
  request.input = input->read_end.get();
  request.output = output->write_end.get();
  request.errors = errors->write_end.get();
  const auto id = sketch::spawn(request);
  if (!id) return failure(id.error());
  Actor& actor = at(side);
  actor.id = *id;
  actor.input = std::move(input->write_end);
  actor.output = std::move(output->read_end);
  actor.errors_end = std::move(errors->read_end);
  return {};
}

bool Stage::turn() {
  std::array<pollfd, 4> watched{};
  for (std::size_t i = 0; i < 2; ++i) {
    watched[2 * i] = {actors_[i].output.get(), POLLIN, 0};
    watched[2 * i + 1] = {actors_[i].errors_end.get(), POLLIN, 0};
  }
  if (std::all_of(watched.begin(), watched.end(), [](const pollfd& one) { return one.fd < 0; })) {
    return false;
  }
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock_.steady());
  if (left <= 0ms) return false;
  const auto wait = std::min<std::chrono::milliseconds>(left, stop_looked_at_every);
  if (::poll(watched.data(), watched.size(), static_cast<int>(wait.count())) < 0) {
    return errno == EINTR;
  }
  std::string buffer(16 * 1024, '\0');
  for (std::size_t i = 0; i < watched.size(); ++i) {
    if (watched[i].fd < 0 || watched[i].revents == 0) continue;
    Actor& actor = actors_[i / 2];
    const bool is_output = i % 2 == 0;
    const ssize_t got = ::read(watched[i].fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      (is_output ? actor.output : actor.errors_end).reset();
    } else if (is_output) {
      take(i < 2 ? Side::left : Side::right, buffer.substr(0, static_cast<std::size_t>(got)));
    } else if (actor.errors.size() < said_bytes_max) {
      actor.errors.append(buffer, 0, static_cast<std::size_t>(got));
    }
  }
  return true;
}

void Stage::take(Side side, const std::string& octets) {
  Actor& actor = at(side);
  for (const char octet : octets) {
    if (octet != '\n') {
      actor.line += octet;
      continue;
    }
    take_event(side, std::exchange(actor.line, {}));
  }
  if (actor.line.size() > said_bytes_max || actor.heard.size() > said_bytes_max) {
    actor.output.reset();
  }
}

void Stage::take_event(Side side, const std::string& line) {
  const json event = json::parse(line, nullptr, false);
  if (!event.is_object()) return;
  Actor& actor = at(side);
  const std::string kind = event.value("event", "");
  const WallTime time = parse_time(event.value("time", "")).value_or(clock_.wall());
  if (kind == "received") actor.heard += content_of(event);
  if (kind == "listening" && actor.port.empty()) {
    actor.port = std::to_string(event.value("port", 0));
  }
  if (side == Side::left) {
    if (kind == "received") take_serial(time, content_of(event));
  } else if (const auto row = row_of(event, kind); !row.empty()) {
    rows_.push_back({time, side, row});
  }
}

void Stage::take_serial(WallTime time, const std::string& octets) {
  Actor& board = at(Side::left);
  for (const char octet : octets) {
    if (board.open_row.empty()) board.open_since = time;
    if (octet == '\n') {
      close_row(board);
    } else {
      board.open_row += octet;
    }
  }
}

void Stage::close_row(Actor& actor) {
  if (!actor.open_row.empty() && actor.open_row.back() == '\r') actor.open_row.pop_back();
  if (!actor.open_row.empty()) {
    rows_.push_back({actor.open_since, Side::left, safe(actor.open_row)});
  }
  actor.open_row.clear();
}

bool Stage::expect(Side side, const std::string& text) {
  Actor& actor = at(side);
  bool seen = false;
  while (!missing_ && !stop_) {
    const auto found = actor.heard.find(text, actor.met);
    seen = found != std::string::npos;
    if (seen) actor.met = found + text.size();
    if (seen || !actor.output || !turn()) break;
  }
  expected_.push_back({side, text, seen});
  missing_ = missing_ || !seen;
  return seen;
}

std::optional<std::string> Stage::listening_port(Side side) {
  Actor& actor = at(side);
  while (!missing_ && !stop_ && actor.port.empty() && actor.output && turn()) {
  }
  if (actor.port.empty()) {
    missing_ = true;
    return std::nullopt;
  }
  return actor.port;
}

void Stage::command(Side side, const std::string& json_line) {
  if (missing_ || !at(side).input) return;
  // A short line into a pipe that is read; whether it arrived is seen by what comes of it.
  const std::string line = json_line + "\n";
  [[maybe_unused]] const auto put = ::write(at(side).input.get(), line.data(), line.size());
}

int Stage::end(Side side) {
  Actor& actor = at(side);
  if (actor.id < 0) return 0;
  ::kill(actor.id, SIGINT);
  while ((actor.output || actor.errors_end) && turn()) {
  }
  if (actor.output || actor.errors_end) ::kill(actor.id, SIGKILL);
  int status = 0;
  while (::waitpid(actor.id, &status, 0) < 0 && errno == EINTR) {
  }
  actor.id = -1;
  close_row(actor);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void Stage::note(Side side, const std::string& text) {
  rows_.push_back({clock_.wall(), side, text});
}

}  // namespace parley::board::cli
