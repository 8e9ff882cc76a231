// Multicast DNS as sketches know it: the board answers to NAME.local, says which services it has,
// and can ask for those of others. One object, `MDNS`.
//
// Differences to the chip: a name is not probed for before it is taken; questions are answered
// without `update` being called, too.
//
// Thread rule: the board's one thread. `queryService` waits.
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "board/api/ESP8266WiFi.h"
#include "board/api/IPAddress.h"
#include "board/api/WString.h"

class MDNSResponder {
 public:
  constexpr MDNSResponder() = default;
  MDNSResponder(const MDNSResponder&) = delete;
  MDNSResponder& operator=(const MDNSResponder&) = delete;

  /// False: no name of 1 to 63 octets. Works before there is an address, too. The TTL is 120 s
  /// always.
  bool begin(const char* hostname);
  bool begin(const String& hostname) { return begin(hostname.c_str()); }
  bool begin(const char* hostname, const IPAddress&, uint32_t = 120) { return begin(hostname); }
  bool end();
  bool close() { return end(); }

  /// Announces the board where its address is new.
  bool update();
  void notifyAPChange() { update(); }
  bool announce();

  bool isRunning() const;
  bool setHostname(const char* hostname) { return begin(hostname); }
  void setInstanceName(const String& name);

  /// ("http", "tcp", 80), with or without underscores.
  bool addService(const String& service, const String& protocol, uint16_t port);
  bool addServiceTxt(const String& service, const String& protocol, const String& key,
                     const String& value);

  /// Asks, gathers answers for `timeout_ms`, returns how many instances there are.
  uint32_t queryService(const String& service, const String& protocol, uint16_t timeout_ms = 1000);
  bool removeQuery();
  String hostname(uint32_t index);
  String instanceName(uint32_t index);
  IPAddress IP(uint32_t index);
  uint16_t port(uint32_t index);
};

extern MDNSResponder MDNS;
