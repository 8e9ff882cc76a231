// parley connect: be a client.
#include "cli/commands.h"
#include "cli/settings.h"

namespace parley::cli {

Exit run_connect(const Options& options) {
  const auto target = session::parse_target(options.words, false);
  const auto settings = target ? connect_settings(options, *target) : failure(target.error());
  if (!settings) {
    report_usage(settings.error());
    return Exit::usage;
  }
  Shape shape;
  shape.tls = settings->transport == event::Transport::tls;
  shape.one_peer = true;
  shape.situation.operation = explain::Operation::connect;
  shape.situation.transport = settings->transport;
  shape.situation.target = settings->host;
  shape.situation.source_port = settings->source_port;
  if (const auto literal = IpAddress::parse(settings->host)) {
    shape.situation.endpoint = Endpoint{*literal, settings->port};
  }
  if (options.v4) shape.situation.family = IpAddress::Family::v4;
  if (options.v6) shape.situation.family = IpAddress::Family::v6;
  if (settings->transport == event::Transport::udp ||
      settings->transport == event::Transport::raw) {
    shape.linger_default = datagram_linger;
  }
  Exit instead = Exit::usage;
  auto conversation = Conversation::make(options, std::move(shape), instead);
  if (!conversation) return instead;
  if (options.insecure) {
    conversation->say(
        "WARNING: --insecure: the peer's certificate is not checked; anybody in between can read "
        "and "
        "change everything");
  }
  conversation->session().talk().connect(*settings);
  return conversation->run();
}

}  // namespace parley::cli
