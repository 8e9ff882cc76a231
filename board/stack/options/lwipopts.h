// lwIP's options: the ESP8266's own (its core builds lwIP 2.1.3, IPv4 only, in its "lower memory"
// and "higher bandwidth" variants), so that what a board sends is what the chip sends. Read by
// lwIP's C files through lwip/opt.h. PARLEY_TCP_MSS (536 or 1460) comes from the build: it is the
// one difference between the two variants.
#pragma once

#include <stdint.h>

// One thread and no operating system; sys_now is in board/stack/interfaces.cpp.
#define NO_SYS 1
#define SYS_LIGHTWEIGHT_PROT 0
#define LWIP_NETCONN 0
#define LWIP_SOCKET 0
#define LWIP_TIMERS 1

// Memory comes from malloc, as on the chip: heap is the limit, not a number of control blocks.
#define MEM_LIBC_MALLOC 1
#define MEMP_MEM_MALLOC 1
#define MEM_ALIGNMENT __SIZEOF_POINTER__
#define PBUF_POOL_SIZE 10

#define LWIP_IPV4 1
#define LWIP_IPV6 0
#define LWIP_RAW 1
#define LWIP_UDP 1
#define LWIP_TCP 1
#define LWIP_DHCP 1
#define LWIP_DNS 1
#define LWIP_IGMP 1
#define LWIP_AUTOIP 0
#define IP_DEFAULT_TTL 255
#define IP_REASSEMBLY 1
#define IP_FRAG 1
#define IP_FORWARD 0
#define SO_REUSE 1
#define SO_REUSE_RXTOALL 1

#define ARP_TABLE_SIZE 10
#define ARP_QUEUEING 1
#define ETHARP_TRUST_IP_MAC 0

#define DHCP_DOES_ARP_CHECK 0
#define LWIP_DHCP_MAX_DNS_SERVERS 2
#define DNS_MAX_SERVERS 2
#define DNS_TABLE_SIZE 3

#define TCP_MSS PARLEY_TCP_MSS
#define TCP_WND (4 * TCP_MSS)
#define TCP_SND_BUF (2 * TCP_MSS)
#define TCP_MAXRTX 12
#define TCP_SYNMAXRTX 6
#define TCP_MSL 60000UL
#define TCP_QUEUE_OOSEQ 1
#define TCP_OOSEQ_MAX_BYTES TCP_MSS
#define TCP_OOSEQ_MAX_PBUFS 1
#define LWIP_TCP_SACK_OUT 1
#define LWIP_TCP_TIMESTAMPS 0
#define LWIP_TCP_KEEPALIVE 1
#define TCP_LISTEN_BACKLOG 1
#define TCP_DEFAULT_LISTEN_BACKLOG 5

#define LWIP_NETIF_HOSTNAME 1
#define LWIP_NETIF_STATUS_CALLBACK 1
#define LWIP_NETIF_LINK_CALLBACK 1
#define LWIP_HAVE_LOOPIF 0
#define LWIP_STATS 0

// A fuzzer's mutations would end at the first checksum, or at a sequence number.
#ifdef PARLEY_FUZZ
#define CHECKSUM_CHECK_IP 0
#define CHECKSUM_CHECK_UDP 0
#define CHECKSUM_CHECK_TCP 0
#define CHECKSUM_CHECK_ICMP 0
#define LWIP_HOOK_TCP_ISN(here, port, there, their_port) 6510
#endif

// A name that `--host` gave is known without asking any server.
#ifdef __cplusplus
extern "C" {
#endif
struct ip4_addr;
int parley_lwip_host(const char* name, struct ip4_addr* address);
#ifdef __cplusplus
}
#endif
#define DNS_LOOKUP_LOCAL_EXTERN(name, address, family) \
  (parley_lwip_host((name), (address)) ? ERR_OK : ERR_ARG)
