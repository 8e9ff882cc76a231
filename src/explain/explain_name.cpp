#include <algorithm>
#include <cctype>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

bool all_of(const std::string& name, std::string_view extra, int (*wanted)(int)) {
  return std::all_of(name.begin(), name.end(), [&](char c) {
    return wanted(static_cast<unsigned char>(c)) || extra.find(c) != std::string_view::npos;
  });
}

// "192.168.1.300", "192.168.1": no name is made of digits and dots alone.
bool is_bad_ipv4(const std::string& name) {
  return all_of(name, ".", std::isdigit) && name.find('.') != std::string::npos;
}

// RFC 1123 and the underscore that many devices use; octets beyond ASCII may be a name's umlauts.
bool is_no_host_name(const std::string& name) {
  const auto foreign = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  return !all_of(name, ".-_", std::isalnum) && std::none_of(name.begin(), name.end(), foreign);
}

Cause no_server(const Situation& situation) {
  const std::string_view offline =
      situation.default_adapter ? "" : " This computer has no default route: it may be offline.";
  return {fmt::format("No name server (DNS) answered, so whether {} exists is not known.{}",
                      situation.target, offline),
          "Give the device's address instead of a name, or check this computer's own network. Its "
          "name servers: cat /etc/resolv.conf",
          "no_name_server"};
}

Cause wrong_family(const Situation& situation) {
  const bool v6 = *situation.family == IpAddress::Family::v6;
  const std::string_view option = v6 ? "-6" : "-4";
  const std::string why = IpAddress::parse(situation.target)
                              ? fmt::format("{} is an {} address, and {} allows none.",
                                            situation.target, v6 ? "IPv4" : "IPv6", option)
                              : fmt::format("No {} address of {} is known, and {} allows no other.",
                                            v6 ? "IPv6" : "IPv4", situation.target, option);
  return {why, fmt::format("Leave {} out.", option)};
}

// "fe80::1%wlan9" where there is no wlan9, or a slip of the pen.
Cause bad_ipv6(const Situation& situation) {
  const auto percent = situation.target.find('%');
  if (percent == std::string::npos) {
    return {fmt::format("{} looks like an IPv6 address but is none.", situation.target),
            "Compare it with the address that the device prints, such as fd00::20."};
  }
  std::vector<std::string> names;
  names.reserve(situation.adapters.size());
  for (const host::Adapter& adapter : situation.adapters)
    names.push_back(adapter.name);
  return {fmt::format("{} names the adapter {}, and this computer has none of that name.",
                      situation.target, situation.target.substr(percent + 1)),
          fmt::format("Take one of its adapters: {}", joined(names))};
}

}  // namespace

Cause no_name(const Error& error, const Situation& situation) {
  const std::string& name = situation.target;
  if (mentions(error.seen, "no name server") || mentions(error.seen, "temporary")) {
    return no_server(situation);
  }
  if (situation.family && IpAddress::parse(name)) return wrong_family(situation);
  if (is_bad_ipv4(name)) {
    return {
        fmt::format("{} looks like an IPv4 address but is none: that is four numbers from 0 to 255 "
                    "with dots between.",
                    name),
        "Compare it with the address that the device prints, such as 192.168.1.20."};
  }
  if (situation.family) return wrong_family(situation);
  if (name.find(':') != std::string::npos) return bad_ipv6(situation);
  if (is_no_host_name(name)) {
    return {
        fmt::format("{} has characters that no host name has; perhaps it is a placeholder.", name),
        "Put the device's address in its place, such as 192.168.1.20."};
  }
  if (name.ends_with(".local")) {
    return {fmt::format("Names in .local are asked for on the local network (mDNS), and no device "
                        "answered to {}.",
                        name),
            "Check that the device is on and announces this name, or give its address.\n"
            "This computer asks by mDNS only with: sudo apt install libnss-mdns"};
  }
  return {fmt::format("No name server and no hosts file knows {}.", name),
          "Check the spelling, or give the address: a device on the local network often has no "
          "name."};
}

}  // namespace parley::explain
