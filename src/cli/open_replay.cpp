#include "cli/open_replay.h"

#include <cstdio>
#include <fmt/format.h>

#include "cli/replay_words.h"
#include "cli/settings.h"
#include "session/opening.h"

namespace parley::cli {

namespace {

using session::Script;
using session::Side;

/// What the recorded conversation was held over is what it is replayed over, unless the target has
/// a scheme. A server of TLS needs a certificate of its own: without one the client's side is met
/// in plain.
void choose_transport(const Script& script, const OpenOptions& own, const Options& options,
                      session::Target& target) {
  if (target.transport_given) return;
  target.transport = script.party.transport;
  const bool serves = own.replay.empty();
  if (serves && target.transport == event::Transport::tls && options.certificate_file.empty()) {
    target.transport = event::Transport::tcp;
  }
  target.transport_given = true;
}

/// One replay under way.
class ReplayRun {
 public:
  ReplayRun(const Options& options, const OpenOptions& own, Script script,
            const session::ReplaySettings& settings)
      : options_(options), own_(own), script_(std::move(script)), settings_(settings) {
    if (options_.format == "auto") options_.format = "text";
    options_.words = {"replay", own.replay.empty() ? own.replay_listen : own.replay};
  }

  Exit run(session::Target target) {
    choose_transport(script_, own_, options_, target);
    return settings_.plays == Side::client ? call(target) : serve(target);
  }

 private:
  Shape shape(event::Transport transport) {
    Shape shape;
    shape.one_peer = true;
    shape.tls = transport == event::Transport::tls;
    shape.takes_input = false;
    shape.more_to_come = [this] { return replay_ && replay_->more_to_come(); };
    shape.verdict = [this] {
      return replay_ && replay_->report().complete ? Exit::done : Exit::failed;
    };
    return shape;
  }

  bool open(Shape shape) {
    conversation_ = Conversation::make(options_, std::move(shape), instead_);
    if (!conversation_) return false;
    session::Session& session = conversation_->session();
    replay_ = std::make_unique<session::Replay>(
        session.talk(), session.loop(), script_, settings_,
        [this](const session::ReplayReport& report) {
          tell(report);
          conversation_->end(report.complete ? Exit::done : Exit::failed);
        });
    session.talk().add_sink(*replay_);
    if (!script_.has_beginning) {
      conversation_->say(
          "the file begins in the middle of this conversation, and so does the replay");
    }
    return true;
  }

  void tell(const session::ReplayReport& report) {
    // In the stream of events, too: a program that reads it wants to know, and so does whoever
    // opens the recording of this replay.
    if (const auto error = replay_error(script_, settings_, report)) {
      conversation_->session().talk().note_failure(*error);
    }
    const std::string words = replay_words(script_, settings_, report);
    conversation_->say(report.complete ? words : "parley: " + words);
  }

  Exit call(const session::Target& target) {
    const auto settings = connect_settings(options_, target);
    if (!settings) {
      report_usage(settings.error());
      return Exit::usage;
    }
    Shape wanted = shape(settings->transport);
    wanted.situation.operation = explain::Operation::connect;
    wanted.situation.transport = settings->transport;
    wanted.situation.target = settings->host;
    if (const auto literal = IpAddress::parse(settings->host)) {
      wanted.situation.endpoint = Endpoint{*literal, settings->port};
    }
    if (!open(std::move(wanted))) return instead_;
    conversation_->session().talk().connect(*settings);
    return conversation_->run();
  }

  Exit serve(const session::Target& target) {
    options_.once = true;
    auto settings = listen_settings(options_, target);
    const auto allowed = allowed_networks(options_);
    if (const Error* error = first_error(settings, allowed)) {
      report_usage(*error);
      return Exit::usage;
    }
    Shape wanted = shape(settings->transport);
    wanted.situation.operation = explain::Operation::listen;
    wanted.situation.transport = settings->transport;
    wanted.situation.target = target.host;
    wanted.situation.endpoint = settings->local;
    if (!open(std::move(wanted))) return instead_;
    session::Session& session = conversation_->session();
    session.serve_only(*settings, *allowed);
    const auto local = session::listen_on_any(session.talk(), *settings);
    if (!local) return conversation_->fail_to_listen(local.error(), *settings);
    return conversation_->run();
  }

  Options options_;
  const OpenOptions& own_;
  Script script_;
  session::ReplaySettings settings_;
  std::unique_ptr<session::Replay> replay_;  // outlives the talk that it is a sink of
  Exit instead_ = Exit::usage;               // of a conversation that cannot be made
  std::unique_ptr<Conversation> conversation_;
};

}  // namespace

Exit replay_from(event::Source& source, const Options& options, const OpenOptions& own) {
  const auto settings = replay_settings(own);
  const bool serves = own.replay.empty();
  const auto target = session::parse_target({serves ? own.replay_listen : own.replay}, serves);
  if (const Error* error = first_error(settings, target)) {
    report_usage(*error);
    return Exit::usage;
  }
  auto script = session::read_script(source, {own.chosen_peer(), own.chosen_connection()});
  if (!script) {
    report_usage(script.error());
    return script.error().kind == ErrorClass::bad_input ? Exit::usage : Exit::failed;
  }
  ReplayRun run(options, own, std::move(*script), *settings);
  return run.run(*target);
}

}  // namespace parley::cli
