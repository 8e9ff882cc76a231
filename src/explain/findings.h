// What probing one server found: the material of a diagnosis (diagnosis.h), step by step.
//
// Plain data. Who probes fills it in from the top; what is unset was not reached.
//
// Thread rule: any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"
#include "explain/explain.h"

namespace parley::explain {

/// How long a server is listened to before anything is said, and after each thing that is.
inline constexpr std::chrono::seconds first_words_patience{2};
inline constexpr std::chrono::seconds answer_patience{2};

/// What came within some time.
struct Heard {
  enum class Kind : std::uint8_t {
    nothing,
    octets,
    closed,  ///< the server ended the connection, without a word
    cut,     ///< the same with a reset or an error
  };
  Kind kind = Kind::nothing;
  Duration after{};         ///< until it came, or how long was waited
  std::size_t bytes = 0;    ///< of the first read
  ByteString first = {};    ///< its beginning
  std::string shown = {};   ///< the same, safe to show
  bool then_ended = false;  ///< octets, and the end right behind them
};

struct Findings {
  /// What was asked for; `endpoint`, and all that `gather_evidence` fills in, from `looked` on.
  Situation situation;

  /// What the name means; empty when `failure` is that it means nothing.
  std::vector<IpAddress> addresses;

  bool looked = false;  ///< at this computer's networks, routes, neighbours, ports and firewall
  host::Neighbour neighbour_before;  ///< of the next hop; `situation.next_hop` is after connecting

  enum class Stage : std::uint8_t { name, connect, tls, talk };
  Stage stage = Stage::name;     ///< which was begun last
  std::optional<Error> failure;  ///< that ended it

  Duration connecting_took{};  ///< to success or failure
  std::optional<Duration> tls_took;

  std::optional<Heard> first_words;
  std::optional<unsigned> queue;  ///< the server is here: connections that it has not accepted then
  std::string said;               ///< safe to show; empty: nothing was to be said
  bool said_whole_line = false;   ///< it ended in a newline by itself
  std::optional<Heard> answer;
  std::optional<Heard> answer_to_newline;
  bool acknowledged = false;  ///< the server's system has taken all that was said
};

}  // namespace parley::explain
