#include "board/talk/companion.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <utility>

#include "board/sketch/kit.h"
#include "board/talk/board_talk.h"
#include "board/talk/capture_place.h"
#include "board/talk/sketches.h"

namespace parley::board::talk {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto capture_look_interval = 1s;

constexpr std::string_view help =
    "fault up|down|both loss=5% delay=20ms jitter=5ms duplicate=1% reorder=1% corrupt=0.1%\n"
    "      bandwidth=100kbit            make its link worse; \"off\" ends all faults\n"
    "link down|up                       cut its link, or mend it\n"
    "forward tcp|udp PC_PORT BOARD_PORT open 127.0.0.1:PC_PORT (0: any) to the board\n"
    "restart                            press its reset button";

/// The first line in which the compiler complains.
std::string first_complaint(std::string_view words) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    const std::string_view line = words.substr(0, end);
    if (line.find("error: ") != std::string_view::npos) return std::string(line);
    words.remove_prefix(std::min(words.size(), end + 1));
  }
  return {};
}

class BoardCompanion final : public session::Companion {
 public:
  BoardCompanion(session::Session& session, session::Asked asked, session::CompanionCalls calls)
      : session_(session),
        asked_(std::move(asked)),
        calls_(std::move(calls)),
        capture_look_(session.loop(), [this] { look_at_capture(); }) {}

  Result<> open() override {
    BoardPlan plan;
    plan.build.sketch = asked_.where;
    plan.build.stop = calls_.stop;
    plan.build.sandbox = sketch::Sandbox::probe();
    const sketch::Built built = sketch::build(plan.build);
    if (built.error) return failure(complaint(built));
    auto router = router_program();
    if (!router) return failure(router.error());
    plan.router.program = std::move(*router);
    complete(plan, built);
    auto place = CapturePlace::make(plan.board.name);
    if (!place) return failure(place.error());
    capture_ = std::move(*place);
    plan.capture = capture_.file();
    if (const sketch::Sandbox& sandbox = plan.build.sandbox; !sandbox.works()) {
      calls_.say("this sketch runs as native code with your rights: " + sandbox.why_not());
    }
    board_.emplace(session_, calls_.say, std::move(plan), true);
    if (auto opened = board_->open_router(); !opened) return opened;
    session_.talk().open_serial(board_->source());
    capture_look_.arm(session_.loop().now() + capture_look_interval);
    return {};
  }

  void command(const std::string& words,
               std::function<void(Result<std::string>)> answered) override {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string verb = words.substr(0, end);
    if (verb == "help") return answered(std::string(help));
    if (!board_) return answered(cannot(words, "there is no board yet"));
    if (verb == "restart") {
      if (!board_->restart()) return answered(cannot(words, "the board does not run"));
      return answered(std::string("the board starts again"));
    }
    if (verb != "fault" && verb != "link" && verb != "forward") {
      return answered(cannot(words, "there are fault, link, forward, restart and help"));
    }
    board_->command(verb + " " + board_->name() + words.substr(end), std::move(answered));
  }

  fs::path capture() const override { return capture_.file(); }

  void wind_down(std::function<void()> then) override {
    if (board_) return board_->wind_down(std::move(then));
    session_.loop().post(std::move(then));
  }

 private:
  static Failure cannot(const std::string& words, std::string seen) {
    return failure({ErrorClass::bad_input, 0, "do \"" + words + "\"", std::move(seen)});
  }

  Error complaint(const sketch::Built& built) {
    Error error = *built.error;
    if (built.compiler_words.empty()) return error;
    calls_.say(built.compiler_words);
    const std::string first = first_complaint(built.compiler_words);
    if (!first.empty()) error.seen = first;
    return error;
  }

  void look_at_capture() {
    std::error_code error;
    const auto bytes = fs::file_size(capture_.file(), error);
    if (error || bytes < capture_bytes_max) {
      return capture_look_.arm(session_.loop().now() + capture_look_interval);
    }
    board_->command("capture off", [](const Result<std::string>&) {});
    session_.talk().note(fmt::format("{} MiB of its packets are kept; more are not",
                                     capture_bytes_max / 1024 / 1024));
  }

  session::Session& session_;
  session::Asked asked_;
  session::CompanionCalls calls_;
  CapturePlace capture_;  // behind the router, which writes to it
  std::optional<BoardTalk> board_;
  net::Timer capture_look_;
};

std::string rights() {
  const sketch::Sandbox sandbox = sketch::Sandbox::probe();
  if (sandbox.works()) {
    return "in a sandbox: it sees none of your files, and reaches the network through its router "
           "alone";
  }
  return "with all of your rights: " + sandbox.why_not();
}

}  // namespace

Result<fs::path> router_program() {
  const char* given = std::getenv("PARLEY_PROGRAM");
  if (given && *given) return fs::path(given);
  std::error_code error;
  if (fs::read_symlink("/proc/self/exe", error).filename() == "parley") return "/proc/self/exe";
  const fs::path here = sketch::program_folder();
  std::string tried;
  for (const char* place : {"parley", "../parley/parley"}) {
    const fs::path program = (here / place).lexically_normal();
    if (fs::is_regular_file(program, error) && ::access(program.c_str(), X_OK) == 0) return program;
    tried += (tried.empty() ? "" : " or ") + program.string();
  }
  return failure({ErrorClass::no_device, ENOENT, "start a router for the board",
                  fmt::format("there is no program parley, which is one, at {}", tried)});
}

session::MakeCompanion make_companion() {
  return [](session::Session& session, const session::Asked& asked,
            session::CompanionCalls calls) -> Result<std::unique_ptr<session::Companion>> {
    if (asked.kind != session::Asked::Kind::board) {
      return failure({ErrorClass::bad_input, 0, "start a board", "none was asked for"});
    }
    return std::make_unique<BoardCompanion>(session, asked, std::move(calls));
  };
}

session::Boards boards() {
  return {make_companion(), bundled_sketches, sketch_digest, rights};
}

}  // namespace parley::board::talk
