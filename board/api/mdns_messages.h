// Multicast DNS on memory (RFC 6762) with service discovery (RFC 6763): what a board says of
// itself, which answer a question gets, and what the answers of others hold. Hostile octets come in
// here; a test and a fuzzer reach it without a network.
//
// Limits: `services_max` services of our own; `octets_max` for a message; what of an answer would
// not fit is left out. A name is at most 255 octets (RFC 1035, 2.3.4).
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <vector>

#include "board/api/WString.h"

namespace parley::board::api {

/// A name as it is on the wire but without compression: each label's length and octets, and a zero.
/// Upper and lower case are one (RFC 1035, 2.3.3).
struct MdnsName {
  uint8_t octets[255] = {0};
  size_t count = 1;

  /// False: the label is empty, longer than 63 octets, or does not fit.
  bool add(const char* label, size_t bytes);
  bool add(const String& label) { return add(label.c_str(), label.length()); }

  /// "_http._tcp.local" is three labels. False: as `add`.
  bool add_dotted(const char* text);
  bool operator==(const MdnsName& other) const;

  /// The first label, as text.
  String first() const;
};

class MdnsResponder {
 public:
  static constexpr size_t services_max = 8;
  static constexpr size_t octets_max = 1440;
  static constexpr uint32_t ttl_s = 120;
  static constexpr uint32_t ttl_plain_s = 10;  // RFC 6762, 6.7

  /// False: the name is no label (1 to 63 octets).
  bool host(const String& name);
  const String& host() const { return host_; }
  void address(uint32_t network_order) { address_ = network_order; }

  /// How its services are called; the host's name until then.
  bool instance(const String& name);

  /// "http" or "_http", "tcp" or "_tcp". False: too many, or no such labels.
  bool add_service(const String& service, const String& protocol, uint16_t port);
  bool add_text(const String& service, const String& protocol, const String& key,
                const String& value);
  void clear();

  /// Answers all questions of a query into `octets_max` octets; 0: none is for us. `plain`: the
  /// asker knows only plain DNS (RFC 6762, 6.7). `unicast` says whether every question wants its
  /// answer for the asker alone (5.4).
  size_t answer(const uint8_t* query, size_t bytes, bool plain, uint8_t* into, bool* unicast) const;

  /// All that we are, unasked (8.3); with `goodbye` that we are no more (10.1).
  size_t announce(uint8_t* into, bool goodbye) const;

 private:
  struct Service {
    String type;      // "_http"
    String protocol;  // "_tcp"
    uint16_t port;
    String text;  // strings with their lengths, as on the wire
  };

  class Writer;

  MdnsName host_name() const;
  MdnsName type_name(const Service& service) const;
  MdnsName instance_name(const Service& service) const;
  Service* find(const String& service, const String& protocol);
  void answer_one(const MdnsName& name, uint16_t type, Writer* writer) const;
  void write_service(const Service& service, Writer* writer) const;

  String host_;
  String instance_;
  uint32_t address_ = 0;
  std::vector<Service> services_;
};

/// One service that somebody else offers.
struct MdnsFound {
  String instance;
  String host;
  uint32_t address = 0;  // network byte order; 0: not said
  uint16_t port = 0;
};

/// Asks for the instances of a service type, and gathers what answers say.
class MdnsQuestion {
 public:
  static constexpr size_t found_max = 16;

  bool ask(const String& service, const String& protocol);
  size_t write(uint8_t* into) const;  // at most MdnsResponder::octets_max
  void take(const uint8_t* message, size_t bytes);
  const std::vector<MdnsFound>& found() const { return found_; }
  void clear() { found_.clear(); }

 private:
  MdnsName type_;
  std::vector<MdnsFound> found_;
};

}  // namespace parley::board::api
