#include "board/api/ESP8266mDNS.h"

// Arduino and lwIP both name these; here they are lwIP's.
#undef IPADDR_ANY
#undef IPADDR_NONE
#include <lwip/igmp.h>
#include <lwip/netif.h>
#include <lwip/udp.h>
#include <string.h>

#include "board/api/mdns_messages.h"
#include "board/api/wifi_radio.h"
#include "board/stack/interfaces.h"
#include "board/stack/pump.h"

constinit MDNSResponder MDNS;

namespace port = parley::board::port;
namespace stack = parley::board::stack;
using parley::board::api::MdnsFound;
using parley::board::api::MdnsQuestion;
using parley::board::api::MdnsResponder;

namespace {

constexpr uint16_t mdns_port = 5353;

const ip4_addr_t group = {PP_HTONL(LWIP_MAKEU32(224, 0, 0, 251))};

struct Mdns {
  MdnsResponder responder;
  MdnsQuestion question;
  bool asking = false;
  udp_pcb* pcb = nullptr;
  uint32_t announced = 0;  // the address that others were told; 0: none
};

Mdns& mdns() {
  // Made when first used and never destroyed: nothing of the API runs before setup() or at exit.
  static Mdns* the_mdns = new Mdns();
  return *the_mdns;
}

/// The one that others can reach the board at: the station's, else the access point's.
netif* interface() {
  netif* station = stack::interface_of(port::Interface::station);
  const bool usable = netif_is_link_up(station) && !ip4_addr_isany(netif_ip4_addr(station));
  return usable ? station : stack::interface_of(port::Interface::access_point);
}

void join_group() {
  // Once: lwIP counts, and a group is left as often as it was joined.
  if (igmp_lookfor_group(interface(), &group) == nullptr) igmp_joingroup_netif(interface(), &group);
}

void send(const uint8_t* message, size_t bytes, const ip_addr_t* to, uint16_t to_port) {
  if (bytes == 0 || mdns().pcb == nullptr) return;
  pbuf* packet = pbuf_alloc(PBUF_TRANSPORT, static_cast<u16_t>(bytes), PBUF_RAM);
  if (packet == nullptr) return;
  memcpy(packet->payload, message, bytes);
  udp_sendto_if(mdns().pcb, packet, to, to_port, interface());
  pbuf_free(packet);
  stack::saw_traffic();
}

void send_to_all(const uint8_t* message, size_t bytes) {
  const ip_addr_t all = group;
  send(message, bytes, &all, mdns_port);
}

void on_message(void*, udp_pcb*, pbuf* data, const ip_addr_t* from, u16_t from_port) {
  uint8_t message[MdnsResponder::octets_max];
  const size_t bytes = pbuf_copy_partial(data, message, sizeof message, 0);
  pbuf_free(data);
  if (mdns().asking) mdns().question.take(message, bytes);
  mdns().responder.address(netif_ip4_addr(interface())->addr);
  uint8_t answer[MdnsResponder::octets_max];
  bool unicast = false;
  // Who asks from another port knows only plain DNS (RFC 6762, 6.7).
  const bool plain = from_port != mdns_port;
  const size_t answered = mdns().responder.answer(message, bytes, plain, answer, &unicast);
  if (plain || unicast) {
    send(answer, answered, from, from_port);
  } else {
    send_to_all(answer, answered);
  }
}

bool open() {
  if (mdns().pcb != nullptr) return true;
  mdns().pcb = udp_new();
  if (mdns().pcb == nullptr) return false;
  ip_set_option(mdns().pcb, SOF_REUSEADDR);
  mdns().pcb->ttl = 255;  // RFC 6762, 11
  udp_set_multicast_ttl(mdns().pcb, 255);
  udp_recv(mdns().pcb, on_message, nullptr);
  return udp_bind(mdns().pcb, IP4_ADDR_ANY, mdns_port) == ERR_OK;
}

bool in_range(uint32_t index) {
  return index < mdns().question.found().size();
}

}  // namespace

bool MDNSResponder::begin(const char* hostname) {
  parley::board::api::radio_begin();
  if (hostname == nullptr || !mdns().responder.host(hostname) || !open()) return false;
  announce();
  return true;
}

bool MDNSResponder::end() {
  if (mdns().pcb == nullptr) return false;
  uint8_t goodbye[MdnsResponder::octets_max];
  if (mdns().announced != 0) send_to_all(goodbye, mdns().responder.announce(goodbye, true));
  igmp_leavegroup_netif(interface(), &group);
  udp_remove(mdns().pcb);
  mdns().pcb = nullptr;
  mdns().announced = 0;
  mdns().responder.clear();
  return true;
}

bool MDNSResponder::isRunning() const {
  return mdns().pcb != nullptr;
}

bool MDNSResponder::update() {
  if (mdns().pcb == nullptr) return false;
  const uint32_t address = netif_ip4_addr(interface())->addr;
  if (address != mdns().announced) announce();
  return true;
}

bool MDNSResponder::announce() {
  if (mdns().pcb == nullptr) return false;
  mdns().announced = netif_ip4_addr(interface())->addr;
  if (mdns().announced == 0) return false;
  join_group();
  mdns().responder.address(mdns().announced);
  uint8_t message[MdnsResponder::octets_max];
  send_to_all(message, mdns().responder.announce(message, false));
  return true;
}

void MDNSResponder::setInstanceName(const String& name) {
  mdns().responder.instance(name);
}

bool MDNSResponder::addService(const String& service, const String& protocol, uint16_t port) {
  if (!mdns().responder.add_service(service, protocol, port)) return false;
  announce();
  return true;
}

bool MDNSResponder::addServiceTxt(const String& service, const String& protocol, const String& key,
                                  const String& value) {
  return mdns().responder.add_text(service, protocol, key, value);
}

// Asking

uint32_t MDNSResponder::queryService(const String& service, const String& protocol,
                                     uint16_t timeout_ms) {
  if (!mdns().question.ask(service, protocol) || !open()) return 0;
  join_group();
  uint8_t message[MdnsResponder::octets_max];
  mdns().asking = true;
  send_to_all(message, mdns().question.write(message));
  stack::pump_until(port::micros() + uint64_t{timeout_ms} * 1000, nullptr, nullptr);
  mdns().asking = false;
  return static_cast<uint32_t>(mdns().question.found().size());
}

bool MDNSResponder::removeQuery() {
  mdns().question.clear();
  return true;
}

String MDNSResponder::hostname(uint32_t index) {
  return in_range(index) ? mdns().question.found()[index].host : String();
}

String MDNSResponder::instanceName(uint32_t index) {
  return in_range(index) ? mdns().question.found()[index].instance : String();
}

IPAddress MDNSResponder::IP(uint32_t index) {
  return IPAddress(in_range(index) ? mdns().question.found()[index].address : 0U);
}

uint16_t MDNSResponder::port(uint32_t index) {
  return in_range(index) ? mdns().question.found()[index].port : uint16_t{0};
}
