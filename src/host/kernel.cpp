#include "host/kernel.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <string>

#include "host/files.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

constexpr unsigned unprivileged_port_start_usual = 1024;

bool behind_wsl_nat(const Adapter& adapter) {
  static const Cidr nat{IpAddress::v4({172, 16, 0, 0}), 12};
  return adapter.name == "eth0" &&
         std::any_of(adapter.addresses.begin(), adapter.addresses.end(),
                     [](const Cidr& own) { return nat.contains(own.network); });
}

}  // namespace

Wsl guess_wsl(std::string_view release, const std::vector<Adapter>& adapters) {
  std::string lower(release);
  for (char& c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (lower.find("microsoft") == std::string::npos) return Wsl::no;
  const bool nat = std::any_of(adapters.begin(), adapters.end(), behind_wsl_nat);
  return nat ? Wsl::nat : Wsl::mirrored_or_unknown;
}

Wsl SystemHost::wsl() const {
  const std::string release = read_line(roots_.proc + "/sys/kernel/osrelease");
  if (guess_wsl(release, {}) == Wsl::no) return Wsl::no;
  return guess_wsl(release, adapters().value_or(std::vector<Adapter>{}));
}

unsigned SystemHost::unprivileged_port_start() const {
  const std::string text = read_line(roots_.proc + "/sys/net/ipv4/ip_unprivileged_port_start");
  unsigned start = 0;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), start);
  return error == std::errc{} ? start : unprivileged_port_start_usual;
}

}  // namespace parley::host
