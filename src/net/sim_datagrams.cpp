#include "net/sim_datagrams.h"

#include <algorithm>
#include <cerrno>
#include <fmt/format.h>
#include <utility>

namespace parley::net {

namespace {

using namespace std::chrono_literals;

/// What fits into one IP packet of 65,535 octets beside the headers (RFC 791, RFC 8200, RFC 768).
std::size_t payload_bytes_max(DatagramProtocol protocol, const IpAddress& to) {
  const std::size_t udp_header = protocol == DatagramProtocol::udp ? 8 : 0;
  const std::size_t ip_header =
      to.is_v4() ? 20 : 0;  // the length of IPv6 does not count its header
  return 65'535 - ip_header - udp_header;
}

}  // namespace

SimDatagrams::SimDatagrams(SimWorld& world, SimHost& host, DatagramProtocol protocol,
                           const Endpoint& local, const std::optional<Endpoint>& remote)
    : SimWaitable(world.loop()),
      guest_(world),
      world_(world),
      host_(host),
      protocol_(protocol),
      local_(local),
      remote_(remote) {
  host_.datagrams.push_back(this);
}

SimDatagrams::~SimDatagrams() {
  std::erase(host_.datagrams, this);
}

Interest SimDatagrams::possible() const {
  return queue_.empty() && error_ == 0 ? Interest::write : Interest::both;
}

Datagram SimDatagrams::receive(std::span<char> into) {
  if (const int error = std::exchange(error_, 0)) return {Io::failed(error), {}, drops_told_};
  if (queue_.empty()) return {Io::again(), {}, drops_told_};
  const Waiting next = std::move(queue_.front());
  queue_.pop_front();
  drops_told_ = next.drops;
  const std::size_t count = next.bytes.copy(into.data(), into.size());
  return {Io::done(count), next.from, drops_told_};
}

Io SimDatagrams::send(Bytes bytes, const Endpoint& to) {
  if (const int error = std::exchange(error_, 0)) return Io::failed(error);
  const Endpoint& target = remote_ ? *remote_ : to;
  if (bytes.size() > payload_bytes_max(protocol_, target.address)) return Io::failed(EMSGSIZE);
  if (local_.address.is_v4() && !target.address.is_v4()) return Io::failed(EAFNOSUPPORT);
  const auto source = host_.source_for(target.address);
  if (!source) return Io::failed(ENETUNREACH);
  Parcel parcel{protocol_, local_, target, ByteString(bytes)};
  if (local_.address.is_any()) parcel.from.address = *source;
  SimHost* there = world_.find_host(target.address, host_);
  const std::string what = fmt::format("datagram {}", bytes.size());
  const SimConditions& now = world_.conditions_between(parcel.from.address, target.address);
  const bool cut = world_.cut_between(parcel.from.address, target.address);
  if (!there || cut || world_.random().chance(now.loss)) {
    world_.note(0, parcel.from, target, what + " lost");
    return Io::done(bytes.size());
  }
  world_.note(0, parcel.from, target, what);
  launch(*there, parcel);
  if (world_.random().chance(now.datagram_duplicate)) {
    world_.note(0, parcel.from, target, what + " again");
    launch(*there, parcel);
  }
  return Io::done(bytes.size());
}

void SimDatagrams::launch(SimHost& there, const Parcel& parcel) {
  const SimConditions& now = world_.conditions_between(parcel.from.address, parcel.to.address);
  const SteadyTime begun = std::max(world_.now(), wire_free_);
  const auto octets = static_cast<Duration::rep>(parcel.bytes.size());
  const auto per_second = static_cast<Duration::rep>(now.bandwidth);
  wire_free_ = per_second > 0 ? begun + Duration{1s} * octets / per_second : begun;
  SteadyTime arrival = wire_free_ + world_.latency(now);
  if (world_.random().chance(now.datagram_reorder)) {
    arrival += world_.random().uniform(Duration{1us}, now.latency_max + Duration{1ms});
  } else {
    SteadyTime& last = arrival_last_[parcel.to];
    arrival = last = std::max(last, arrival);
  }
  world_.after(arrival - world_.now(),
               [&world = world_, &there, parcel] { arrive(world, there, parcel); });
}

bool SimDatagrams::takes(const Parcel& parcel) const {
  return protocol_ == parcel.protocol && local_.port == parcel.to.port &&
         hears(local_.address, protocol_ == DatagramProtocol::raw, parcel.to.address) &&
         (!remote_ || *remote_ == parcel.from);
}

void SimDatagrams::arrive(SimWorld& world, SimHost& there, const Parcel& parcel) {
  const auto takes = [&parcel](const SimDatagrams* one) { return one->takes(parcel); };
  if (parcel.protocol == DatagramProtocol::raw) {
    // Each raw socket gets a copy (raw(7)).
    for (SimDatagrams* socket : there.datagrams) {
      if (takes(socket)) socket->take(parcel);
    }
    return;
  }
  const auto first = std::find_if(there.datagrams.begin(), there.datagrams.end(), takes);
  if (first == there.datagrams.end()) {
    report_nobody(world, there, parcel);
  } else {
    (*first)->take(parcel);
  }
}

void SimDatagrams::take(const Parcel& parcel) {
  const SimConditions& now = world_.conditions_between(parcel.from.address, parcel.to.address);
  if (queue_.size() >= now.datagram_queue_max) {
    ++drops_;
    world_.note(0, parcel.from, parcel.to, "datagram dropped: the queue is full");
    return;
  }
  queue_.push_back({parcel.bytes, parcel.from, drops_});
  changed();
}

/// ICMP "port unreachable" (RFC 1122, 3.2.2.1). Only a connected socket is told (udp(7)).
void SimDatagrams::report_nobody(SimWorld& world, SimHost& there, const Parcel& parcel) {
  world.note(0, parcel.to, parcel.from, "port unreachable");
  SimHost* back = world.find_host(parcel.from.address, there);
  if (!back) return;
  const Duration latency =
      world.latency(world.conditions_between(parcel.from.address, parcel.to.address));
  world.after(latency, [back, parcel] {
    for (SimDatagrams* socket : back->datagrams) {
      if (socket->local_ != parcel.from || socket->remote_ != parcel.to) continue;
      socket->error_ = ECONNREFUSED;
      socket->changed();
    }
  });
}

}  // namespace parley::net
