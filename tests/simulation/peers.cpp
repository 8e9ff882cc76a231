#include "tests/simulation/peers.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace parley::simulation {

namespace {

using namespace std::chrono_literals;
using net::Interest;
using net::Io;

/// True: something came or the end did.
bool hear(net::Stream& stream, Story& story) {
  std::array<char, 3'000> buffer;
  const Io got = stream.read(buffer);
  if (got.status == Io::Status::failed) story.failed = true;
  if (got.status == Io::Status::end) story.heard_end = true;
  story.heard.append(buffer.data(), got.bytes);
  return got.status != Io::Status::again;
}

bool say(net::Stream& stream, Bytes& left, Story& story) {
  const Io put = stream.write(left.substr(0, story.plan->write_bytes_max));
  if (put.status == Io::Status::failed) story.failed = true;
  story.said += left.substr(0, put.bytes);
  left.remove_prefix(put.bytes);
  return put.status != Io::Status::again;
}

/// Does what it does when all is said. True: that was all.
bool end_saying(net::Stream& stream, const PeerPlan& plan) {
  switch (plan.ending) {
    case PeerPlan::Ending::finish: stream.finish(); return false;
    case PeerPlan::Ending::stay: return false;
    case PeerPlan::Ending::reset: stream.abort(); return true;
    case PeerPlan::Ending::leave: return true;
  }
  return true;
}

net::Task<> talk_to_the_end(net::Loop& loop, net::Stream& stream, Story& story) {
  const PeerPlan& plan = *story.plan;
  Bytes left = plan.says;
  bool all_said = false;
  for (;;) {
    if (left.empty() && !std::exchange(all_said, true) && end_saying(stream, plan)) co_return;
    const bool heard = plan.reads && !story.heard_end && hear(stream, story);
    if (story.failed) co_return;
    if (story.heard_end && left.empty()) {
      if (plan.ending == PeerPlan::Ending::stay) stream.finish();
      co_return;
    }
    const bool said = !left.empty() && say(stream, left, story);
    if (story.failed) co_return;
    if (!plan.reads && left.empty()) {
      net::Sleep lingering(loop, loop.now() + plan.lingers);
      co_await lingering;
      co_return;
    }
    const Duration pause =
        std::max(heard ? plan.between_reads : Duration{}, said ? plan.between_writes : Duration{});
    if (pause > 0s) {
      net::Sleep waiting(loop, loop.now() + pause);
      co_await waiting;
    } else if (!heard && !said) {
      const bool reads = plan.reads && !story.heard_end;
      co_await net::ready(stream, (reads ? Interest::read : Interest::none) |
                                      (left.empty() ? Interest::none : Interest::write));
    }
  }
}

net::Task<> converse(net::Loop& loop, std::unique_ptr<net::Stream> stream, Story& story) {
  story.connected = true;
  story.own = stream->local();
  story.other = stream->remote();
  net::Task<> talking = talk_to_the_end(loop, *stream, story);
  co_await talking;
  story.over = true;
}

void hear_datagrams(net::Datagrams& socket, Story& story) {
  std::array<char, 65'535> buffer;
  for (;;) {
    const net::Datagram next = socket.receive(buffer);
    if (next.io.status == Io::Status::again) return;
    if (next.io.status == Io::Status::failed) {
      story.failed = true;  // nobody is there now; that may change
      continue;
    }
    story.parcels_heard.emplace_back(buffer.data(), next.io.bytes);
  }
}

}  // namespace

net::Task<> call(net::Network& network, Endpoint there, Story& story) {
  net::Loop& loop = network.loop();
  net::Sleep wait(loop, loop.now() + story.plan->starts);
  co_await wait;
  auto connected = co_await network.connect(there, Port{0}, 60s);
  if (!connected) {
    story.over = true;
    co_return;
  }
  net::Task<> conversation = converse(loop, std::move(*connected), story);
  co_await conversation;
}

net::Task<> serve(net::Network& network, Endpoint own, const std::vector<PeerPlan>& plans,
                  Stories& stories, talk::Nursery& nursery) {
  net::Sleep wait(network.loop(), network.loop().now() + plans.front().starts);
  co_await wait;
  auto acceptor = network.listen(own, false);
  assert(acceptor && "nobody else has this port");
  for (std::size_t next = 0;;) {
    co_await net::ready(**acceptor, Interest::read);
    auto accepted = (*acceptor)->accept();
    if (!accepted.stream) continue;
    Story& story = stories.emplace_back();
    story.plan = &plans[next++ % plans.size()];
    nursery.spawn(converse(network.loop(), std::move(accepted.stream), story));
  }
}

net::Task<> send_datagrams(net::Network& network, Endpoint own, Endpoint there, Story& story) {
  net::Loop& loop = network.loop();
  const PeerPlan& plan = *story.plan;
  auto socket = network.datagrams(net::DatagramProtocol::udp, own, there);
  assert(socket && "nobody else has this port");
  story.own = (*socket)->local();
  story.other = there;
  story.connected = true;
  net::Sleep wait(loop, loop.now() + plan.starts);
  co_await wait;
  for (Bytes left = plan.says; !left.empty();) {
    const std::size_t end = std::min(left.find('\n'), std::size_t{4'000});
    const Bytes parcel = left.substr(0, end == Bytes::npos ? end : end + 1);
    left.remove_prefix(parcel.size());
    if ((*socket)->send(parcel, there).status == Io::Status::done) {
      story.parcels_said.emplace_back(parcel);
    }
    hear_datagrams(**socket, story);
    if (plan.between_writes == 0s) continue;
    net::Sleep pause(loop, loop.now() + plan.between_writes);
    co_await pause;
  }
  for (int i = 0; i < 20; ++i) {
    net::Sleep pause(loop, loop.now() + 100ms);
    co_await pause;
    hear_datagrams(**socket, story);
  }
  story.over = true;
}

}  // namespace parley::simulation
