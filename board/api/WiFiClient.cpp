#include "board/api/WiFiClient.h"

#include "board/api/resolver.h"
#include "board/api/tcp_connection.h"
#include "board/stack/pump.h"

using parley::board::api::TcpConnection;
namespace api = parley::board::api;
namespace port = parley::board::port;
namespace stack = parley::board::stack;

namespace {

constexpr uint32_t timeout_default_ms = 5000;
constexpr uint32_t yield_interval_us = 100;

constinit uint16_t local_port_next = 0;
constinit bool no_delay_default = false;
constinit bool sync_default = false;

}  // namespace

WiFiClient::WiFiClient() {
  setTimeout(timeout_default_ms);
}

WiFiClient::WiFiClient(TcpConnection* connection) : connection_(connection) {
  setTimeout(timeout_default_ms);
  if (connection_ == nullptr) return;
  connection_->sync(sync_default);
  connection_->no_delay(no_delay_default);
}

WiFiClient::WiFiClient(const WiFiClient& other) : Client(other), connection_(other.connection_) {
  if (connection_ != nullptr) connection_->hold();
}

WiFiClient& WiFiClient::operator=(const WiFiClient& other) {
  if (this == &other) return *this;
  if (other.connection_ != nullptr) other.connection_->hold();  // first: it may be our own
  forget();
  Client::operator=(other);
  connection_ = other.connection_;
  return *this;
}

WiFiClient::~WiFiClient() {
  forget();
}

void WiFiClient::forget() {
  if (connection_ != nullptr) connection_->release();
  connection_ = nullptr;
}

std::unique_ptr<WiFiClient> WiFiClient::clone() const {
  return std::make_unique<WiFiClient>(*this);
}

// Connecting

int WiFiClient::connect(const char* host, uint16_t port) {
  if (host == nullptr) return 0;
  uint32_t address = 0;
  if (!api::resolve(host, &address, &port, static_cast<uint32_t>(getTimeout()))) return 0;
  return connect_to(address, port);
}

int WiFiClient::connect(const String& host, uint16_t port) {
  return connect(host.c_str(), port);
}

int WiFiClient::connect(IPAddress address, uint16_t port) {
  auto to = static_cast<uint32_t>(address);
  // A sketch that spells its server as numbers can be sent elsewhere by `--host` all the same.
  stack::host_override(address.toString().c_str(), &to, &port);
  return connect_to(to, port);
}

int WiFiClient::connect_to(uint32_t address, uint16_t port) {
  if (connection_ != nullptr) {
    stop(0);
    forget();
  }
  const uint16_t local = local_port_next == 0 ? uint16_t{0} : local_port_next++;
  connection_ = TcpConnection::connect(address, port, local, static_cast<uint32_t>(getTimeout()));
  if (connection_ == nullptr) return 0;
  connection_->sync(sync_default);
  connection_->no_delay(no_delay_default);
  return 1;
}

void WiFiClient::setLocalPortStart(uint16_t port) {
  local_port_next = port;
}

// Sending

size_t WiFiClient::write(uint8_t octet) {
  return write(&octet, 1);
}

size_t WiFiClient::write(const uint8_t* bytes, size_t count) {
  if (connection_ == nullptr || count == 0) return 0;
  return connection_->write(bytes, count, static_cast<uint32_t>(getTimeout()));
}

size_t WiFiClient::write_P(const char* bytes, size_t count) {
  return write(reinterpret_cast<const uint8_t*>(bytes), count);
}

size_t WiFiClient::write(Stream& from) {
  uint8_t chunk[256];
  size_t total = 0;
  for (;;) {
    size_t count = 0;
    while (count < sizeof chunk && from.available() > 0) {
      const int octet = from.read();
      if (octet < 0) break;
      chunk[count++] = static_cast<uint8_t>(octet);
    }
    if (count == 0) return total;
    const size_t written = write(chunk, count);
    total += written;
    if (written < count) return total;
  }
}

int WiFiClient::availableForWrite() {
  return connection_ == nullptr ? 0 : static_cast<int>(connection_->write_room());
}

bool WiFiClient::flush(unsigned int wait_ms_max) {
  if (connection_ == nullptr) return true;
  return connection_->flush(wait_ms_max == 0 ? WIFICLIENT_MAX_FLUSH_WAIT_MS : wait_ms_max);
}

// Reading

int WiFiClient::available() {
  if (connection_ == nullptr) return 0;
  if (connection_->unread() == 0) stack::yield_point(yield_interval_us);
  return connection_ == nullptr ? 0 : static_cast<int>(connection_->unread());
}

int WiFiClient::read() {
  uint8_t octet = 0;
  return read(&octet, 1) == 1 ? octet : -1;
}

int WiFiClient::read(uint8_t* into, size_t count) {
  if (available() == 0) return -1;
  return static_cast<int>(connection_->read(into, count));
}

int WiFiClient::peek() {
  return available() == 0 ? -1 : connection_->peek();
}

size_t WiFiClient::peekBytes(uint8_t* into, size_t count) {
  if (connection_ == nullptr) return 0;
  struct Wait {
    TcpConnection* connection;
    size_t count;
  } wait = {connection_, count};
  const auto enough = [](void* context) {
    const auto* now = static_cast<Wait*>(context);
    return now->connection->unread() >= now->count || !now->connection->established();
  };
  connection_->hold();
  if (!enough(&wait)) {
    stack::pump_until(port::micros() + getTimeout() * uint64_t{1000}, enough, &wait);
  }
  const size_t copied = wait.connection->peek(into, count);
  wait.connection->release();
  return copied;
}

size_t WiFiClient::peekAvailable() {
  size_t count = 0;
  if (available() > 0) connection_->front(&count);
  return count;
}

const char* WiFiClient::peekBuffer() {
  size_t count = 0;
  return connection_ == nullptr ? nullptr
                                : reinterpret_cast<const char*>(connection_->front(&count));
}

void WiFiClient::peekConsume(size_t count) {
  if (connection_ != nullptr) connection_->consume(count);
}

// The end

bool WiFiClient::stop(unsigned int wait_ms_max) {
  if (connection_ == nullptr) return true;
  const bool flushed = flush(wait_ms_max);
  connection_->close();
  return flushed;
}

void WiFiClient::abort() {
  if (connection_ != nullptr) connection_->abort();
}

void WiFiClient::stopAll() {
  TcpConnection::stop_all(nullptr);
}

void WiFiClient::stopAllExcept(WiFiClient* kept) {
  TcpConnection::stop_all(kept == nullptr ? nullptr : kept->connection_);
}

// Observers

uint8_t WiFiClient::connected() {
  if (connection_ == nullptr) return 0;
  if (available() > 0) return 1;
  return connection_ != nullptr && connection_->established() ? 1 : 0;
}

WiFiClient::operator bool() {
  return connected() != 0;
}

uint8_t WiFiClient::status() {
  return connection_ == nullptr ? 0 : connection_->state();
}

IPAddress WiFiClient::remoteIP() {
  return IPAddress(connection_ == nullptr ? 0U : connection_->remote_address());
}

uint16_t WiFiClient::remotePort() {
  return connection_ == nullptr ? 0 : connection_->remote_port();
}

IPAddress WiFiClient::localIP() {
  return IPAddress(connection_ == nullptr ? 0U : connection_->local_address());
}

uint16_t WiFiClient::localPort() {
  return connection_ == nullptr ? 0 : connection_->local_port();
}

bool WiFiClient::getNoDelay() const {
  return connection_ != nullptr && connection_->no_delay();
}

void WiFiClient::setNoDelay(bool wanted) {
  if (connection_ != nullptr) connection_->no_delay(wanted);
}

bool WiFiClient::getDefaultNoDelay() {
  return no_delay_default;
}
void WiFiClient::setDefaultNoDelay(bool wanted) {
  no_delay_default = wanted;
}

bool WiFiClient::getSync() const {
  return connection_ != nullptr && connection_->sync();
}

void WiFiClient::setSync(bool wanted) {
  if (connection_ != nullptr) connection_->sync(wanted);
}

bool WiFiClient::getDefaultSync() {
  return sync_default;
}
void WiFiClient::setDefaultSync(bool wanted) {
  sync_default = wanted;
}

void WiFiClient::keepAlive(uint16_t idle_s, uint16_t interval_s, uint8_t count) {
  if (connection_ != nullptr) connection_->keep_alive(idle_s, interval_s, count);
}

bool WiFiClient::isKeepAliveEnabled() const {
  return connection_ != nullptr && connection_->keep_alive_enabled();
}

uint16_t WiFiClient::getKeepAliveIdle() const {
  return connection_ == nullptr ? 0 : connection_->keep_alive_idle_s();
}

uint16_t WiFiClient::getKeepAliveInterval() const {
  return connection_ == nullptr ? 0 : connection_->keep_alive_interval_s();
}

uint8_t WiFiClient::getKeepAliveCount() const {
  return connection_ == nullptr ? 0 : connection_->keep_alive_count();
}
