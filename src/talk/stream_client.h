// The side that opens: a TCP or TLS client, or a serial port. With retry it comes back after every
// end, as the same peer with a new connection number.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "talk/context.h"
#include "talk/stream_session.h"

namespace parley::talk {

class StreamClient {
 public:
  /// Opens one stream. `party` is filled in as far as it is known, also when it fails. Null where
  /// `Retry::at_once` says so.
  using Open = std::function<net::Task<Result<std::unique_ptr<net::Stream>>>(event::Party& party)>;

  enum class Retry : std::uint8_t {
    never,
    backoff,  ///< after every end, later and later
    poll,     ///< until the device is there again, at a steady pace, quietly
    at_once,  ///< `Open` itself waits for the next one; a null stream is the end
  };

  StreamClient(Context& context, event::Party party, Open open, Retry retry);

  event::PeerId peer() const { return peer_; }

  /// Ends by itself without retry; with it only after `stop`, and then at the end of its wait.
  net::Task<> run();

  /// No further attempt after the present connection, and none that is under way becomes one.
  void stop() { stopped_ = true; }

  /// Why the last attempt or connection failed; nothing when it ended in order.
  const std::optional<Error>& failure() const { return failure_; }

 private:
  net::Task<> talk(std::unique_ptr<net::Stream> stream);
  void tell_failure(const Error& error, std::string_view reason);

  Context& context_;
  event::Party party_;
  Open open_;
  Retry retry_;
  bool stopped_ = false;
  event::PeerId peer_;
  std::optional<Error> failure_;
};

/// How to open what `settings` ask for.
StreamClient::Open open_by_dialling(Context& context, ConnectSettings settings);
StreamClient::Open open_serial_port(Context& context, SerialTalkSettings settings);
StreamClient::Open open_from_source(SerialSource source);

}  // namespace parley::talk
