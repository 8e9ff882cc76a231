#include "cli/settings.h"

#include <charconv>
#include <fmt/format.h>
#include <random>

#include "text/duration.h"

namespace parley::cli {

namespace {

Failure bad(std::string attempted, std::string seen) {
  return failure({ErrorClass::bad_input, 0, std::move(attempted), std::move(seen)});
}

Result<std::shared_ptr<net::TlsContext>> tls_context(const Options& options, net::TlsRole role) {
  net::TlsSettings settings;
  settings.certificate_file = options.certificate_file;
  settings.key_file = options.key_file;
  settings.authority_file = options.authority_file;
  settings.verify = !options.insecure;
  if (role == net::TlsRole::server && settings.certificate_file.empty()) {
    return bad(
        "listen with TLS",
        "a TLS server needs --cert and --key; a certificate for tests comes from: openssl req "
        "-x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=localhost -addext "
        "subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout key.pem -out cert.pem");
  }
  return net::TlsContext::make(role, settings);
}

Result<> check_family(const Options& options, const std::optional<IpAddress>& literal) {
  if (!literal || (!options.v4 && !options.v6) || literal->is_v4() == options.v4) return {};
  return bad(fmt::format("use {} with {}", literal->to_string(), options.v4 ? "-4" : "-6"),
             literal->is_v4() ? "it is an IPv4 address" : "it is an IPv6 address");
}

}  // namespace

Result<std::optional<Duration>> time_option(const std::string& name, const std::string& text) {
  if (text.empty()) return std::optional<Duration>();
  const auto time = text::parse_duration(text);
  if (!time) return bad(fmt::format("understand '{}' after {}", text, name), time.error().seen);
  return std::optional<Duration>(*time);
}

Result<std::optional<Duration>> interval_option(const std::string& name, const std::string& text) {
  auto interval = time_option(name, text);
  if (interval && *interval && **interval < std::chrono::milliseconds{1}) {
    return bad(fmt::format("understand '{}' after {}", text, name), "the shortest time is 1ms");
  }
  return interval;
}

Result<talk::TalkSettings> talk_settings(const Options& options) {
  talk::TalkSettings settings;
  settings.framing = *text::parse_framing(options.framing);  // checked by the option's own table
  settings.line_ending =
      options.crlf ? text::LineEnding::crlf : *text::parse_line_ending(options.line_ending);
  settings.rules.echo = options.echo;
  if (options.greet_given) settings.rules.greet = options.greet;
  settings.rules.replies = options.replies;
  for (const auto& [time, text] : options.every) {
    const auto interval = interval_option("--every", time.empty() ? "0" : time);
    if (!interval) return failure(interval.error());
    settings.rules.every.emplace_back(**interval, text);
  }
  if (options.expect_given) settings.rules.expect = options.expect;
  settings.seed = std::random_device{}();
  return settings;
}

Result<event::Transport> transport_of(const Options& options, const session::Target& target) {
  using event::Transport;
  const Transport named = target.transport;
  if (target.transport_given) {
    const bool fits =
        (!options.udp || named == Transport::udp) && (!options.tls || named == Transport::tls);
    if (fits) return named;
    return bad(fmt::format("use {} with {}://", options.udp ? "-u" : "--tls",
                           event::transport_name(named)),
               "they ask for different protocols");
  }
  if (options.udp && options.tls)
    return bad("use -u with --tls", "TLS over UDP is not spoken here");
  if (options.udp) return Transport::udp;
  return options.tls ? Transport::tls : Transport::tcp;
}

Result<talk::ListenSettings> listen_settings(const Options& options,
                                             const session::Target& target) {
  talk::ListenSettings settings;
  const auto transport = transport_of(options, target);
  if (!transport) return failure(transport.error());
  settings.transport = *transport;
  settings.once = options.once;
  settings.peers_max = options.peers_max;
  settings.peers_per_address_max = options.peers_per_address_max;
  settings.local.port = target.port;
  const auto literal = IpAddress::parse(target.host);
  if (!target.host.empty() && target.host != "localhost" && !literal) {
    return bad(fmt::format("listen on '{}'", target.host),
               "the address to listen on is one of this machine's, such as 127.0.0.1");
  }
  if (auto fits = check_family(options, literal); !fits) return failure(fits.error());
  // One IPv6 socket serves both families; raw sockets do not.
  const bool prefer_v4 = options.v4 || (settings.transport == event::Transport::raw && !options.v6);
  const auto family = prefer_v4 ? IpAddress::Family::v4 : IpAddress::Family::v6;
  if (literal) {
    settings.local.address = *literal;
  } else if (target.host == "localhost") {
    settings.local.address =
        IpAddress::loopback(options.v6 ? IpAddress::Family::v6 : IpAddress::Family::v4);
  } else {
    settings.local.address = IpAddress::any(family);
  }
  settings.v6_only = options.v6;
  if (settings.transport == event::Transport::tls) {
    auto context = tls_context(options, net::TlsRole::server);
    if (!context) return failure(context.error());
    settings.tls = *context;
  }
  return settings;
}

Result<talk::ConnectSettings> connect_settings(const Options& options,
                                               const session::Target& target) {
  talk::ConnectSettings settings;
  const auto transport = transport_of(options, target);
  if (!transport) return failure(transport.error());
  settings.transport = *transport;
  settings.host = target.host;
  settings.port = target.port;
  settings.retry = options.retry;
  if (options.v4) settings.family = net::AddressFamily::v4;
  if (options.v6) settings.family = net::AddressFamily::v6;
  if (auto fits = check_family(options, IpAddress::parse(target.host)); !fits) {
    return failure(fits.error());
  }
  const auto timeout = time_option("-w", options.connect_timeout);
  if (!timeout) return failure(timeout.error());
  settings.timeout = timeout->value_or(limits::connect_timeout_default);
  if (!options.source_port.empty()) {
    const auto port = parse_port(options.source_port);
    if (!port) {
      return bad(fmt::format("understand '{}' after -p", options.source_port),
                 "ports go from 0 to 65535");
    }
    settings.source_port = *port;
  }
  if (settings.transport == event::Transport::tls) {
    auto context = tls_context(options, net::TlsRole::client);
    if (!context) return failure(context.error());
    settings.tls = *context;
  }
  return settings;
}

Result<talk::SerialTalkSettings> serial_settings(const Options& options) {
  talk::SerialTalkSettings settings;
  settings.device = options.words.front();
  if (options.words.size() > 1) {
    const std::string& text = options.words[1];
    unsigned baud = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), baud);
    if (error != std::errc{} || stop != text.data() + text.size() || baud == 0) {
      return bad(fmt::format("understand '{}'", text), "a baud rate is a number such as 115200");
    }
    settings.line.baud = baud;
  }
  if (!options.dtr.empty()) settings.line.dtr = options.dtr == "on";
  if (!options.rts.empty()) settings.line.rts = options.rts == "on";
  return settings;
}

Result<std::vector<Cidr>> allowed_networks(const Options& options) {
  std::vector<Cidr> networks;
  for (const auto& text : options.allow) {
    const auto network = Cidr::parse(text);
    if (!network) {
      return bad(
          fmt::format("understand '{}' after --allow", text),
          "a network is written like 192.168.1.0/24 or fd00::/8, one address without the slash");
    }
    networks.push_back(*network);
  }
  return networks;
}

}  // namespace parley::cli
