// A simulated UDP or raw IP socket. Owned by whom datagrams gave it to.
//
// Thread rule: the loop's thread. Limit: SimConditions::datagram_queue_max datagrams wait to be
// received.
#pragma once

#include <deque>
#include <map>
#include <optional>

#include "net/network.h"
#include "net/sim_wait.h"
#include "net/sim_world.h"

namespace parley::net {

class SimDatagrams final : public SimWaitable<Datagrams> {
 public:
  SimDatagrams(SimWorld& world, SimHost& host, DatagramProtocol protocol, const Endpoint& local,
               const std::optional<Endpoint>& remote);
  ~SimDatagrams() override;
  SimDatagrams(const SimDatagrams&) = delete;
  SimDatagrams& operator=(const SimDatagrams&) = delete;

  Datagram receive(std::span<char> into) override;
  Io send(Bytes bytes, const Endpoint& to) override;
  Endpoint local() const override { return local_; }

  DatagramProtocol protocol() const { return protocol_; }

 private:
  struct Waiting {
    ByteString bytes;
    Endpoint from;
    std::uint64_t drops;  // as of its arrival, which is what the kernel tells with it
  };

  /// What travels, and for whom.
  struct Parcel {
    DatagramProtocol protocol;
    Endpoint from;
    Endpoint to;
    ByteString bytes;
  };

  Interest possible() const override;
  void launch(SimHost& there, const Parcel& parcel);
  bool takes(const Parcel& parcel) const;
  void take(const Parcel& parcel);
  static void arrive(SimWorld& world, SimHost& there, const Parcel& parcel);
  static void report_nobody(SimWorld& world, SimHost& there, const Parcel& parcel);

  SimGuest guest_;
  SimWorld& world_;
  SimHost& host_;
  DatagramProtocol protocol_;
  Endpoint local_;
  std::optional<Endpoint> remote_;
  std::deque<Waiting> queue_;
  std::map<Endpoint, SteadyTime> arrival_last_;  // what is not reordered stays in order
  SteadyTime wire_free_;
  std::uint64_t drops_ = 0;
  std::uint64_t drops_told_ = 0;
  int error_ = 0;
};

}  // namespace parley::net
