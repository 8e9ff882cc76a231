// The DHCP server (RFC 2131) that a board runs for the stations of its own access point: a /24,
// addresses .100 to .107, stable by MAC address while the board is on. An address belongs to whom
// it was given last; a ninth station gets the one unused for longest.
//
// `DhcpLeases` is the protocol on memory, so that a test and a fuzzer reach it without a network;
// `dhcp_server_start` puts it on lwIP's UDP port 67.
//
// Thread rule: the board's one thread; called by lwIP, so nothing here pumps.
#pragma once

#include <stddef.h>
#include <stdint.h>

namespace parley::board::api {

class DhcpLeases {
 public:
  static constexpr size_t leases_max = 8;  // the chip's access point takes no more stations
  static constexpr uint8_t first_host = 100;
  static constexpr uint32_t lease_s = 7200;
  static constexpr size_t answer_bytes_max = 300;  // BOOTP's minimum, which some clients insist on

  /// `own` is the server's address in network byte order; its /24 is served.
  void begin(uint32_t own);

  /// The answer to a message of `bytes` octets, into `answer_bytes_max` octets; 0: none is due.
  size_t answer(const uint8_t* message, size_t bytes, uint8_t* into);

  /// Who has which address, for WiFi.softAPgetStationInfo and tests. 0: nobody asked for one.
  uint32_t address_of(const uint8_t mac[6]) const;

 private:
  struct Lease {
    uint8_t mac[6];
    bool used;
    uint32_t touched;  // greater is later
  };

  uint32_t address(size_t lease) const;
  size_t lease_for(const uint8_t mac[6]);

  uint32_t own_ = 0;
  uint32_t touches_ = 0;
  Lease leases_[leases_max] = {};
};

/// Serves on the access point's interface; a server that runs begins anew with `own`.
void dhcp_server_start(uint32_t own);
void dhcp_server_stop();

}  // namespace parley::board::api
