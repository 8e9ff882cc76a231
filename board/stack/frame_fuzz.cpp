// Frames of anybody at a board that listens (TCP 80, UDP 5000), connects, asks a name server and
// joined a group. An input is a row of frames: two octets of length (big-endian), then the frame;
// time passes between them. lwIP is one for the process, so each input ends with everything closed
// and forgotten: what is left in ARP's table or the reassembly would make the next one depend on
// it.
//
// The fuzz preset builds lwIP without the checks of checksums and with the same sequence number for
// every connection (lwipopts.h): no mutation would pass them.
#include <cstddef>
#include <cstdint>
#include <lwip/dhcp.h>
#include <lwip/dns.h>
#include <lwip/etharp.h>
#include <lwip/igmp.h>
#include <lwip/ip4_frag.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/udp.h>

#include "board/stack/frames_twin.h"
#include "board/stack/interfaces.h"
#include "board/stack/port_twin.h"
#include "board/stack/pump.h"

namespace parley::board::stack {
namespace {

namespace twin = port::twin;
constexpr std::uint64_t us_per_s = 1'000'000;
constexpr std::size_t frames_max = 64;
constexpr int dns_patience_s = 12;

void wait(std::uint64_t us) {
  pump_until(port::micros() + us, nullptr, nullptr);
}

err_t echo(void*, tcp_pcb* pcb, pbuf* data, err_t) {
  if (data == nullptr) {
    tcp_close(pcb);
    return ERR_OK;
  }
  tcp_write(pcb, data->payload, data->len, TCP_WRITE_FLAG_COPY);
  tcp_recved(pcb, data->tot_len);
  pbuf_free(data);
  return ERR_OK;
}

err_t accept(void*, tcp_pcb* pcb, err_t) {
  if (pcb != nullptr) tcp_recv(pcb, echo);
  return ERR_OK;
}

void answer(void*, udp_pcb* pcb, pbuf* data, const ip_addr_t* from, u16_t port) {
  udp_sendto(pcb, data, from, port);
  pbuf_free(data);
}

void found(const char*, const ip_addr_t*, void*) {}

void start_listening() {
  tcp_pcb* pcb = tcp_new();
  tcp_bind(pcb, IP_ADDR_ANY, 80);
  tcp_accept(tcp_listen_with_backlog(pcb, 5), accept);
  udp_pcb* sensor = udp_new();
  udp_bind(sensor, IP_ADDR_ANY, 5000);
  udp_recv(sensor, answer, nullptr);
}

void begin_once() {
  static bool begun = false;
  if (begun) return;
  begun = true;
  begin();
  twin::link_up(false);  // what the board sends is nobody's concern here
  start_listening();
  ip_addr_t group = IPADDR4_INIT(PP_HTONL(0xe00000fb));
  netif* station = interface_of(port::Interface::station);
  netif_set_up(station);
  netif_set_link_up(station);
  igmp_joingroup_netif(station, ip_2_ip4(&group));
}

// A board in the middle of everything; with `dhcp` still looking for its address.
void set_the_scene(bool dhcp) {
  twin::seed(1);  // identities and ports that an input may know
  netif* station = interface_of(port::Interface::station);
  if (dhcp) {
    netif_set_addr(station, IP4_ADDR_ANY4, IP4_ADDR_ANY4, IP4_ADDR_ANY4);
    dhcp_start(station);
  } else {
    ip4_addr_t address = {PP_HTONL(frames::board_address)};
    ip4_addr_t mask = {PP_HTONL(0xffffff00)};
    ip4_addr_t gateway = {PP_HTONL(frames::neighbour_address)};
    netif_set_addr(station, &address, &mask, &gateway);
  }
  ip_addr_t server = IPADDR4_INIT(PP_HTONL(frames::neighbour_address));
  dns_setserver(0, &server);
  ip_addr_t resolved = {};
  dns_gethostbyname("parley.example", &resolved, found, nullptr);
  tcp_pcb* pcb = tcp_new();
  tcp_recv(pcb, echo);
  tcp_bind(pcb, IP_ADDR_ANY, 50000);
  if (tcp_connect(pcb, &server, 8888, nullptr) != ERR_OK) tcp_abort(pcb);  // no address yet
}

void strike_the_scene() {
  while (tcp_active_pcbs != nullptr)
    tcp_abort(tcp_active_pcbs);
  while (tcp_tw_pcbs != nullptr)
    tcp_abort(tcp_tw_pcbs);
  dhcp_release_and_stop(interface_of(port::Interface::station));
  dhcp_cleanup(interface_of(port::Interface::station));
  etharp_cleanup_netif(interface_of(port::Interface::station));
  for (int i = 0; i < IP_REASS_MAXAGE; ++i)
    ip_reass_tmr();
  for (int i = 0; i < dns_patience_s; ++i)
    dns_tmr();
  wait(us_per_s);
}

}  // namespace
}  // namespace parley::board::stack

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace parley::board;
  if (size == 0) return 0;
  stack::begin_once();
  stack::set_the_scene((data[0] & 1) != 0);
  std::size_t at = 1;
  for (std::size_t i = 0; i < stack::frames_max && size - at >= 2; ++i) {
    std::size_t bytes = (data[at] << 8 | data[at + 1]) % (port::frame_bytes_max + 1);
    at += 2;
    if (bytes > size - at) bytes = size - at;
    if (bytes > 0) stack::twin::deliver(port::Interface::station, {data + at, data + at + bytes});
    at += bytes;
    stack::wait(10'000);
  }
  stack::strike_the_scene();
  return 0;
}
