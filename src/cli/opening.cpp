#include "cli/opening.h"

#include <cerrno>
#include <functional>

namespace parley::cli {

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

}  // namespace

Result<Endpoint> listen_on_any(talk::Talk& talk, talk::ListenSettings& settings) {
  return open_on_any(settings, [&](const talk::ListenSettings& now) { return talk.listen(now); });
}

Result<Endpoint> relay_on_any(talk::Talk& talk, talk::ListenSettings& settings,
                              const talk::ConnectSettings& target) {
  return open_on_any(settings,
                     [&](const talk::ListenSettings& now) { return talk.relay(now, target); });
}

}  // namespace parley::cli
