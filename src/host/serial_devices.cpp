#include <algorithm>
#include <sys/stat.h>
#include <unistd.h>

#include "host/files.h"
#include "host/processes.h"
#include "host/system_host.h"

namespace parley::host {

namespace {

// A USB serial port's interface lies at most this many folders below the device that has the names.
constexpr int usb_levels_max = 5;

// Maker and product as the USB device gives them; empty for a port without USB.
std::string description_of(const std::string& tty_folder) {
  std::string folder = real_path(tty_folder + "/device");
  for (int i = 0; i < usb_levels_max && folder.size() > 1; ++i) {
    const std::string product = read_line(folder + "/product");
    if (!product.empty()) {
      const std::string maker = read_line(folder + "/manufacturer");
      return maker.empty() || product.starts_with(maker) ? product : maker + " " + product;
    }
    folder.resize(folder.rfind('/'));
  }
  return "";
}

// Every tty of /sys has a folder, but only hardware has a driver; and of the classic ports that the
// driver foresees, those that are not soldered in have the type 0 (PORT_UNKNOWN).
bool has_hardware(const std::string& tty_folder) {
  return exists(tty_folder + "/device/driver") && read_line(tty_folder + "/type") != "0";
}

std::string stable_link(const std::string& folder, const std::string& device) {
  for (const std::string& name : folder_entries(folder)) {
    std::string link = folder + "/" + name;
    if (real_path(link) == device) return link;
  }
  return "";
}

}  // namespace

std::vector<SerialDevice> SystemHost::serial_devices() const {
  std::vector<SerialDevice> devices;
  const std::string ttys = roots_.sys + "/class/tty";
  for (const std::string& name : folder_entries(ttys)) {
    if (!has_hardware(ttys + "/" + name)) continue;
    if (auto device = serial_device(roots_.dev + "/" + name)) devices.push_back(std::move(*device));
  }
  std::sort(devices.begin(), devices.end(),
            [](const SerialDevice& a, const SerialDevice& b) { return a.path < b.path; });
  return devices;
}

std::optional<SerialDevice> SystemHost::serial_device(const std::string& path) const {
  SerialDevice device;
  device.path = real_path(path);
  struct stat status {};
  if (device.path.empty() || stat(device.path.c_str(), &status) != 0) return std::nullopt;
  device.link = stable_link(roots_.dev + "/serial/by-id", device.path);
  const std::string name = device.path.substr(device.path.rfind('/') + 1);
  device.description = description_of(roots_.sys + "/class/tty/" + name);
  device.group = group_name(status.st_gid);
  device.group_may_open = (status.st_mode & S_IRGRP) != 0 && (status.st_mode & S_IWGRP) != 0;
  device.may_open = access(device.path.c_str(), R_OK | W_OK) == 0;
  return device;
}

std::optional<Holder> SystemHost::device_holder(const std::string& path) const {
  const std::string device = real_path(path);
  if (device.empty()) return std::nullopt;
  const auto processes = processes_with(roots_.proc, {device});
  if (processes.empty()) return std::nullopt;
  const int pid = processes.begin()->second;
  struct stat status {};
  if (stat((roots_.proc + "/" + std::to_string(pid)).c_str(), &status) != 0) return std::nullopt;
  Holder holder;
  holder.pid = pid;
  holder.command = command_name(roots_.proc, pid);
  holder.user_id = status.st_uid;
  holder.user = user_name(status.st_uid);
  return holder;
}

}  // namespace parley::host
