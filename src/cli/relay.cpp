// parley relay: stand between two, and show what both say.
#include "cli/commands.h"
#include "cli/reach.h"
#include "cli/settings.h"
#include "session/opening.h"

namespace parley::cli {

Exit run_relay(const Options& options) {
  const std::vector<std::string> rest(options.words.begin() + 1, options.words.end());
  const auto here = session::parse_target({options.words.front()}, true);
  const auto there = session::parse_target(rest, false);
  // TLS is spoken to the target alone: what comes in is plain.
  Options plain = options;
  plain.tls = false;
  auto near = here ? listen_settings(plain, *here) : failure(here.error());
  const auto far = there ? connect_settings(options, *there) : failure(there.error());
  const auto allowed = allowed_networks(options);
  if (const Error* error = first_error(near, far, allowed)) {
    report_usage(*error);
    return Exit::usage;
  }
  if (near->transport != event::Transport::tcp ||
      (far->transport != event::Transport::tcp && far->transport != event::Transport::tls)) {
    report_usage(
        {ErrorClass::bad_input, 0, "relay that", "a relay takes TCP in and TCP or TLS out"});
    return Exit::usage;
  }
  Shape shape;
  shape.tls = far->transport == event::Transport::tls;
  shape.situation.operation = explain::Operation::listen;
  shape.situation.endpoint = near->local;
  shape.situation.relay = true;
  shape.situation.peers_max = near->peers_max;
  shape.situation.peers_per_address_max = near->peers_per_address_max;
  shape.situation.target = far->host;
  Exit instead = Exit::usage;
  auto conversation = Conversation::make(options, std::move(shape), instead);
  if (!conversation) return instead;
  session::Session& session = conversation->session();
  session.serve_only(*near, *allowed);
  const auto local = session::relay_on_any(session.talk(), *near, *far);
  if (!local) return conversation->fail_to_listen(local.error(), *near);
  conversation->say(reach_text(near->transport, *local, look_at(session.host())));
  return conversation->run();
}

}  // namespace parley::cli
