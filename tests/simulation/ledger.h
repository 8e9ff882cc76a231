// What the simulated network itself gave to the talk and took from it, octet by octet: an account
// that no code under test keeps. It sits between the two as a Network of its own.
//
// The network below and the complaints outlive it, and it outlives the talk. Thread rule: the
// loop's thread.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "event/event.h"
#include "net/network.h"
#include "tests/simulation/answers.h"

namespace parley::simulation {

/// One connection, from the talk's side.
struct Account {
  Endpoint local;
  Endpoint remote;
  bool dialled = false;
  ByteString taken;  ///< what reads gave
  ByteString given;  ///< what writes took
  bool taken_end = false;
  bool gone = false;  ///< the talk has let go of it
  std::optional<Answers> answers{};
  event::ConnectionId connection{};  ///< as told; 0: nothing was
};

struct Parcel {
  Endpoint other;
  ByteString bytes;
};

struct Ledger {
  /// What a connection is to be answered; empty: nothing is foreseen (a relay).
  std::function<std::optional<Answers>()> answers = [] { return std::nullopt; };

  /// To prove that something is found at all: the first octet of each read is forgotten.
  bool forgetful = false;

  std::deque<Account> accounts;
  std::uint64_t accepted = 0;
  std::uint64_t turned_away = 0;
  std::uint64_t dials_failed = 0;

  // Datagrams
  std::vector<Parcel> parcels_taken;
  std::vector<Parcel> parcels_given;
  std::uint64_t parcels_refused = 0;  ///< by the system
  std::uint64_t kernel_drops = 0;     ///< as told last

  /// The newest connection between these two that nothing was told of; null: there is none.
  Account* find_untold(const event::Party& party);
};

class LedgerNetwork final : public net::Network {
 public:
  LedgerNetwork(net::Network& below, Ledger& ledger) : below_(below), ledger_(ledger) {}

  net::Loop& loop() override { return below_.loop(); }
  net::Task<Result<std::vector<IpAddress>>> resolve(std::string name,
                                                    net::AddressFamily family) override {
    return below_.resolve(std::move(name), family);
  }
  Result<std::unique_ptr<net::Acceptor>> listen(const Endpoint& local, bool v6_only) override;
  net::Task<Result<std::unique_ptr<net::Stream>>> connect(Endpoint remote, Port source,
                                                          Duration timeout) override;
  Result<std::unique_ptr<net::Datagrams>> datagrams(net::DatagramProtocol protocol,
                                                    const Endpoint& local,
                                                    const std::optional<Endpoint>& remote) override;
  Result<std::unique_ptr<net::Stream>> serial(const std::string& device,
                                              const net::SerialSettings& settings) override {
    return below_.serial(device, settings);
  }

 private:
  net::Network& below_;
  Ledger& ledger_;
};

}  // namespace parley::simulation
