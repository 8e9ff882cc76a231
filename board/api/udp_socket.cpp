#include "board/api/udp_socket.h"

#include <algorithm>
#include <assert.h>
#include <lwip/igmp.h>
#include <lwip/ip.h>
#include <lwip/udp.h>
#include <string.h>

#include "board/stack/pump.h"

namespace parley::board::api {
namespace {

constinit UdpSocket* all = nullptr;

void on_received(void* socket, udp_pcb*, pbuf* data, const ip_addr_t* from, u16_t from_port) {
  stack::saw_traffic();
  static_cast<UdpSocket*>(socket)->received(data, ip_addr_get_ip4_u32(from), from_port);
}

}  // namespace

UdpSocket::UdpSocket() : pcb_(udp_new()), list_next_(all) {
  if (all != nullptr) all->list_before_ = this;
  all = this;
  if (pcb_ != nullptr) udp_recv(pcb_, on_received, this);
}

UdpSocket::~UdpSocket() {
  close();
  (list_before_ == nullptr ? all : list_before_->list_next_) = list_next_;
  if (list_next_ != nullptr) list_next_->list_before_ = list_before_;
}

void UdpSocket::release() {
  assert(references_ > 0);
  if (--references_ == 0) delete this;
}

bool UdpSocket::bind(uint16_t port) {
  return pcb_ != nullptr && udp_bind(pcb_, IP4_ADDR_ANY, port) == ERR_OK;
}

bool UdpSocket::join(uint32_t interface_address, uint32_t group) {
  const ip4_addr_t on = {interface_address};
  const ip4_addr_t joined = {group};
  if (igmp_joingroup(&on, &joined) != ERR_OK) return false;
  group_ = group;
  group_interface_ = interface_address;
  return true;
}

void UdpSocket::leave() {
  if (group_ == 0) return;
  const ip4_addr_t on = {group_interface_};
  const ip4_addr_t joined = {group_};
  igmp_leavegroup(&on, &joined);  // fails when the interface has lost that address: it left then
  group_ = 0;
}

void UdpSocket::close() {
  leave();
  drop_all();
  if (pcb_ != nullptr) udp_remove(pcb_);
  pcb_ = nullptr;
}

void UdpSocket::drop_all() {
  for (size_t i = 0; i < waiting_count_; ++i)
    pbuf_free(waiting_[i].data);
  waiting_count_ = 0;
  if (current_.data != nullptr) pbuf_free(current_.data);
  current_ = {};
}

uint16_t UdpSocket::port() const {
  return pcb_ == nullptr ? 0 : pcb_->local_port;
}

// Sending

void UdpSocket::begin(uint32_t address, uint16_t port) {
  outgoing_.clear();
  begun_ = true;
  send_address_ = address;
  send_port_ = port;
}

void UdpSocket::begin_multicast(uint32_t group, uint16_t port, uint32_t interface_address,
                                uint8_t ttl) {
  begin(group, port);
  if (pcb_ == nullptr) return;
  const ip4_addr_t from = {interface_address};
  udp_set_multicast_netif_addr(pcb_, &from);
  udp_set_multicast_ttl(pcb_, ttl);
}

size_t UdpSocket::write(const uint8_t* bytes, size_t count) {
  if (!begun_) return 0;
  const size_t taken = std::min(count, octets_max - outgoing_.size());
  outgoing_.insert(outgoing_.end(), bytes, bytes + taken);
  return taken;
}

bool UdpSocket::send() {
  if (!begun_) return false;
  begun_ = false;
  if (pcb_ == nullptr) return false;
  pbuf* packet = pbuf_alloc(PBUF_TRANSPORT, static_cast<u16_t>(outgoing_.size()), PBUF_RAM);
  if (packet == nullptr) return false;
  if (!outgoing_.empty()) memcpy(packet->payload, outgoing_.data(), outgoing_.size());
  outgoing_.clear();
  const ip_addr_t to = IPADDR4_INIT(send_address_);
  const err_t error = udp_sendto(pcb_, packet, &to, send_port_);
  pbuf_free(packet);
  stack::saw_traffic();
  return error == ERR_OK;
}

// Receiving

void UdpSocket::received(pbuf* data, uint32_t from, uint16_t from_port) {
  if (waiting_count_ == waiting_max) {
    pbuf_free(data);
    return;
  }
  waiting_[waiting_count_++] = {data, from, ip4_addr_get_u32(ip4_current_dest_addr()), from_port};
}

size_t UdpSocket::next() {
  if (current_.data != nullptr) pbuf_free(current_.data);
  current_ = {};
  read_offset_ = 0;
  if (waiting_count_ == 0) return 0;
  current_ = waiting_[0];
  --waiting_count_;
  std::copy_n(waiting_ + 1, waiting_count_, waiting_);
  return unread();
}

size_t UdpSocket::unread() const {
  return current_.data == nullptr ? 0 : current_.data->tot_len - read_offset_;
}

int UdpSocket::peek() const {
  if (unread() == 0) return -1;
  return pbuf_get_at(current_.data, static_cast<u16_t>(read_offset_));
}

size_t UdpSocket::read(uint8_t* into, size_t count) {
  const size_t most = std::min(count, unread());
  if (most == 0) return 0;
  pbuf_copy_partial(current_.data, into, static_cast<u16_t>(most),
                    static_cast<u16_t>(read_offset_));
  read_offset_ += most;
  return most;
}

void UdpSocket::stop_all(const UdpSocket* but) {
  for (UdpSocket* each = all; each != nullptr; each = each->list_next_) {
    if (each != but) each->close();
  }
}

}  // namespace parley::board::api
