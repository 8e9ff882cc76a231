#include "session/addresses.h"

#include "host/subnets.h"
#include "host/system_host.h"

namespace parley::session {

namespace {

std::vector<host::LanAddress> lan_addresses(const host::Host& host) {
  return host::lan_addresses(host.adapters().value_or(std::vector<host::Adapter>{}),
                             host.default_adapter());
}

}  // namespace

std::vector<OwnAddress> own_addresses() {
  return own_addresses(host::SystemHost());
}

std::vector<OwnAddress> own_addresses(const host::Host& host) {
  std::vector<OwnAddress> list;
  for (const auto& lan : lan_addresses(host)) {
    list.push_back({lan.address.to_string(), lan.adapter, std::string(host::kind_name(lan.kind))});
    const bool for_devices =
        lan.kind != host::AdapterKind::container && host.wsl() != host::Wsl::nat;
    list.back().likely = list.size() == 1 && for_devices;
  }
  list.push_back({IpAddress::loopback(IpAddress::Family::v4).to_string(), "lo",
                  std::string(host::kind_name(host::AdapterKind::loopback))});
  return list;
}

std::string reach_remark() {
  const host::SystemHost host;
  return reach_remark(!lan_addresses(host).empty(), host.wsl());
}

std::string reach_remark(bool has_address, host::Wsl wsl) {
  std::string text;
  if (!has_address) {
    text = "no device can reach this machine: none of its adapters has an address and a link";
  }
  if (wsl == host::Wsl::nat) {
    if (!text.empty()) text += '\n';
    text +=
        "WSL2 hides these addresses from devices: set networkingMode=mirrored under [wsl2] in\n"
        "%UserProfile%\\.wslconfig, run wsl --shutdown, and use the address of Windows";
  }
  return text;
}

std::vector<SerialChoice> serial_devices() {
  return serial_devices(host::SystemHost());
}

std::vector<SerialChoice> serial_devices(const host::Host& host) {
  std::vector<SerialChoice> list;
  for (const auto& device : host.serial_devices())
    list.push_back({device.path, device.description, device.may_open});
  return list;
}

}  // namespace parley::session
