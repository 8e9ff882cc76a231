#include "board/api/WiFiUdp.h"

#include "board/api/resolver.h"
#include "board/api/udp_socket.h"
#include "board/stack/pump.h"

using parley::board::api::UdpSocket;
namespace api = parley::board::api;
namespace stack = parley::board::stack;

namespace {

constexpr uint32_t yield_interval_us = 100;
constexpr uint32_t resolve_timeout_ms = 10000;

}  // namespace

WiFiUDP::WiFiUDP(const WiFiUDP& other) : UDP(other), socket_(other.socket_) {
  if (socket_ != nullptr) socket_->hold();
}

WiFiUDP& WiFiUDP::operator=(const WiFiUDP& other) {
  if (this == &other) return *this;
  if (other.socket_ != nullptr) other.socket_->hold();  // first: it may be our own
  if (socket_ != nullptr) socket_->release();
  UDP::operator=(other);
  socket_ = other.socket_;
  return *this;
}

WiFiUDP::~WiFiUDP() {
  if (socket_ != nullptr) socket_->release();
}

// Opening and closing

void WiFiUDP::open() {
  if (socket_ == nullptr) socket_ = new UdpSocket();
}

uint8_t WiFiUDP::begin(uint16_t port) {
  stop();
  open();
  if (socket_->bind(port)) return 1;
  stop();
  return 0;
}

uint8_t WiFiUDP::beginMulticast(const IPAddress& interface_address, const IPAddress& group,
                                uint16_t port) {
  stop();
  open();
  if (socket_->join(static_cast<uint32_t>(interface_address), static_cast<uint32_t>(group)) &&
      socket_->bind(port)) {
    return 1;
  }
  stop();
  return 0;
}

void WiFiUDP::stop() {
  if (socket_ == nullptr) return;
  socket_->close();
  socket_->release();
  socket_ = nullptr;
}

void WiFiUDP::stopAll() {
  UdpSocket::stop_all(nullptr);
}

void WiFiUDP::stopAllExcept(WiFiUDP* kept) {
  UdpSocket::stop_all(kept == nullptr ? nullptr : kept->socket_);
}

// Sending

int WiFiUDP::beginPacket(IPAddress to, uint16_t port) {
  open();
  auto address = static_cast<uint32_t>(to);
  // An answer goes to where the question came from, whatever `--host` says of that address.
  const bool answers = to == remoteIP() && port == remotePort();
  if (!answers) stack::host_override(to.toString().c_str(), &address, &port);
  socket_->begin(address, port);
  return 1;
}

int WiFiUDP::beginPacket(const char* host, uint16_t port) {
  uint32_t address = 0;
  if (host == nullptr || !api::resolve(host, &address, &port, resolve_timeout_ms)) return 0;
  open();
  socket_->begin(address, port);
  return 1;
}

int WiFiUDP::beginPacketMulticast(const IPAddress& group, uint16_t port,
                                  const IPAddress& interface_address, int ttl) {
  open();
  socket_->begin_multicast(static_cast<uint32_t>(group), port,
                           static_cast<uint32_t>(interface_address), static_cast<uint8_t>(ttl));
  return 1;
}

int WiFiUDP::endPacket() {
  return socket_ != nullptr && socket_->send() ? 1 : 0;
}

size_t WiFiUDP::write(uint8_t octet) {
  return write(&octet, 1);
}

size_t WiFiUDP::write(const uint8_t* bytes, size_t count) {
  return socket_ == nullptr ? 0 : socket_->write(bytes, count);
}

// Receiving

int WiFiUDP::parsePacket() {
  if (socket_ == nullptr) return 0;
  const size_t octets = socket_->next();
  if (octets == 0) stack::yield_point(yield_interval_us);
  return static_cast<int>(octets);
}

int WiFiUDP::available() {
  return socket_ == nullptr ? 0 : static_cast<int>(socket_->unread());
}

int WiFiUDP::read() {
  unsigned char octet = 0;
  return read(&octet, 1) == 1 ? octet : -1;
}

int WiFiUDP::read(unsigned char* into, size_t count) {
  return socket_ == nullptr ? 0 : static_cast<int>(socket_->read(into, count));
}

int WiFiUDP::peek() {
  return socket_ == nullptr ? -1 : socket_->peek();
}

IPAddress WiFiUDP::remoteIP() {
  return IPAddress(socket_ == nullptr ? 0U : socket_->remote_address());
}

uint16_t WiFiUDP::remotePort() {
  return socket_ == nullptr ? 0 : socket_->remote_port();
}

IPAddress WiFiUDP::destinationIP() const {
  return IPAddress(socket_ == nullptr ? 0U : socket_->local_address());
}

uint16_t WiFiUDP::localPort() const {
  return socket_ == nullptr ? 0 : socket_->port();
}
