#include "session/opening.h"

#include <cerrno>
#include <fmt/format.h>
#include <functional>
#include <random>

namespace parley::session {

namespace {

using Open = std::function<Result<Endpoint>(const talk::ListenSettings&)>;

Result<Endpoint> open_on_any(talk::ListenSettings& settings, const Open& open) {
  auto local = open(settings);
  if (local || settings.v6_only ||
      settings.local.address != IpAddress::any(IpAddress::Family::v6)) {
    return local;
  }
  const int error = local.error().system_errno;
  if (error != EAFNOSUPPORT && error != EADDRNOTAVAIL) return local;
  settings.local.address = IpAddress::any(IpAddress::Family::v4);
  return open(settings);
}

Failure bad(std::string attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
}

}  // namespace

Result<Endpoint> listen_on_any(talk::Talk& talk, talk::ListenSettings& settings) {
  return open_on_any(settings, [&](const talk::ListenSettings& now) { return talk.listen(now); });
}

Result<Endpoint> relay_on_any(talk::Talk& talk, talk::ListenSettings& settings,
                              const talk::ConnectSettings& target) {
  return open_on_any(settings,
                     [&](const talk::ListenSettings& now) { return talk.relay(now, target); });
}

Result<talk::ListenSettings> listen_settings(const Asked& asked) {
  talk::ListenSettings settings;
  settings.transport = asked.transport;
  settings.local.port = asked.port;
  const auto literal = IpAddress::parse(asked.where);
  if (literal) {
    settings.local.address = *literal;
  } else if (asked.where == "localhost") {
    settings.local.address = IpAddress::loopback(IpAddress::Family::v4);
  } else if (asked.where.empty()) {
    settings.local.address = IpAddress::any(IpAddress::Family::v6);  // it serves both families
  } else {
    return bad(fmt::format("listen on '{}'", asked.where),
               "the address to listen on is one of this machine's, such as 127.0.0.1");
  }
  if (asked.transport == event::Transport::tls) {
    auto context = net::TlsContext::make(net::TlsRole::server, {asked.certificate, asked.key});
    if (!context) return failure(context.error());
    settings.tls = std::move(*context);
  }
  return settings;
}

Result<talk::ConnectSettings> connect_settings(const Asked& asked) {
  talk::ConnectSettings settings;
  settings.transport = asked.transport;
  settings.host = asked.where;
  settings.port = asked.port;
  settings.retry = asked.retry;
  if (asked.transport == event::Transport::tls) {
    net::TlsSettings tls;
    tls.verify = !asked.insecure;
    auto context = net::TlsContext::make(net::TlsRole::client, tls);
    if (!context) return failure(context.error());
    settings.tls = std::move(*context);
  }
  return settings;
}

Result<std::vector<Cidr>> allowed_networks(const Asked& asked) {
  std::vector<Cidr> networks;
  for (const auto& text : asked.allowed) {
    const auto network = Cidr::parse(text);
    if (!network) {
      return bad(fmt::format("serve the network '{}'", text),
                 "a network is written like 192.168.1.0/24 or fd00::/8, one address without the "
                 "slash");
    }
    networks.push_back(*network);
  }
  return networks;
}

talk::SerialTalkSettings serial_settings(const Asked& asked) {
  talk::SerialTalkSettings settings;
  settings.device = asked.where;
  settings.line.baud = asked.baud;
  return settings;
}

talk::TalkSettings talk_settings(const Asked& asked) {
  talk::TalkSettings settings;
  settings.rules = asked.rules;
  settings.framing = asked.framing;
  settings.line_ending = asked.line_ending;
  settings.seed = std::random_device{}();
  return settings;
}

}  // namespace parley::session
