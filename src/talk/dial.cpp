#include "talk/dial.h"

#include <algorithm>
#include <fmt/format.h>

namespace parley::talk {

namespace {

using Dialled = Result<std::unique_ptr<net::Stream>>;

/// One error out of several attempts. The class is the first that tells most: an answer (refused)
/// tells more than silence, and silence more than "no way there".
Error summary(const ConnectSettings& settings, const std::vector<Endpoint>& tried,
              std::vector<Error> errors) {
  if (errors.size() == 1) {
    Error& only = errors.front();
    if (settings.host != tried.front().address.to_string()) {
      only.attempted = fmt::format("connect to {} at {}", target_name(settings),
                                   tried.front().address.to_string());
    }
    return only;
  }
  const auto weight = [](const Error& error) {
    return error.kind == ErrorClass::refused ? 0 : error.kind == ErrorClass::timeout ? 1 : 2;
  };
  const auto most =
      std::min_element(errors.begin(), errors.end(),
                       [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
  Error all{most->kind, most->system_errno, "connect to " + target_name(settings), ""};
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (i > 0) all.seen += "; ";
    all.seen += fmt::format("{}: {}", tried[i].address.to_string(), errors[i].seen);
  }
  return all;
}

net::Task<Dialled> dial_any(net::Network& network, const ConnectSettings& settings,
                            std::vector<IpAddress> addresses) {
  const SteadyTime deadline = network.loop().now() + settings.timeout;
  std::vector<Endpoint> tried;
  std::vector<Error> errors;
  for (std::size_t i = 0; i < addresses.size(); ++i) {
    const Duration left = deadline - network.loop().now();
    const Duration share = left / static_cast<int>(addresses.size() - i);
    const Endpoint remote{addresses[i], settings.port};
    Dialled connected = co_await network.connect(remote, settings.source_port, share);
    if (connected) co_return std::move(connected);
    tried.push_back(remote);
    errors.push_back(connected.error());
  }
  co_return failure(summary(settings, tried, std::move(errors)));
}

}  // namespace

std::string target_name(const ConnectSettings& settings) {
  const bool brackets = settings.host.find(':') != std::string::npos;
  return fmt::format("{}{}{}:{}", brackets ? "[" : "", settings.host, brackets ? "]" : "",
                     static_cast<unsigned>(settings.port));
}

net::Task<Dialled> dial(net::Network& network, const ConnectSettings& settings) {
  auto addresses = co_await network.resolve(settings.host, settings.family);
  if (!addresses) co_return failure(addresses.error());
  Dialled plain = co_await dial_any(network, settings, std::move(*addresses));
  if (!plain || settings.transport != event::Transport::tls) co_return std::move(plain);
  co_return co_await net::tls_handshake(network.loop(), std::move(*plain), settings.tls,
                                        settings.host, limits::tls_handshake_timeout);
}

}  // namespace parley::talk
