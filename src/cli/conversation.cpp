#include "cli/conversation.h"

#include <csignal>
#include <cstdio>
#include <fmt/format.h>
#include <unistd.h>
#include <utility>

#include "cli/recording.h"
#include "cli/row_style.h"
#include "cli/settings.h"

namespace parley::cli {

void report_usage(const Error& error) {
  // A file's name may be anything.
  std::string words;
  append_words(to_string(error), 0, words);
  fmt::print(stderr, "parley: {}\n", words);
}

std::unique_ptr<Conversation> Conversation::make(const Options& options, Shape shape,
                                                 Exit& instead) {
  std::unique_ptr<Conversation> conversation(new Conversation(options, std::move(shape)));
  instead = conversation->instead_;
  return conversation->usable_ ? std::move(conversation) : nullptr;
}

Conversation::Conversation(const Options& options, Shape shape)
    : options_(options), shape_(std::move(shape)) {
  const auto linger = time_option("-q", options.linger);
  const auto limit = time_option("--time-limit", options.time_limit);
  const auto state_every = interval_option("--state-every", options.state_every);
  const auto settings = talk_settings(options);
  if (const Error* error = first_error(linger, limit, state_every, settings)) {
    report_usage(*error);
    return;
  }
  // A board's sketch is compiled on a thread of its own.
  auto session = session::Session::make(
      *settings, shape_.emulated ? net::Forks::on_other_threads : net::Forks::on_loops_thread);
  if (!session) {
    give_up(session.error());
    return;
  }
  linger_ = *linger ? *linger : shape_.linger_default;
  session_ = std::move(*session);
  explainer_ =
      std::make_unique<session::Explainer>(session_->host(), shape_.situation, shape_.emulated);
  net::EpollLoop& loop = session_->loop();
  // Before the output starts its threads: they inherit the blocked signals.
  signals_ = std::make_unique<net::Signals>(
      loop, std::initializer_list<int>{SIGINT, SIGTERM, SIGHUP}, [this](int signal) {
        if (signal == SIGINT && output_->interrupt()) return;
        end(Exit::done);
      });
  if (const auto& trouble = signals_->trouble()) {
    give_up(*trouble);
    return;
  }
  if (!options.no_record && !record()) return;
  usable_ = true;
  outcome_ = std::make_unique<Outcome>();
  output_ = Output::make(options, output_calls(),
                         [this](const event::Event& event) { return explanation_for(event); });
  session_->talk().add_sink(*outcome_);
  session_->talk().add_sink(output_->sink());
  if (*limit) {
    time_limit_ = std::make_unique<net::Timer>(loop, [this] {
      const bool unmet = options_.expect_given && !session_->talk().expectation_met();
      output_->say("the time limit has passed");
      end(unmet ? Exit::failed : Exit::done);
    });
    time_limit_->arm(loop.now() + **limit);
  }
  if (*state_every) tell_states_every(**state_every);
}

OutputCalls Conversation::output_calls() {
  OutputCalls calls;
  if (shape_.takes_input) {
    calls.typed = [this](std::string line) {
      session_->loop().post([this, line = std::move(line)] { typed_->take(line); });
    };
    calls.typed_end = [this] { session_->loop().post([this] { on_input_end(true); }); };
  }
  calls.broken = [this](const Error& error) {
    session_->loop().post([this, error] {
      // A reader that has seen enough (`| head`) is no failure.
      reader_gone_ = error.kind == ErrorClass::reset;
      output_failed_ = !reader_gone_;
      if (output_failed_) report_usage(error);
      end(reader_gone_ ? Exit::done : Exit::failed);
    });
  };
  return calls;
}

void Conversation::give_up(const Error& error) {
  report_usage(error);
  if (error.kind == ErrorClass::exhausted) instead_ = Exit::failed;
}

/// False: it was asked for in a way that cannot be done.
bool Conversation::record() {
  const auto settings = recorder_settings(options_);
  const auto recorded = settings ? session_->record(*settings) : failure(settings.error());
  if (recorded) return true;
  const bool insisted = !options_.output_file.empty() || !options_.record.empty() || options_.sync;
  if (insisted) {
    give_up(recorded.error());
    return false;
  }
  recording_trouble_ = recorded.error();
  return true;
}

void Conversation::tell_states_every(Duration interval) {
  state_timer_ = std::make_unique<net::Timer>(session_->loop(), [this, interval] {
    // Who cannot take more is not told what will be told again.
    if (!session_->talk().paused()) session_->talk().tell_states();
    state_timer_->arm(session_->loop().now() + interval);
  });
  state_timer_->arm(session_->loop().now() + interval);
}

Conversation::~Conversation() = default;

Exit Conversation::fail_to_listen(const Error& error, const talk::ListenSettings& asked) {
  std::string text = explain::to_text(explainer_->of_listening(error, asked));
  if (text.ends_with('\n')) text.pop_back();
  output_->say("parley: " + text);
  output_->finish(limits::drain_on_exit_max);
  return Exit::failed;
}

std::string Conversation::explanation_for(const event::Event& event) {
  const auto explained = explainer_->of_event(event, session_->loop().now());
  if (!explained) return {};
  return explained->why + (explained->why.empty() || explained->next.empty() ? "" : "\n") +
         explained->next;
}

void Conversation::start_input() {
  const InputStyle style{
      *text::parse_framing(options_.framing),
      options_.crlf ? text::LineEnding::crlf : *text::parse_line_ending(options_.line_ending),
      shape_.one_peer};
  if (output_->interactive()) {
    typed_ = std::make_unique<TypedLines>(
        session_->talk(), style, [this](const std::string& text) { output_->say(text); },
        [this] { end(Exit::done); });
    return;
  }
  InputEnded ended = [this](bool said_something, const std::optional<Error>& error) {
    if (!error) return on_input_end(said_something);
    // Not an end: what was to be said is not known, and nobody is to take it for whole.
    report_usage(*error);
    session_->loop().post([this] { end(Exit::failed); });
  };
  input_ = options_.format == "jsonl" ? make_jsonl_input(*session_, style, std::move(ended))
                                      : make_pipe_input(*session_, style, std::move(ended));
}

void Conversation::on_input_end(bool said_something) {
  const bool rules_speak = options_.echo || options_.greet_given || !options_.replies.empty() ||
                           !options_.every.empty() || options_.expect_given;
  // Who presses Ctrl-D at a terminal has done, with or without a line editor.
  const bool person = output_->interactive() || ::isatty(STDIN_FILENO) != 0;
  if (person && (!shape_.one_peer || shape_.outlives_input)) {
    end(Exit::done);
    return;
  }
  // Standard input from /dev/null says nothing, and so ends nothing that rules still say.
  if (!said_something && rules_speak) return;
  if (linger_) {
    linger_timer_ = std::make_unique<net::Timer>(session_->loop(), [this] { end(Exit::done); });
    linger_timer_->arm(session_->loop().now() + *linger_);
  }
  if (shape_.one_peer && !options_.no_shutdown) session_->talk().finish_all();
}

void Conversation::look_soon() {
  if (std::exchange(look_pending_, true)) return;
  session_->loop().post([this] { on_change(); });
}

void Conversation::on_change() {
  look_pending_ = false;
  if (exit_) return;
  if (input_) input_->changed();
  if (session_->talk().expectation_met()) {
    end(Exit::done);
  } else if (session_->talk().done()) {
    end(outcome_->failed() ? Exit::failed : Exit::done);
  }
}

void Conversation::end(Exit exit) {
  if (exit_) {
    session_->loop().stop();  // asked twice: at once
    return;
  }
  exit_ = exit;
  const bool unmet = options_.expect_given && !session_->talk().expectation_met();
  if (unmet && exit == Exit::done) {
    output_->say("parley: what was expected did not come (--expect)");
    exit_ = Exit::failed;
  }
  if (shape_.verdict) exit_ = shape_.verdict();
  if (shape_.wind_down) {
    shape_.wind_down([this] { end_session(); });
  } else {
    end_session();
  }
}

void Conversation::end_session() {
  session_->end([this](std::size_t bytes_not_sent) {
    if (bytes_not_sent > 0) {
      output_->say(fmt::format("parley: {} bytes were not sent: the peers did not take them",
                               bytes_not_sent));
    }
    session_->finish_recording(limits::drain_on_exit_max);
    session_->loop().stop();
  });
}

/// What went wrong with the conversation itself counts more.
Exit Conversation::exit_with_recording() const {
  const record::Recorder* recorder = session_->recorder();
  const auto missing = recorder ? recorder->incomplete() : std::nullopt;
  if (missing) {
    fmt::print(stderr, "parley: the recording {} is incomplete: {}\n", recorder->path().string(),
               *missing);
  }
  const bool incomplete = missing || recording_trouble_;
  return incomplete && *exit_ == Exit::done ? Exit::incomplete : *exit_;
}

Exit Conversation::run() {
  session_->talk().feed_with(
      [this] {
        return (input_ && input_->more_to_come()) || (shape_.more_to_come && shape_.more_to_come());
      },
      [this] { look_soon(); });
  if (recording_trouble_) {
    output_->say(not_recorded(*recording_trouble_));
  } else if (session_->recorder() != nullptr) {
    output_->say(where_recorded(*session_->recorder(), shape_.tls));
  }
  if (shape_.takes_input) start_input();
  look_soon();  // what was opened may have failed, and ended, at once
  session_->loop().run();
  const std::size_t lost = output_->finish(limits::drain_on_exit_max);
  session_->loop().turn(session_->loop().now());  // what its thread told meanwhile
  // Who interrupts it while nobody reads is told how much that was, and got what was asked for.
  if (output_failed_ && *exit_ == Exit::done) exit_ = Exit::failed;
  if (lost > 0 && !reader_gone_ && !output_failed_) {
    fmt::print(stderr, "parley: {} bytes were not written to standard output: nobody takes them\n",
               lost);
  }
  return exit_with_recording();
}

}  // namespace parley::cli
