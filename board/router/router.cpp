#include "board/router/router.h"

#include <algorithm>
#include <cerrno>

#include "board/router/notices.h"

namespace parley::board::router {

namespace {

using link::Connection;
using link::Kind;
using link::Message;
using link::Verdict;

/// Without a descriptor left, the listener is not polled for so long: it would be ready all the
/// time.
constexpr std::chrono::milliseconds accept_pause{100};

short wanted(const Line& line) {
  return static_cast<short>(line.waits() ? POLLIN | POLLOUT : POLLIN);
}

}  // namespace

Result<std::unique_ptr<Router>> Router::open(const std::string& path, FabricSettings settings,
                                             const Clock& clock) {
  int error = 0;
  link::Listener listener = link::Listener::at(path, &error);
  if (listener.open()) {
    return std::unique_ptr<Router>(new Router(std::move(listener), std::move(settings), clock));
  }
  Error failed = system_error("open the router at " + path, error);
  if (error == EADDRINUSE) {
    failed.seen =
        "a router runs there already, or the file is something else; end it, or give this "
        "one another name or --socket";
  }
  if (error == ENAMETOOLONG) failed.seen = "the path of a socket has 107 octets at most (unix(7))";
  return failure(std::move(failed));
}

Router::Router(link::Listener listener, FabricSettings settings, const Clock& clock)
    : clock_(clock),
      listener_(std::move(listener)),
      fabric_(std::move(settings), clock, [this](const std::string& notice) { tell(notice); }) {}

void Router::tell(const std::string& notice) {
  if (on_notice_) on_notice_(notice);
  Message message;
  message.kind = Kind::notice;
  // An SSID and words of the system are short; what is longer than a message is cut to nothing.
  if (notice.size() >= link::message_bytes_max) return;
  message.text = notice;
  for (auto& caller : callers_) {
    if (caller.watches) caller.line->send(message);
  }
}

Router::Answer Router::command(std::string_view line) {
  const auto parsed = parse_command(line);
  if (!parsed) return {false, to_string(parsed.error())};
  const auto run = [this](const auto& command) -> Result<std::string> {
    using Type = std::decay_t<decltype(command)>;
    if constexpr (std::is_same_v<Type, BoardsCommand>) {
      return fabric_.list();
    } else if constexpr (std::is_same_v<Type, HelpCommand>) {
      return std::string(commands_help());
    } else if constexpr (std::is_same_v<Type, WatchCommand>) {
      return std::string("watching");
    } else {
      return fabric_.run(command);
    }
  };
  auto result = std::visit(run, *parsed);
  if (!result) return {false, to_string(result.error())};
  return {true, std::move(*result)};
}

void Router::answer(Caller& caller, std::string_view line) {
  // Watching begins before the answer, so that nothing is missed in between.
  const auto parsed = parse_command(line);
  if (parsed && std::holds_alternative<WatchCommand>(*parsed)) caller.watches = true;
  const Answer answer = command(line);
  constexpr std::size_t piece_max = link::message_bytes_max - 2;
  std::string_view left = answer.text;
  Message message;
  message.kind = Kind::answer;
  do {
    message.text = left.substr(0, piece_max);
    left.remove_prefix(message.text.size());
    message.verdict = answer.ok ? Verdict::ok : Verdict::failed;
    if (!left.empty()) message.verdict = Verdict::more;
    caller.line->send(message);
  } while (!left.empty());
}

void Router::accept() {
  for (;;) {
    int error = 0;
    Connection taken = listener_.accept(&error);
    if (error != 0) accept_again_ = clock_.steady() + accept_pause;
    if (!taken.open()) return;
    callers_.push_back({std::make_unique<Line>(std::move(taken)), false, false});
  }
}

void Router::add_board(Caller& caller, const Message& hello) {
  // The line has sent nothing yet, so its connection is all there is of it.
  fabric_.add(caller.line->release(), hello);
  caller.line->end();
}

/// False: end it.
bool Router::serve_caller(Caller& caller) {
  Message message;
  for (int count = 0; count < messages_per_turn_max; ++count) {
    switch (caller.line->receive(packet_, message)) {
      case Connection::Got::nothing: return true;
      case Connection::Got::ended: return false;
      case Connection::Got::nonsense:
        tell(notice("nonsense", "", {{"reason", "a connection said what is no message"}}));
        return false;
      case Connection::Got::message: break;
    }
    if (message.kind == Kind::hello && !caller.steers) {
      add_board(caller, message);
      return false;
    }
    if (message.kind != Kind::command) {
      tell(notice("nonsense", "",
                  {{"reason", "a connection began with neither hello nor command"}}));
      return false;
    }
    caller.steers = true;
    const std::string line(message.text);
    answer(caller, line);
  }
  return true;
}

void Router::serve_callers(std::span<const pollfd> entries) {
  // Those accepted in this turn have no entry, and a command may end a watcher.
  for (std::size_t at = 0; at < entries.size(); ++at) {
    Caller& caller = callers_[at];
    if ((entries[at].revents & POLLOUT) != 0) caller.line->flush();
    if ((entries[at].revents & ~POLLOUT) != 0 && !serve_caller(caller)) caller.line->end();
  }
  std::erase_if(callers_, [](const Caller& caller) { return caller.line->ended(); });
}

void Router::serve_board(Board& board, short events) {
  if ((events & POLLOUT) != 0) board.line.flush();
  if ((events & ~POLLOUT) == 0) return;
  Message message;
  for (int count = 0; count < messages_per_turn_max && !board.line.ended(); ++count) {
    const auto got = board.line.receive(packet_, message);
    if (got == Connection::Got::nothing) return;
    if (got == Connection::Got::message && fabric_.message(board, message)) continue;
    if (got != Connection::Got::ended) {
      tell(notice("nonsense", board.name, {{"reason", "it said what is no message of a board"}}));
    }
    board.line.end();
  }
}

void Router::serve_boards(std::span<const pollfd> entries) {
  for (std::size_t at = 0; at < entries.size(); ++at) {
    const auto found = fabric_.boards().find(polled_boards_[at]);
    if (found != fabric_.boards().end()) serve_board(*found->second, entries[at].revents);
  }
}

void Router::add_descriptors() {
  entries_.clear();
  polled_boards_.clear();
  const bool listens = clock_.steady() >= accept_again_;
  entries_.push_back({listens ? listener_.descriptor() : -1, POLLIN, 0});
  for (const auto& caller : callers_)
    entries_.push_back({caller.line->descriptor(), wanted(*caller.line), 0});
  for (const auto& [id, board] : fabric_.boards()) {
    entries_.push_back({board->line.descriptor(), wanted(board->line), 0});
    polled_boards_.push_back(id);
  }
}

void Router::turn(std::span<pollfd> more, Duration at_most) {
  add_descriptors();
  const std::size_t callers = callers_.size();
  const std::size_t boards = polled_boards_.size();
  const std::size_t first_of_more = entries_.size();
  entries_.insert(entries_.end(), more.begin(), more.end());
  if (entries_.front().fd < 0) at_most = std::min<Duration>(at_most, accept_pause);
  fabric_.fill(entries_, at_most);

  using std::chrono::seconds;
  const auto whole = std::chrono::floor<seconds>(at_most);
  const timespec wait{whole.count(), static_cast<long>((at_most - whole).count())};
  if (::ppoll(entries_.data(), entries_.size(), &wait, nullptr) < 0) {
    for (auto& entry : entries_)
      entry.revents = 0;  // a signal, which the caller sees through a descriptor
  }
  std::copy_n(entries_.begin() + static_cast<std::ptrdiff_t>(first_of_more), more.size(),
              more.begin());
  const std::span<const pollfd> all = entries_;
  serve_boards(all.subspan(1 + callers, boards));
  fabric_.poll(all);
  // A board that restarts ends one connection and begins another: the old one makes room first.
  fabric_.remove_ended();
  serve_callers(all.subspan(1, callers));
  if (all.front().revents != 0) accept();
  fabric_.settle();
  fabric_.remove_ended();
}

void Router::end() {
  fabric_.end();
  for (auto& caller : callers_)
    caller.line->flush();
}

}  // namespace parley::board::router
