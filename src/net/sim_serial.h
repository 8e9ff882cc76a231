// A simulated serial device: the wire's far end is played by a test, which can say something, hear
// what is said, pull the plug and put it back. Octets take their time at the baud rate, ten bits
// each (8N1), and come in pieces.
//
// The device is owned by its host, the stream by whom serial gave it to. Thread rule: the loop's
// thread. Limit: what is written and not yet on the wire is at most a page, as with a tty.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "net/network.h"
#include "net/sim_wait.h"
#include "net/sim_world.h"

namespace parley::net {

class SimSerialStream;

class SimSerialDevice {
 public:
  SimSerialDevice(SimWorld& world, std::string path) : world_(world), path_(std::move(path)) {}
  SimSerialDevice(const SimSerialDevice&) = delete;
  SimSerialDevice& operator=(const SimSerialDevice&) = delete;

  /// As when a USB cable is pulled: whoever has it open reads the end, not what came before, and
  /// writes EIO; it cannot be opened (ENOENT) until it is plugged in again.
  void unplug();
  void plug() { plugged_ = true; }

  /// Opening fails with this errno, as with EACCES outside the group dialout; 0: no more.
  void deny(int error) { denied_ = error; }

  /// The device talks, whether somebody has the port open or not. If not, it is lost.
  void say(Bytes bytes);

  /// All that was said to it.
  const ByteString& heard() const { return heard_; }

  /// Called with every piece that arrives at the device, so that it can answer.
  void on_heard(std::function<void(Bytes)> action) { on_heard_ = std::move(action); }

  /// How the port was opened last.
  const SerialSettings& settings() const { return settings_; }

  /// For SimNetwork.
  Result<std::unique_ptr<Stream>> open(const SerialSettings& settings);

 private:
  friend class SimSerialStream;

  std::size_t room() const;
  std::size_t transmit(Bytes bytes);
  void carry(Bytes bytes, SteadyTime& wire_free, void (SimSerialDevice::*arrives)(Bytes));
  void at_port(Bytes bytes);
  void at_device(Bytes bytes);

  SimWorld& world_;
  std::string path_;
  SimSerialStream* port_ = nullptr;
  SerialSettings settings_;
  bool plugged_ = true;
  int denied_ = 0;
  std::uint64_t plugs_pulled_ = 0;
  SteadyTime to_port_free_;
  SteadyTime to_device_free_;
  std::size_t bytes_to_device_ = 0;
  ByteString heard_;
  std::function<void(Bytes)> on_heard_;
};

class SimSerialStream final : public SimWaitable<Stream> {
 public:
  SimSerialStream(SimWorld& world, SimSerialDevice& device);
  ~SimSerialStream() override;
  SimSerialStream(const SimSerialStream&) = delete;
  SimSerialStream& operator=(const SimSerialStream&) = delete;

  Io read(std::span<char> into) override;
  Io write(Bytes bytes) override;
  void finish() override {}
  void abort() override {}
  Endpoint local() const override { return {}; }
  Endpoint remote() const override { return {}; }

 private:
  friend class SimSerialDevice;
  Interest possible() const override;
  void take(Bytes bytes);
  void hang_up();

  SimGuest guest_;
  SimSerialDevice* device_;  // null: unplugged
  ByteString received_;
};

}  // namespace parley::net
