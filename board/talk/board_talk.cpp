#include "board/talk/board_talk.h"

#include <fmt/format.h>

namespace parley::board::talk {

namespace {

using namespace std::chrono_literals;

/// A private router that dies sooner than this after its start will die again.
constexpr auto router_life_min = 2s;

/// How often a shared router that went away is looked for; the board itself looks, too.
constexpr auto router_poll_interval = 300ms;

/// After the board was killed at the latest, for what it said last.
constexpr auto wind_down_max = run::end_patience + 500ms;

/// A word of the router's command language.
std::string command_word(const std::string& word) {
  return word.find(' ') == std::string::npos ? word : "\"" + word + "\"";
}

}  // namespace

BoardTalk::BoardTalk(session::Session& session, std::function<void(const std::string&)> say,
                     BoardPlan plan, bool verbose)
    : session_(session),
      loop_(session.loop()),
      say_(std::move(say)),
      plan_(std::move(plan)),
      notices_(session.talk(), plan_.board.name, verbose),
      router_again_(loop_,
                    [this] {
                      if (const auto opened = open_router(); opened) {
                        session_.talk().note("the router is there again");
                      } else {
                        router_again_.arm(loop_.now() + router_poll_interval);
                      }
                    }),
      changed_(loop_),
      wind_down_limit_(loop_, [this] { tell_end(); }) {}

BoardTalk::~BoardTalk() = default;

Result<> BoardTalk::open_router() {
  steering_.reset();
  router_since_ = loop_.now();
  if (!plan_.shared_router.empty()) {
    plan_.board.router = plan_.shared_router;
    return steer(plan_.shared_router);
  }
  run::Process::Calls calls;
  calls.said = [this](const std::string& line) { session_.talk().note(line); };
  if (router_) {
    if (auto again = router_->start_again(loop_, std::move(calls)); !again) return again;
  } else {
    auto router = run::RouterProcess::start(loop_, plan_.router, std::move(calls));
    if (!router) return failure(router.error());
    router_ = std::move(*router);
  }
  plan_.board.router = router_->socket();
  return steer(router_->socket());
}

Result<> BoardTalk::steer(const std::filesystem::path& socket) {
  run::Steering::Calls calls;
  calls.notice = [this](const std::string& json) { notices_.tell(json); };
  calls.gone = [this] { on_router_gone("the router went away"); };
  auto steering = run::Steering::start(loop_, socket, std::move(calls));
  if (!steering) return failure(steering.error());
  std::vector<std::string> commands;
  commands.reserve(plan_.forwards.size() + plan_.faults.size() + 1);
  const std::string& name = plan_.board.name;
  for (const Forward& forward : plan_.forwards) {
    commands.push_back(fmt::format(
        "forward {} {} {} {}", name, event::transport_name(forward.transport),
        static_cast<unsigned>(forward.pc_port), static_cast<unsigned>(forward.board_port)));
  }
  for (const std::string& fault : plan_.faults)
    commands.push_back(fmt::format("fault {} {}", name, fault));
  if (!plan_.capture.empty()) {
    commands.push_back(fmt::format("capture {} {}", command_word(plan_.capture.string()), name));
  }
  for (const std::string& command : commands)
    if (auto done = (*steering)->ask(command); !done) return failure(done.error());
  steering_ = std::move(*steering);
  steering_->begin();
  return {};
}

void BoardTalk::on_router_gone(std::string how) {
  if (ending_) return;
  steering_.reset();
  parley::talk::Talk& talk = session_.talk();
  const bool hopeless = router_ && loop_.now() - router_since_ < router_life_min;
  talk.note_failure({ErrorClass::reset, 0, "reach the network", std::move(how)});
  if (hopeless) {
    talk.note("it is not started again: it had just begun");
  } else {
    router_again_.arm(loop_.now());
  }
}

Result<> BoardTalk::watch(const std::filesystem::path& folder) {
  auto watcher = run::Watcher::start(loop_, folder, [this] { on_saved(); });
  if (!watcher) return failure(watcher.error());
  watcher_ = std::move(*watcher);
  return {};
}

void BoardTalk::on_saved() {
  saved_again_ = building_;
  if (building_ || ending_) return;
  building_ = true;
  builder_ = std::jthread([this, request = plan_.build](std::stop_token stop) mutable {
    request.stop = std::move(stop);
    sketch::Built built = sketch::build(request);
    loop_.post([this, built = std::move(built)] { on_built(built); });
  });
}

void BoardTalk::on_built(sketch::Built built) {
  building_ = false;
  builder_.join();
  if (saved_again_) return on_saved();
  if (ending_) return;
  if (built.error) {
    if (!built.compiler_words.empty()) say_(built.compiler_words);
    session_.talk().note_failure(*built.error);
    return;
  }
  const bool running = board_ && !board_->ending();
  if (running && built.program == plan_.board.program) return;
  plan_.board.program = built.program;
  wanted_ = true;
  if (running) board_->end("the sketch was saved; the board starts again with it");
  changed_.raise();
}

parley::talk::SerialSource BoardTalk::source() {
  return {plan_.board.name, [this] { return next_board(); }};
}

net::Task<Result<std::unique_ptr<net::Stream>>> BoardTalk::next_board() {
  using Next = Result<std::unique_ptr<net::Stream>>;
  // The line of the board before has ended, and so has the board.
  board_.reset();
  if (ending_) tell_end();
  while (!ending_ && !wanted_ && watcher_) {
    if (!building_) {
      session_.talk().note("it starts again when the sketch is saved");
    }
    co_await changed_;
  }
  if (ending_ || !wanted_) co_return Next(nullptr);
  wanted_ = false;
  run::Board::Calls calls;
  calls.said = [this](const std::string& line) { session_.talk().note(line); };
  auto board = run::Board::start(loop_, plan_.build.sandbox, plan_.board, std::move(calls));
  if (!board) co_return failure(board.error());
  board_ = std::move(*board);
  co_return board_->take_serial();
}

void BoardTalk::command(std::string_view words, run::Steering::Answered answered) {
  if (steering_) return steering_->tell(words, std::move(answered));
  loop_.post([answered = std::move(answered)] {
    answered(failure({ErrorClass::reset, 0, "tell the router something", "it is not there now"}));
  });
}

bool BoardTalk::restart() {
  if (!board_ || board_->ending() || ending_) return false;
  wanted_ = true;
  board_->end("the board was reset");
  return true;
}

void BoardTalk::wind_down(std::function<void()> then) {
  ending_ = true;
  wound_down_ = std::move(then);
  watcher_.reset();
  if (!board_) return tell_end();
  board_->end("the board was switched off");
  wind_down_limit_.arm(loop_.now() + wind_down_max);
}

void BoardTalk::tell_end() {
  wind_down_limit_.disarm();
  if (wound_down_) loop_.post(std::exchange(wound_down_, {}));
}

}  // namespace parley::board::talk
