#include "talk/relay.h"

#include <fmt/format.h>
#include <optional>

#include "talk/dial.h"

namespace parley::talk {

namespace {

void tell_target_failed(Context& context, event::PeerId peer, const event::Party& party,
                        const Error& error) {
  event::Event failed;
  failed.kind = event::Kind::failed;
  failed.peer = peer;
  failed.party = &party;
  failed.error = &error;
  context.hub.emit(failed);
}

using Dialled = std::optional<Result<std::unique_ptr<net::Stream>>>;

net::Task<> dial_for(StreamSession& near, net::Network& network, const ConnectSettings& target,
                     Dialled& dialled) {
  dialled = co_await dial(network, target);
  near.let_go();
}

}  // namespace

net::Task<> relay_connection(Context& context, const ConnectSettings& target,
                             std::unique_ptr<net::Stream> stream, event::Party party) {
  StreamSession near(context, context.peers.next_peer(), std::move(party), std::move(stream));
  near.begin();
  const event::PeerId far_id = context.peers.next_peer();
  event::Party far_party;
  far_party.transport = target.transport;
  far_party.target = target_name(target);
  far_party.opened_here = true;
  Dialled dialled;
  std::optional<Nursery> dialling(std::in_place, context.loop);
  dialling->spawn(dial_for(near, context.network, target, dialled));
  net::Task<> holding = near.hold();
  co_await holding;
  dialling.reset();  // whoever was told to end meanwhile needs no target any more
  if (!dialled || !*dialled) {
    if (dialled) {
      tell_target_failed(context, far_id, far_party, dialled->error());
      near.abandon("the relay could not reach its target");
    }
    net::Task<> ending = near.run();
    co_await ending;
    co_return;
  }
  far_party.remote = (**dialled)->remote();
  far_party.local = (**dialled)->local();
  StreamSession far(context, far_id, std::move(far_party), std::move(**dialled));
  far.begin();
  near.pair_with(&far);
  far.pair_with(&near);
  context.hub.note(fmt::format("peer {} and peer {} are the two sides of one relayed connection",
                               static_cast<unsigned>(near.id()), static_cast<unsigned>(far.id())));
  net::Signal far_done(context.loop);
  Nursery side(context.loop);
  side.spawn([](StreamSession& session, net::Signal& done) -> net::Task<> {
    net::Task<> running = session.run();
    co_await running;
    done.raise();
  }(far, far_done));
  net::Task<> running = near.run();
  co_await running;
  co_await far_done;
}

}  // namespace parley::talk
