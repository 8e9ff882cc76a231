// parley listen: be a server.
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/settings.h"
#include "session/opening.h"

namespace parley::cli {

Exit run_listen(const Options& options) {
  const auto target = session::parse_target(options.words, true);
  auto settings = target ? listen_settings(options, *target) : failure(target.error());
  const auto allowed = allowed_networks(options);
  if (const Error* error = first_error(settings, allowed)) {
    report_usage(*error);
    return Exit::usage;
  }
  Shape shape;
  shape.tls = settings->transport == event::Transport::tls;
  shape.one_peer = options.once;
  shape.situation.operation = explain::Operation::listen;
  shape.situation.transport = settings->transport;
  shape.situation.target = target->host;
  shape.situation.endpoint = settings->local;
  shape.situation.peers_max = settings->peers_max;
  shape.situation.peers_per_address_max = settings->peers_per_address_max;
  if (settings->transport == event::Transport::udp ||
      settings->transport == event::Transport::raw) {
    shape.linger_default = options.once ? std::optional<Duration>(datagram_linger) : std::nullopt;
  }
  Exit instead = Exit::usage;
  auto conversation = Conversation::make(options, std::move(shape), instead);
  if (!conversation) return instead;
  session::Session& session = conversation->session();
  session.serve_only(*settings, *allowed);
  const auto local = session::listen_on_any(session.talk(), *settings);
  if (!local) return conversation->fail_to_listen(local.error(), *settings);
  conversation->say(reach_text(settings->transport, *local, look_at(session.host())));
  return conversation->run();
}

}  // namespace parley::cli
