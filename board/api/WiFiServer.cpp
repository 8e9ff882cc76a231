#include "board/api/WiFiServer.h"

// Arduino and lwIP both name these; here they are lwIP's.
#undef IPADDR_ANY
#undef IPADDR_NONE
#include <lwip/tcp.h>

#include "board/api/tcp_connection.h"
#include "board/stack/pump.h"

using parley::board::api::TcpConnection;
namespace stack = parley::board::stack;

namespace {

constexpr uint32_t yield_interval_us = 1000;

err_t on_accept(void* server, tcp_pcb* client, err_t error) {
  if (error != ERR_OK || client == nullptr) return ERR_VAL;
  stack::saw_traffic();
  return static_cast<WiFiServer*>(server)->arrived(client) ? ERR_OK : ERR_MEM;
}

}  // namespace

void WiFiServer::begin(uint16_t port, uint8_t backlog) {
  close();
  port_ = port;
  tcp_pcb* pcb = tcp_new();
  if (pcb == nullptr) return;
  ip_set_option(pcb, SOF_REUSEADDR);
  const ip_addr_t address = IPADDR4_INIT(address_);
  if (tcp_bind(pcb, &address, port_) != ERR_OK) {
    tcp_close(pcb);
    return;
  }
  tcp_pcb* listening = tcp_listen_with_backlog(pcb, backlog);
  if (listening == nullptr) {
    tcp_close(pcb);
    return;
  }
  listening_ = listening;
  port_ = listening_->local_port;  // of port 0
  tcp_arg(listening_, this);
  tcp_accept(listening_, on_accept);
}

bool WiFiServer::arrived(tcp_pcb* client) {
  tcp_backlog_delayed(client);
  TcpConnection** last = &unclaimed_;
  size_t count = 0;
  for (; *last != nullptr; last = &(*last)->next_unclaimed)
    ++count;
  // lwIP bounds those that live. Of the others, whose peer left before the sketch looked, only as
  // many are kept: each still tells the sketch that somebody was there.
  for (TcpConnection** each = &unclaimed_;
       count >= MAX_PENDING_CLIENTS_PER_PORT && *each != nullptr;) {
    TcpConnection* dead = *each;
    if (dead->state() != 0 || dead->unread() > 0) {
      each = &dead->next_unclaimed;
      continue;
    }
    if (last == &dead->next_unclaimed) last = each;
    *each = dead->next_unclaimed;
    dead->release();
    --count;
  }
  *last = TcpConnection::take(client);
  return *last != nullptr;  // lwIP resets a client for whom there was no memory
}

WiFiClient WiFiServer::accept() {
  if (unclaimed_ == nullptr) {
    stack::yield_point(yield_interval_us);
    return WiFiClient();
  }
  TcpConnection* taken = unclaimed_;
  unclaimed_ = taken->next_unclaimed;
  taken->next_unclaimed = nullptr;
  taken->claimed();
  WiFiClient client(taken);
  if (no_delay_ != NoDelay::unset) client.setNoDelay(no_delay_ == NoDelay::on);
  return client;
}

bool WiFiServer::hasClient() {
  if (unclaimed_ == nullptr) stack::yield_point(yield_interval_us);
  return unclaimed_ != nullptr;
}

size_t WiFiServer::hasClientData() {
  if (unclaimed_ == nullptr) stack::yield_point(yield_interval_us);
  return unclaimed_ == nullptr ? 0 : unclaimed_->unread();
}

bool WiFiServer::hasMaxPendingClients() {
  return listening_ != nullptr && reinterpret_cast<tcp_pcb_listen*>(listening_)->accepts_pending >=
                                      MAX_PENDING_CLIENTS_PER_PORT;
}

uint8_t WiFiServer::status() {
  return listening_ == nullptr ? 0 : 1;
}

uint16_t WiFiServer::port() const {
  return port_;
}

void WiFiServer::close() {
  if (listening_ == nullptr) return;
  tcp_close(listening_);
  listening_ = nullptr;
  while (unclaimed_ != nullptr) {
    TcpConnection* dropped = unclaimed_;
    unclaimed_ = dropped->next_unclaimed;
    dropped->release();
  }
}
