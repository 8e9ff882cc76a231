// A computer made of plain data, for tests: fill in what the test is about.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "host/host.h"

namespace parley::host {

class FakeHost final : public Host {
 public:
  std::vector<Adapter> all_adapters;
  std::optional<Error> adapters_error;   ///< set: `adapters` fails with it
  std::map<IpAddress, Route> routes;     ///< by destination
  std::optional<Route> route_elsewhere;  ///< to every destination that is not in `routes`
  std::optional<unsigned> default_index;
  std::map<std::pair<unsigned, IpAddress::Family>, IpAddress> gateways;
  std::map<IpAddress, Neighbour> neighbours;
  std::map<std::pair<Protocol, Port>, std::vector<Holder>> sockets;
  Firewall filter{Firewall::Access::not_installed, "", ""};
  Wsl wsl_kind = Wsl::no;
  unsigned port_start = 1024;
  User me{1000, "anna", {"anna"}, {"anna"}};
  DescriptorLimits limits{1024, 1'048'576};
  std::vector<SerialDevice> devices;           ///< what `serial_devices` lists
  std::vector<SerialDevice> devices_unlisted;  ///< what `serial_device` finds besides
  std::map<std::string, Holder> device_holders;

  Result<std::vector<Adapter>> adapters() const override {
    if (adapters_error) return failure(*adapters_error);
    return all_adapters;
  }
  std::optional<Route> route_to(const IpAddress& destination) const override {
    const auto found = routes.find(destination);
    return found == routes.end() ? route_elsewhere : found->second;
  }
  std::optional<unsigned> default_adapter() const override { return default_index; }
  std::optional<IpAddress> gateway_of(unsigned adapter, IpAddress::Family family) const override {
    const auto found = gateways.find({adapter, family});
    if (found == gateways.end()) return std::nullopt;
    return found->second;
  }
  Neighbour neighbour(const IpAddress& address) const override {
    const auto found = neighbours.find(address);
    return found == neighbours.end() ? Neighbour{} : found->second;
  }
  std::vector<Holder> port_holders(Protocol protocol, Port port) const override {
    const auto found = sockets.find({protocol, port});
    return found == sockets.end() ? std::vector<Holder>{} : found->second;
  }
  Firewall firewall() const override { return filter; }
  Wsl wsl() const override { return wsl_kind; }
  unsigned unprivileged_port_start() const override { return port_start; }
  User user() const override { return me; }
  DescriptorLimits descriptor_limits() const override { return limits; }
  std::vector<SerialDevice> serial_devices() const override { return devices; }
  std::optional<SerialDevice> serial_device(const std::string& path) const override {
    for (const auto* list : {&devices, &devices_unlisted}) {
      for (const SerialDevice& device : *list) {
        if (device.path == path || (!device.link.empty() && device.link == path)) return device;
      }
    }
    return std::nullopt;
  }
  std::optional<Holder> device_holder(const std::string& path) const override {
    const auto found = device_holders.find(path);
    if (found == device_holders.end()) return std::nullopt;
    return found->second;
  }
};

}  // namespace parley::host
