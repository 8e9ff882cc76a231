// Why does it not connect? Probes one server, a step after the other, and says what is found.
//
// What it does to the server: one TCP connection to each of its addresses until one stands, opened
// and closed; with TLS a handshake over it; and, only where `say` is given, that text, and a
// newline behind it when nothing came back. Nothing else is sent.
//
// Limits: `connect.timeout` for each address; at most 9 s more until a neighbour that fell silent
// is known to be gone; `limits::tls_handshake_timeout`; explain/findings.h has the patience of
// talking.
//
// Owner: whoever examines; network and host outlive it. Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <optional>

#include "explain/diagnosis.h"
#include "host/host.h"
#include "net/network.h"
#include "talk/settings.h"

namespace parley::session {

struct DoctorSettings {
  talk::ConnectSettings connect;  ///< TCP or TLS; of `retry` nothing is done
  std::optional<ByteString> say;
};

class Doctor {
 public:
  /// `tell` is called with each check as soon as it is known.
  Doctor(net::Network& network, const host::Host& host, DoctorSettings settings,
         std::function<void(const explain::Check&)> tell);

  /// Once. The Doctor outlives the task.
  net::Task<explain::Verdict> examine();

 private:
  net::Task<explain::Findings> examine_address(explain::Findings findings, IpAddress address);
  net::Task<> examine_neighbour(explain::Findings& findings);
  net::Task<bool> examine_tls(explain::Findings& findings, std::unique_ptr<net::Stream>& stream);
  net::Task<> examine_talk(explain::Findings& findings, net::Stream& stream);
  net::Task<bool> say(net::Stream& stream, Bytes text);
  net::Task<explain::Heard> hear(net::Stream& stream, Duration patience);
  void look_at_queue(explain::Findings& findings) const;
  void tell_news(const explain::Findings& findings);

  net::Network& network_;
  const host::Host& host_;
  const DoctorSettings settings_;
  const std::function<void(const explain::Check&)> tell_;
  std::size_t told_ = 0;  // checks of the present findings
};

}  // namespace parley::session
