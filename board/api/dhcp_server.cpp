#include "board/api/dhcp_server.h"

#include <lwip/ip.h>
#include <lwip/udp.h>
#include <string.h>

#include "board/stack/interfaces.h"

namespace parley::board::api {
namespace {

// Where the fields of a BOOTP message lie (RFC 951, 3; RFC 2131, 2).
constexpr size_t at_transaction = 4;
constexpr size_t at_flags = 10;
constexpr size_t at_client_address = 12;
constexpr size_t at_your_address = 16;
constexpr size_t at_server_address = 20;
constexpr size_t at_hardware_address = 28;
constexpr size_t at_cookie = 236;
constexpr size_t at_options = 240;

constexpr uint8_t magic_cookie[4] = {99, 130, 83, 99};

// Options and message types (RFC 2132).
constexpr uint8_t option_pad = 0;
constexpr uint8_t option_netmask = 1;
constexpr uint8_t option_router = 3;
constexpr uint8_t option_name_server = 6;
constexpr uint8_t option_wanted_address = 50;
constexpr uint8_t option_lease_time = 51;
constexpr uint8_t option_message_type = 53;
constexpr uint8_t option_server = 54;
constexpr uint8_t option_end = 255;

constexpr uint8_t discover = 1;
constexpr uint8_t offer = 2;
constexpr uint8_t request = 3;
constexpr uint8_t acknowledge = 5;
constexpr uint8_t refuse = 6;

/// The value of an option of that length; NULL when it is not there.
const uint8_t* option(const uint8_t* message, size_t bytes, uint8_t wanted, size_t length) {
  for (size_t at = at_options; at < bytes && message[at] != option_end;) {
    if (message[at] == option_pad) {
      ++at;
      continue;
    }
    if (at + 2 > bytes || at + 2 + message[at + 1] > bytes) return nullptr;
    if (message[at] == wanted) return message[at + 1] == length ? message + at + 2 : nullptr;
    at += 2U + message[at + 1];
  }
  return nullptr;
}

class Options {
 public:
  explicit Options(uint8_t* at) : at_(at) {}

  void add(uint8_t code, const void* value, uint8_t length) {
    *at_++ = code;
    *at_++ = length;
    memcpy(at_, value, length);
    at_ += length;
  }
  void end() { *at_++ = option_end; }

 private:
  uint8_t* at_;
};

constexpr uint8_t netmask[4] = {255, 255, 255, 0};
constexpr uint8_t lease_time[4] = {0, 0, DhcpLeases::lease_s >> 8, DhcpLeases::lease_s & 0xff};

constinit DhcpLeases leases;
constinit udp_pcb* server = nullptr;

void on_message(void*, udp_pcb*, pbuf* data, const ip_addr_t*, u16_t) {
  uint8_t message[576] = {};  // RFC 2131: what a server must be ready to take
  const size_t bytes = pbuf_copy_partial(data, message, sizeof message, 0);
  pbuf_free(data);
  uint8_t answer[DhcpLeases::answer_bytes_max];
  const size_t answered = leases.answer(message, bytes, answer);
  if (answered == 0) return;
  pbuf* packet = pbuf_alloc(PBUF_TRANSPORT, static_cast<u16_t>(answered), PBUF_RAM);
  if (packet == nullptr) return;
  memcpy(packet->payload, answer, answered);
  // Always to all: a client without an address cannot be asked for its hardware address.
  udp_sendto_if(server, packet, IP_ADDR_BROADCAST, 68,
                stack::interface_of(port::Interface::access_point));
  pbuf_free(packet);
}

}  // namespace

void DhcpLeases::begin(uint32_t own) {
  if (own == own_) return;  // closing and opening the access point keeps the addresses
  *this = DhcpLeases();
  own_ = own;
}

uint32_t DhcpLeases::address(size_t lease) const {
  uint8_t octets[4];
  memcpy(octets, &own_, 4);
  const auto host = static_cast<uint8_t>(first_host + lease);
  // One address more than there are leases, for when the board's own lies among them.
  octets[3] = host == octets[3] ? static_cast<uint8_t>(first_host + leases_max) : host;
  uint32_t result = 0;
  memcpy(&result, octets, 4);
  return result;
}

uint32_t DhcpLeases::address_of(const uint8_t mac[6]) const {
  for (size_t i = 0; i < leases_max; ++i) {
    if (leases_[i].used && memcmp(leases_[i].mac, mac, 6) == 0) return address(i);
  }
  return 0;
}

size_t DhcpLeases::lease_for(const uint8_t mac[6]) {
  size_t oldest = 0;
  for (size_t i = 0; i < leases_max; ++i) {
    if (leases_[i].used && memcmp(leases_[i].mac, mac, 6) == 0) {
      oldest = i;
      break;
    }
    if (leases_[i].touched < leases_[oldest].touched) oldest = i;
  }
  memcpy(leases_[oldest].mac, mac, 6);
  leases_[oldest].used = true;
  leases_[oldest].touched = ++touches_;
  return oldest;
}

size_t DhcpLeases::answer(const uint8_t* message, size_t bytes, uint8_t* into) {
  const bool ethernet_request =
      bytes > at_options && message[0] == 1 && message[1] == 1 && message[2] == 6;
  if (!ethernet_request || memcmp(message + at_cookie, magic_cookie, 4) != 0) return 0;
  const uint8_t* type = option(message, bytes, option_message_type, 1);
  if (type == nullptr || (*type != discover && *type != request)) return 0;
  // A request that names another server accepts that one's offer.
  const uint8_t* chosen = option(message, bytes, option_server, 4);
  if (*type == request && chosen != nullptr && memcmp(chosen, &own_, 4) != 0) return 0;

  const uint32_t given = address(lease_for(message + at_hardware_address));
  uint8_t kind = *type == discover ? offer : acknowledge;
  if (*type == request) {
    // Named in the option before the lease is bound, in the head when it is renewed.
    const uint8_t* wanted = option(message, bytes, option_wanted_address, 4);
    if (wanted == nullptr) wanted = message + at_client_address;
    if (memcmp(wanted, &given, 4) != 0) kind = refuse;
  }

  memset(into, 0, answer_bytes_max);
  into[0] = 2;  // BOOTREPLY
  into[1] = 1;
  into[2] = 6;
  memcpy(into + at_transaction, message + at_transaction, 4);
  memcpy(into + at_flags, message + at_flags, 2);
  memcpy(into + at_hardware_address, message + at_hardware_address, 16);
  memcpy(into + at_cookie, magic_cookie, 4);
  Options options(into + at_options);
  options.add(option_message_type, &kind, 1);
  options.add(option_server, &own_, 4);
  if (kind != refuse) {
    memcpy(into + at_your_address, &given, 4);
    memcpy(into + at_server_address, &own_, 4);
    options.add(option_lease_time, lease_time, 4);
    options.add(option_netmask, netmask, 4);
    options.add(option_router, &own_, 4);
    options.add(option_name_server, &own_, 4);
  }
  options.end();
  return answer_bytes_max;
}

void dhcp_server_start(uint32_t own) {
  leases.begin(own);
  if (server != nullptr) return;
  server = udp_new();
  if (server == nullptr) return;
  ip_set_option(server, SOF_BROADCAST);
  if (udp_bind(server, IP4_ADDR_ANY, 67) != ERR_OK) {
    dhcp_server_stop();
    return;
  }
  // Else it would answer in the network that the station joined.
  udp_bind_netif(server, stack::interface_of(port::Interface::access_point));
  udp_recv(server, on_message, nullptr);
}

void dhcp_server_stop() {
  if (server != nullptr) udp_remove(server);
  server = nullptr;
}

}  // namespace parley::board::api
