#include "board/run/board.h"

#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

namespace parley::board::run {

namespace {

namespace fs = std::filesystem;

/// The PC's end of the board's serial line. A socket pair ends a moment before its process can be
/// waited for; the end is told only when it is known how the process ended.
class BoardSerial final : public net::Stream {
 public:
  BoardSerial(net::EpollLoop& loop, net::Descriptor line, std::shared_ptr<Board::State> state)
      : line_(std::make_unique<net::DescriptorStream>(loop, std::move(line))),
        exit_(net::DescriptorStream::borrow(loop, state->process->descriptor())),
        state_(std::move(state)) {}

  void when(net::Interest wanted, std::coroutine_handle<> waiter) override {
    waits_for_exit_ = line_ended_;
    // After the line's end only the exit is worth waiting for; there is never room to write.
    const bool reads = has(wanted, net::Interest::read);
    if (!waits_for_exit_) return line_->when(wanted, waiter);
    exit_->when(reads ? net::Interest::read : net::Interest::none, waiter);
  }
  net::Interest wait_result() const override { return waited_on().wait_result(); }
  void wake() override { waited_on().wake(); }

  net::Io read(std::span<char> into) override {
    if (!line_ended_) {
      const net::Io got = line_->read(into);
      if (got.status == net::Io::Status::done || got.status == net::Io::Status::again) return got;
      line_ended_ = true;
    }
    const auto& ending = state_->process->ending();
    if (!ending) return net::Io::again();
    if (ending->orderly()) return net::Io::end();
    return net::Io::failed(EIO);
  }

  net::Io write(Bytes bytes) override {
    if (line_ended_) return net::Io::again();
    const net::Io put = line_->write(bytes);
    if (put.status != net::Io::Status::failed) return put;
    line_ended_ = true;  // the board is ending; reading tells how
    return net::Io::again();
  }

  void finish() override {}
  void abort() override {}
  Endpoint local() const override { return {}; }
  Endpoint remote() const override { return {}; }
  std::string_view farewell() const override { return state_->farewell; }

  std::optional<Error> trouble() const override {
    const auto& ending = state_->process->ending();
    if (!ending || ending->orderly()) return std::nullopt;
    const std::string how =
        state_->process->was_killed()
            ? fmt::format("it did not end within {} s and was killed", end_patience.count())
            : "the board ended " + ending->words();
    return Error{ErrorClass::device, 0, "go on with " + state_->name, how};
  }

 private:
  net::DescriptorStream& waited_on() const { return waits_for_exit_ ? *exit_ : *line_; }

  std::unique_ptr<net::DescriptorStream> line_;
  std::unique_ptr<net::DescriptorStream> exit_;
  std::shared_ptr<Board::State> state_;
  bool line_ended_ = false;
  bool waits_for_exit_ = false;
};

/// The sandbox can only give what exists.
Result<> make_flash_folder(const fs::path& flash) {
  std::error_code error;
  fs::create_directories(flash.parent_path(), error);
  if (!error) return {};
  return failure(
      system_error("make the folder of the board's flash file " + flash.string(), error.value()));
}

std::vector<std::string> words_of(const BoardSettings& settings) {
  std::vector<std::string> words{settings.program.string(),
                                 "--router",
                                 settings.router.string(),
                                 "--name",
                                 settings.name,
                                 "--mac",
                                 settings.mac};
  if (settings.seed) words.insert(words.end(), {"--seed", std::to_string(*settings.seed)});
  if (settings.heap_bytes) {
    words.insert(words.end(), {"--heap", std::to_string(*settings.heap_bytes)});
  }
  words.insert(words.end(), {"--flash", settings.flash.string()});
  for (const std::string& setting : settings.settings)
    words.insert(words.end(), {"--setting", setting});
  return words;
}

}  // namespace

Result<std::unique_ptr<Board>> Board::start(net::EpollLoop& loop, const sketch::Sandbox& sandbox,
                                            const BoardSettings& asked, Calls calls) {
  BoardSettings settings = asked;
  std::error_code error;
  settings.program = fs::canonical(settings.program, error);
  settings.flash = fs::absolute(settings.flash, error);
  settings.router = fs::absolute(settings.router, error);
  if (auto made = make_flash_folder(settings.flash); !made) return failure(made.error());
  sketch::Reach reach;
  // The folder of the socket, not the file: a router that comes back makes a new one.
  reach.readable = {settings.program.parent_path(), settings.router.parent_path()};
  // And that of the flash, which is replaced whole at each write.
  reach.writable = {settings.flash.parent_path()};
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    return failure(system_error("make the serial line of " + settings.name, errno));
  }
  net::Descriptor ours(ends[0]);
  const net::Descriptor theirs(ends[1]);
  ::fcntl(ours.get(), F_SETFL, O_NONBLOCK);  // nobody shares this end
  sketch::SpawnRequest request;
  request.words = sandbox.wrap(words_of(settings), reach);
  request.environment = sketch::board_environment();
  request.input = theirs.get();
  request.output = theirs.get();
  request.own_session = true;
  request.ignores_term = sandbox.works();
  auto board = std::make_unique<Board>();
  board->state_ = std::make_shared<State>();
  board->state_->name = settings.name;
  auto process =
      Process::start(loop, std::move(request), {std::move(calls.said), std::move(calls.ended)});
  if (!process) return failure(process.error());
  board->state_->process = std::move(*process);
  board->serial_ = std::make_unique<BoardSerial>(loop, std::move(ours), board->state_);
  return board;
}

void Board::end(std::string farewell) {
  state_->farewell = std::move(farewell);
  state_->process->end();
}

}  // namespace parley::board::run
