#include <algorithm>
#include <cerrno>
#include <fmt/format.h>

#include "explain/causes.h"
#include "explain/words.h"

namespace parley::explain {

namespace {

std::string device_words(const host::SerialDevice& device) {
  if (device.description.empty()) return device.path;
  return fmt::format("{} ({})", device.path, device.description);
}

std::string devices_words(const Situation& situation) {
  std::vector<std::string> parts;
  parts.reserve(situation.serial_devices.size());
  for (const host::SerialDevice& device : situation.serial_devices) {
    parts.push_back(device_words(device));
  }
  return joined(parts);
}

std::string serial_command(const Situation& situation, const std::string& path) {
  const std::string baud = situation.baud == 0 ? "" : fmt::format(" {}", situation.baud);
  return fmt::format("parley serial {}{}", path, baud);
}

// The boards come on USB; a classic port is offered only where nothing else is there.
const host::SerialDevice* likely_device(const Situation& situation) {
  if (situation.serial_devices.empty()) return nullptr;
  const auto usb = std::find_if(situation.serial_devices.begin(), situation.serial_devices.end(),
                                [](const auto& device) { return !device.description.empty(); });
  return usb == situation.serial_devices.end() ? &situation.serial_devices.front() : &*usb;
}

Cause no_device(const Situation& situation) {
  if (situation.operation == Operation::talk) {
    return {fmt::format("{} was unplugged, or the board's USB chip restarted.", situation.target),
            "Plug it in again; parley goes on when it is back."};
  }
  if (const host::SerialDevice* likely = likely_device(situation)) {
    return {fmt::format("There is no {}. The serial ports here are: {}.", situation.target,
                        devices_words(situation)),
            "Open it: " + serial_command(situation, likely->path)};
  }
  const std::string why = fmt::format(
      "There is no {}, and no other serial port: this computer sees no board.", situation.target);
  if (situation.wsl != host::Wsl::no) {
    return {
        why,
        "Under WSL a USB device stays with Windows until it is handed over; in an administrator's "
        "PowerShell:\n"
        "usbipd list; usbipd bind --busid BUSID; usbipd attach --wsl --busid BUSID"};
  }
  return {
      why,
      "Plug the board in with a cable that carries data (some only charge), then see whether the "
      "system notices it: sudo dmesg | tail"};
}

bool has(const std::vector<std::string>& groups, const std::string& group) {
  return std::find(groups.begin(), groups.end(), group) != groups.end();
}

Cause no_access(const Situation& situation) {
  if (is_root(situation.user)) {
    return {fmt::format(
                "Even root may not open {} here: this is probably a container without that device.",
                situation.target),
            fmt::format("Hand the device to the container, for Docker: --device {}",
                        typed_or(situation.target, "DEVICE"))};
  }
  if (!situation.device || !situation.device->group_may_open || situation.device->group == "root") {
    return {fmt::format("{} may be opened by root only.", situation.target),
            fmt::format("Run this one command with sudo: sudo {}",
                        serial_command(situation, typed_or(situation.target, "DEVICE")))};
  }
  const std::string& group = situation.device->group;
  const std::string& name = situation.user.name;
  if (has(situation.user.groups_assigned, group) && !has(situation.user.groups, group)) {
    return {fmt::format(
                "{} belongs to the group {}. {} is in that group, but this session began before.",
                situation.target, group, name),
            fmt::format("Log out and in again, or for this shell alone: newgrp {}", group)};
  }
  if (has(situation.user.groups, group)) {
    return {fmt::format(
                "{} belongs to the group {}, and {} is in it, yet the system refuses: a sandbox "
                "or a rule forbids it.",
                situation.target, group, name),
            fmt::format("See its rights: ls -l {}", typed_or(situation.target, "DEVICE"))};
  }
  return {fmt::format("{} belongs to the group {}, and {} is not in that group.", situation.target,
                      group, name),
          fmt::format("Once: sudo usermod -aG {} $USER\nThen log out and in again.", group)};
}

Cause busy(const Situation& situation) {
  if (!situation.device_holder || !situation.device_holder->pid) {
    return {fmt::format(
                "Another program has {} open, for itself alone; the system does not show which.",
                situation.target),
            fmt::format(
                "See which: sudo fuser -v {}\nClose it there (a serial monitor, often), then try "
                "again.",
                typed_or(situation.target, "DEVICE"))};
  }
  const host::Holder& holder = *situation.device_holder;
  const bool allowed = holder.user_id == situation.user.id || is_root(situation.user);
  return {fmt::format("{} has {} open, for itself alone.", holder_words(holder, situation.user),
                      situation.target),
          fmt::format("Close it there, or end that program: {}kill {}", allowed ? "" : "sudo ",
                      *holder.pid)};
}

Cause not_a_port(const Situation& situation) {
  const std::string devices = devices_words(situation);
  if (devices.empty()) {
    return {fmt::format("{} exists but is no serial port, and this computer sees none.",
                        situation.target),
            "Plug the board in; its port is then /dev/ttyUSB0 or /dev/ttyACM0."};
  }
  return {fmt::format("{} exists but is no serial port. The serial ports here are: {}.",
                      situation.target, devices),
          "Open it: " + serial_command(situation, likely_device(situation)->path)};
}

Cause unsupported_baud(const Situation& situation) {
  const std::string rate =
      situation.baud == 0 ? "this rate" : fmt::format("{} baud", situation.baud);
  return {fmt::format("The chip or driver of {} cannot do {}.", situation.target, rate),
          "Take the rate of the sketch's Serial.begin: 9600 and 115200 work everywhere; an ESP8266 "
          "starts with 74880."};
}

}  // namespace

Cause serial(const Error& error, const Situation& situation) {
  if (error.kind == ErrorClass::in_use || error.system_errno == EBUSY) return busy(situation);
  if (error.kind == ErrorClass::no_device) return no_device(situation);
  if (error.kind == ErrorClass::no_permission) return no_access(situation);
  if (error.kind == ErrorClass::exhausted) return exhausted(error, situation);
  if (error.system_errno == EINVAL) return unsupported_baud(situation);
  if (error.system_errno == ENOTTY || error.system_errno == EISDIR) return not_a_port(situation);
  if (error.system_errno == EIO) {
    return {
        fmt::format("The driver of {} reports an error of the device; often it was just unplugged.",
                    situation.target),
        "Plug it in again, with another cable or into another socket if it comes back."};
  }
  if (error.kind == ErrorClass::queue_full) return queue_full();
  return other(error, situation);
}

}  // namespace parley::explain
