// parley demo: the chapter on one machine, without hardware. Two boards, one as client and one as
// server, talk with this PC; shown are both transcripts side by side and each handshake as the
// router captured it. Exit code 0 only if everything that had to be seen was seen.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <thread>
#include <unistd.h>

#include "board/cli/commands.h"
#include "board/cli/demo_story.h"

namespace parley::board::cli {

namespace {

using parley::cli::Exit;
using namespace std::chrono_literals;

/// The stories take under ten seconds with two sketches to compile. A machine that is busy with
/// other things gets more time, and is told how much it took.
constexpr auto patience = 60s;

struct DemoOptions {
  std::string keep;  ///< the folder for the captures; empty: a temporary one
};

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // signal-safety(7)

/// The boards, their routers and the captures' folder end with the demo, in order.
void end_in_order_on_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { stop = true; };
  for (const int number : {SIGINT, SIGTERM, SIGHUP})
    ::sigaction(number, &action, nullptr);
}

// CLI11 writes into it while parsing, `run_demo` reads it after; there is one command line.
DemoOptions demo_options;

/// The terminal's width; 0 where standard output is none.
std::size_t terminal_columns() {
  winsize size{};
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  return terminal && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// Where the captures go: kept, or gone with this object.
class CaptureFolder {
 public:
  explicit CaptureFolder(std::string keep) : path_(std::move(keep)), kept_(!path_.empty()) {
    std::error_code error;
    if (kept_) {
      std::filesystem::create_directories(path_, error);
      if (error) path_.clear();
      return;
    }
    std::string pattern = (std::filesystem::temp_directory_path(error) / "parley-demo-XXXXXX");
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~CaptureFolder() {
    std::error_code error;
    if (!kept_ && !path_.empty()) std::filesystem::remove_all(path_, error);
  }
  CaptureFolder(const CaptureFolder&) = delete;
  CaptureFolder& operator=(const CaptureFolder&) = delete;

  /// Empty: it could not be made.
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool kept_;
};

void print(const std::vector<std::string>& lines) {
  for (const auto& line : lines)
    fmt::print("{}\n", line);
  fmt::print("\n");
}

}  // namespace

void add_demo(CLI::App& app, parley::cli::Options&) {
  auto* demo = app.add_subcommand(
      "demo", "the whole chapter on this machine: a board as TCP client, and one as server");
  demo->add_option("--keep", demo_options.keep,
                   "keep the router's two captures in FOLDER, for Wireshark")
      ->type_name("FOLDER");
}

Exit run_demo(const parley::cli::Options&) {
  const CaptureFolder folder(demo_options.keep);
  if (folder.path().empty()) {
    fmt::print(stderr, "parley: cannot make the folder for the captures{}{}\n",
               demo_options.keep.empty() ? "" : ": ", demo_options.keep);
    return Exit::failed;
  }
  const SystemClock clock;
  const auto begun = clock.steady();
  end_in_order_on_signals();
  const StoryRequest request{"/proc/self/exe", folder.path(), begun + patience, stop};
  fmt::print("Two boards are built and started, each with a router of its own ...\n\n");
  std::fflush(stdout);

  // At the same time, so that their sketches are compiled at the same time. Either thread must
  // outlive its board, which dies with the thread that started it.
  Story server;
  std::thread other([&] { server = board_as_server(request); });
  const Story client = board_as_client(request);
  other.join();

  if (stop) {
    fmt::print(stderr, "parley: the demo was interrupted\n");
    return Exit::failed;
  }
  const std::size_t columns = terminal_columns();
  print(story_lines(client, columns));
  print(story_lines(server, columns));
  const bool well = went_well(client) && went_well(server);
  const double seconds = std::chrono::duration<double>(clock.steady() - begun).count();
  fmt::print("{} It took {:.1f} s.\n",
             well ? "Everything was said that had to be said, in both directions."
                  : "Something is missing; see above.",
             seconds);
  if (!demo_options.keep.empty()) fmt::print("The captures are in {}.\n", demo_options.keep);
  return well ? Exit::done : Exit::failed;
}

}  // namespace parley::board::cli
