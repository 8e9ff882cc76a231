// What the commands that talk have in common: a session, its output, its input, its end and its
// exit code. A command makes one, opens what it is about, and runs it.
//
// Thread rule: the main thread, which is the loop's.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "cli/input.h"
#include "cli/options.h"
#include "cli/outcome.h"
#include "cli/output.h"
#include "cli/typed_lines.h"
#include "explain/explain.h"
#include "net/signals.h"
#include "session/explainer.h"
#include "session/session.h"

namespace parley::cli {

/// The exit codes of the contract.
enum class Exit : int { done = 0, failed = 1, usage = 2, incomplete = 3 };

/// There is no end of a conversation on the wire of datagrams and serial lines: after the end of
/// standard input answers are waited for so long.
inline constexpr std::chrono::seconds datagram_linger{1};

/// How a command uses standard input and what ends it.
struct Shape {
  /// One conversation: its failure is the exit code, and the end of standard input finishes it.
  bool one_peer = false;

  /// After the end of standard input there is no FIN to send (datagrams, serial): wait this long
  /// for answers, then end. Nothing: wait for the peer.
  std::optional<Duration> linger_default;

  /// The end of standard input is a keyboard that was unplugged: it ends nothing, unless -q asks
  /// for it; at a prompt Ctrl-D still ends the program.
  bool outlives_input = false;

  /// False: standard input is left alone, and there is no prompt; what is said comes from the
  /// program (a replay). `more_to_come` then tells whether there is more, for a peer that finished
  /// its own direction (Context::more_to_come).
  bool takes_input = true;
  std::function<bool()> more_to_come;

  /// What the end means for the exit code, where that is not how the last peer ended.
  std::function<Exit()> verdict;

  /// What must end first when the program is to end: called once, and calls `then` when it has.
  std::function<void(std::function<void()> then)> wind_down;

  /// What is recorded was hidden on the wire, which is to be said.
  bool tls = false;

  /// For explanations: what was asked for.
  explain::Situation situation;

  /// The serial line is no device of this computer: its failures are their own explanation.
  bool emulated = false;
};

class Conversation {
 public:
  /// Prints what is wrong and returns null; `instead` is then the exit code: Exit::usage for the
  /// options, Exit::failed for what the system does not give.
  static std::unique_ptr<Conversation> make(const Options& options, Shape shape, Exit& instead);
  ~Conversation();

  session::Session& session() { return *session_; }

  /// Shows lines for people, on the terminal or on standard error.
  void say(const std::string& text) { output_->say(text); }

  /// Shows why a port could not be opened, with an explanation; the exit code for it.
  Exit fail_to_listen(const Error& error, const talk::ListenSettings& asked);

  /// To the end.
  Exit run();

  /// Ends in order, or at once when it is called again. On the loop's thread.
  void end(Exit exit);

 private:
  Conversation(const Options& options, Shape shape);
  OutputCalls output_calls();
  bool record();
  void give_up(const Error& error);
  Exit exit_with_recording() const;
  void start_input();
  void tell_states_every(Duration interval);
  void on_input_end(bool said_something);
  void look_soon();
  void on_change();
  void end_session();
  std::string explanation_for(const event::Event& event);

  const Options& options_;
  Shape shape_;
  std::optional<Duration> linger_;
  std::unique_ptr<session::Session> session_;
  std::unique_ptr<session::Explainer> explainer_;
  std::unique_ptr<Outcome> outcome_;
  std::unique_ptr<Output> output_;
  std::unique_ptr<net::Signals> signals_;
  std::unique_ptr<net::Timer> time_limit_;
  std::unique_ptr<net::Timer> linger_timer_;
  std::unique_ptr<net::Timer> state_timer_;
  std::unique_ptr<Input> input_;
  std::unique_ptr<TypedLines> typed_;
  std::optional<Error> recording_trouble_;
  std::optional<Exit> exit_;
  bool usable_ = false;
  Exit instead_ = Exit::usage;  // while it is not usable
  bool look_pending_ = false;
  bool reader_gone_ = false;  // of standard output
  bool output_failed_ = false;
};

/// "parley: cannot ...: ..." with its explanation, on standard error; for what goes wrong before
/// there is an Output.
void report_usage(const Error& error);

}  // namespace parley::cli
