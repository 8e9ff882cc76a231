#include "cli/input.h"

#include <array>
#include <cerrno>
#include <fmt/format.h>
#include <unistd.h>
#include <variant>

#include "event/jsonl.h"

namespace parley::cli {

using namespace std::chrono_literals;

namespace {

/// While a stalled peer holds input back, how often it is looked at whether to go on without it.
constexpr auto stall_look_interval = 50ms;

/// 1 MiB of octets as \u escapes, and the words around them.
constexpr std::size_t jsonl_line_bytes_max = 8 * 1024 * 1024;

/// Reads standard input at the pace of the talk and gives the chunks to `consume`.
class Pump : public Input {
 public:
  Pump(session::Session& session, InputStyle style, bool waits_for_peer, InputEnded ended)
      : session_(session),
        style_(style),
        stream_(net::DescriptorStream::borrow(session.loop(), STDIN_FILENO)),
        open_errno_(stream_ ? 0 : errno),
        ended_call_(std::move(ended)),
        changed_(session.loop()),
        look_again_(session.loop(), [this] { changed_.raise(); }),
        waits_for_peer_(waits_for_peer) {}

  void start() {
    task_ = run();
    task_.start();
  }

  bool more_to_come() const override { return !ended_ && stream_ && stream_->readable_now(); }
  void changed() override { changed_.raise(); }

 protected:
  virtual void consume(Bytes chunk) = 0;
  virtual void at_end() {}

  session::Session& session_;
  InputStyle style_;

 private:
  bool may_read() const {
    const talk::Talk& talk = session_.talk();
    if (waits_for_peer_ && talk.peer_count() == 0) return false;
    if (style_.one_peer) return talk.queued_bytes_most() <= limits::send_queue_bytes_max / 2;
    return !waits_for_peer_ || !talk.asks_to_wait();
  }

  static Error cannot_read(int error) { return system_error("read standard input", error); }

  net::Task<> run() {
    bool said_something = false;
    std::optional<Error> error;
    if (open_errno_ != 0 && open_errno_ != EBADF) error = cannot_read(open_errno_);
    while (stream_) {  // null: standard input is closed
      while (!may_read()) {
        if (session_.talk().queued_bytes() > 0) {
          look_again_.arm(session_.loop().now() + stall_look_interval);
        }
        co_await changed_;
      }
      // A peer that finished its own direction is kept for what is there, and let go when that is
      // said.
      if (!stream_->readable_now()) session_.talk().poke_all();
      co_await net::ready(*stream_, net::Interest::read);
      if (!may_read()) continue;
      const net::Io got = stream_->read(buffer_);
      if (got.status == net::Io::Status::again) continue;
      if (got.status == net::Io::Status::failed) error = cannot_read(got.error);
      if (got.status != net::Io::Status::done) break;
      said_something = true;
      consume(Bytes(buffer_.data(), got.bytes));
    }
    at_end();
    ended_ = true;
    ended_call_(said_something, error);
    session_.talk().poke_all();
  }

  std::unique_ptr<net::DescriptorStream> stream_;
  int open_errno_;  // EBADF: standard input is closed
  InputEnded ended_call_;
  net::Signal changed_;
  net::Timer look_again_;
  net::Task<> task_;
  bool ended_ = false;
  bool waits_for_peer_;
  std::array<char, limits::chunk_bytes_max> buffer_;
};

/// Cuts lines out of chunks, without their line end.
class Lines {
 public:
  template <typename Each>
  void feed(Bytes chunk, Each&& each) {
    for (;;) {
      const auto end = chunk.find('\n');
      if (end == Bytes::npos) break;
      held_.append(chunk.substr(0, end));
      each(Bytes(held_));
      held_.clear();
      chunk.remove_prefix(end + 1);
    }
    held_.append(chunk);
  }

  template <typename Each>
  void finish(Each&& each) {
    if (!held_.empty()) each(Bytes(held_));
    held_.clear();
  }

  std::size_t held_bytes() const { return held_.size(); }
  void forget() { held_.clear(); }

 private:
  std::string held_;
};

class PipeInput final : public Pump {
 public:
  PipeInput(session::Session& session, InputStyle style, InputEnded ended)
      : Pump(session, style, true, std::move(ended)) {}

 private:
  void consume(Bytes chunk) override {
    if (style_.framing == text::Framing::none) {
      session_.talk().send_all(chunk);
      return;
    }
    lines_.feed(chunk, [this](Bytes line) { send_message(line); });
    // A line beyond the largest message would be refused whole: it goes out in pieces.
    if (lines_.held_bytes() >= limits::message_bytes_max / 2) at_end();
  }

  void at_end() override {
    lines_.finish([this](Bytes line) { send_message(line); });
  }

  void send_message(Bytes line) { session_.talk().send_all(session_.talk().as_message(line)); }

  Lines lines_;
};

class JsonlInput final : public Pump {
 public:
  JsonlInput(session::Session& session, InputStyle style, InputEnded ended)
      : Pump(session, style, style.one_peer, std::move(ended)) {}

 private:
  void consume(Bytes chunk) override {
    lines_.feed(chunk, [this](Bytes line) { obey(line); });
    if (lines_.held_bytes() <= jsonl_line_bytes_max) return;
    reject(fmt::format("a line is longer than {} bytes", jsonl_line_bytes_max));
    lines_.forget();
  }

  void at_end() override {
    lines_.finish([this](Bytes line) { obey(line); });
  }

  void reject(const std::string& why) {
    session_.talk().note_failure({ErrorClass::bad_input, 0, "obey a line of standard input", why});
  }

  void obey(Bytes line) {
    if (line.find_first_not_of(" \t\r") == Bytes::npos) return;
    const auto command = event::parse_command(line);
    if (!command) {
      session_.talk().note_failure(command.error());
      return;
    }
    talk::Talk& talk = session_.talk();
    if (const auto* close = std::get_if<event::Close>(&*command)) {
      if (!talk.close(close->peer)) no_peer("close", close->peer);
      return;
    }
    if (std::holds_alternative<event::TellPeers>(*command)) {
      if (talk.peer_count() == 0) {
        talk.note_failure(
            {ErrorClass::no_peer, 0, "tell how the peers stand", "nobody is connected"});
      }
      talk.tell_states();
      return;
    }
    const auto& send = std::get<event::Send>(*command);
    const std::string message = talk.as_message(send.bytes);
    if (!send.to) {
      if (talk.peer_count() == 0) {
        talk.note_failure({ErrorClass::no_peer, 0, "send to all", "nobody is connected"});
      }
      talk.send_all(message);
    } else if (!talk.has_peer(*send.to)) {
      no_peer("send to", *send.to);
    } else {
      talk.send(*send.to, message);
    }
  }

  void no_peer(std::string_view verb, event::PeerId peer) {
    session_.talk().note_failure({ErrorClass::no_peer, 0,
                                  fmt::format("{} peer {}", verb, static_cast<unsigned>(peer)),
                                  "there is no such peer now"});
  }

  Lines lines_;
};

}  // namespace

std::unique_ptr<Input> make_pipe_input(session::Session& session, InputStyle style,
                                       InputEnded ended) {
  auto input = std::make_unique<PipeInput>(session, style, std::move(ended));
  input->start();
  return input;
}

std::unique_ptr<Input> make_jsonl_input(session::Session& session, InputStyle style,
                                        InputEnded ended) {
  auto input = std::make_unique<JsonlInput>(session, style, std::move(ended));
  input->start();
  return input;
}

}  // namespace parley::cli
