#include "net/sim_serial.h"

#include <algorithm>
#include <cerrno>
#include <utility>

namespace parley::net {

namespace {

using namespace std::chrono_literals;

/// A UART's queue: what a driver hands on at once.
constexpr std::uint64_t piece_bytes_max = 16;

constexpr std::size_t transmit_bytes_max = 4096;

constexpr unsigned bits_per_byte = 10;  // 8N1: a start bit and a stop bit

}  // namespace

Result<std::unique_ptr<Stream>> SimSerialDevice::open(const SerialSettings& settings) {
  const std::string attempted = "open " + path_;
  if (!plugged_) return failure(system_error(attempted, ENOENT));
  if (denied_ != 0) return failure(system_error(attempted, denied_));
  if (port_) return failure({ErrorClass::in_use, EBUSY, attempted, errno_text(EBUSY)});
  settings_ = settings;
  return std::make_unique<SimSerialStream>(world_, *this);
}

void SimSerialDevice::unplug() {
  plugged_ = false;
  ++plugs_pulled_;
  bytes_to_device_ = 0;
  to_port_free_ = to_device_free_ = world_.now();
  if (port_) std::exchange(port_, nullptr)->hang_up();
}

void SimSerialDevice::say(Bytes bytes) {
  if (plugged_) carry(bytes, to_port_free_, &SimSerialDevice::at_port);
}

std::size_t SimSerialDevice::room() const {
  return transmit_bytes_max - bytes_to_device_;
}

std::size_t SimSerialDevice::transmit(Bytes bytes) {
  const Bytes taken = bytes.substr(0, room());
  bytes_to_device_ += taken.size();
  carry(taken, to_device_free_, &SimSerialDevice::at_device);
  return taken.size();
}

void SimSerialDevice::carry(Bytes bytes, SteadyTime& wire_free,
                            void (SimSerialDevice::*arrives)(Bytes)) {
  const Duration byte_time = Duration{1s} * bits_per_byte / settings_.baud;
  while (!bytes.empty()) {
    const auto drawn = world_.random().uniform(1, piece_bytes_max);
    const ByteString piece(bytes.substr(0, drawn));
    bytes.remove_prefix(piece.size());
    wire_free =
        std::max(wire_free, world_.now()) + byte_time * static_cast<Duration::rep>(piece.size());
    world_.after(wire_free - world_.now(), [this, arrives, piece, pulled = plugs_pulled_] {
      if (pulled == plugs_pulled_) (this->*arrives)(piece);
    });
  }
}

void SimSerialDevice::at_port(Bytes bytes) {
  if (port_) port_->take(bytes);
}

void SimSerialDevice::at_device(Bytes bytes) {
  bytes_to_device_ -= bytes.size();
  heard_ += bytes;
  if (port_) port_->changed();
  if (on_heard_) on_heard_(bytes);
}

SimSerialStream::SimSerialStream(SimWorld& world, SimSerialDevice& device)
    : SimWaitable(world.loop()), guest_(world), device_(&device) {
  device_->port_ = this;
}

SimSerialStream::~SimSerialStream() {
  if (device_) device_->port_ = nullptr;
}

Interest SimSerialStream::possible() const {
  if (!device_) return Interest::both;
  return (received_.empty() ? Interest::none : Interest::read) |
         (device_->room() > 0 ? Interest::write : Interest::none);
}

Io SimSerialStream::read(std::span<char> into) {
  if (!device_) return Io::end();
  if (received_.empty()) return Io::again();
  const std::size_t count = received_.copy(into.data(), into.size());
  received_.erase(0, count);
  return Io::done(count);
}

Io SimSerialStream::write(Bytes bytes) {
  if (!device_) return Io::failed(EIO);
  if (bytes.empty()) return Io::done(0);
  const std::size_t taken = device_->transmit(bytes);
  return taken > 0 ? Io::done(taken) : Io::again();
}

void SimSerialStream::take(Bytes bytes) {
  received_ += bytes;
  changed();
}

void SimSerialStream::hang_up() {
  device_ = nullptr;
  changed();
}

}  // namespace parley::net
