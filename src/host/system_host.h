// The computer that this program runs on: rtnetlink(7), proc(5), sysfs(5).
#pragma once

#include <string>
#include <vector>

#include "host/host.h"

namespace parley::host {

/// Where the kernel's file trees are; a test puts its own trees there.
struct Roots {
  std::string proc = "/proc";
  std::string sys = "/sys";
  std::string dev = "/dev";
};

class SystemHost final : public Host {
 public:
  explicit SystemHost(Roots roots = {}) : roots_(std::move(roots)) {}

  Result<std::vector<Adapter>> adapters() const override;
  std::optional<Route> route_to(const IpAddress& destination) const override;
  std::optional<unsigned> default_adapter() const override;
  std::optional<IpAddress> gateway_of(unsigned adapter, IpAddress::Family family) const override;
  Neighbour neighbour(const IpAddress& address) const override;
  std::vector<Holder> port_holders(Protocol protocol, Port port) const override;
  Firewall firewall() const override;
  Wsl wsl() const override;
  unsigned unprivileged_port_start() const override;
  User user() const override;
  DescriptorLimits descriptor_limits() const override;
  std::vector<SerialDevice> serial_devices() const override;
  std::optional<SerialDevice> serial_device(const std::string& path) const override;
  std::optional<Holder> device_holder(const std::string& path) const override;

 private:
  Roots roots_;
};

}  // namespace parley::host
