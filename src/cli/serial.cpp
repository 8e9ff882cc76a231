// parley serial: a real board's shell, alone or in one log and clock with its TCP talk.
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/settings.h"
#include "session/opening.h"

namespace parley::cli {

Exit run_serial(const Options& options) {
  const auto settings = serial_settings(options);
  const auto allowed = allowed_networks(options);
  Result<talk::ListenSettings> port;
  if (!options.also_listen.empty()) {
    const auto target = session::parse_target({options.also_listen}, true);
    port = target ? listen_settings(options, *target) : failure(target.error());
  }
  if (const Error* error = first_error(settings, allowed, port)) {
    report_usage(*error);
    return Exit::usage;
  }
  Shape shape;
  shape.one_peer = options.also_listen.empty();
  shape.linger_default = datagram_linger;
  shape.situation.operation = explain::Operation::connect;
  shape.situation.transport = event::Transport::serial;
  shape.situation.target = settings->device;
  shape.situation.baud = settings->line.baud;
  Exit instead = Exit::usage;
  auto conversation = Conversation::make(options, std::move(shape), instead);
  if (!conversation) return instead;
  session::Session& session = conversation->session();
  if (!options.also_listen.empty()) {
    session.serve_only(*port, *allowed);
    const auto local = session::listen_on_any(session.talk(), *port);
    if (!local) return conversation->fail_to_listen(local.error(), *port);
    conversation->say(reach_text(port->transport, *local, look_at(session.host())));
  }
  session.talk().open_serial(*settings);
  return conversation->run();
}

}  // namespace parley::cli
