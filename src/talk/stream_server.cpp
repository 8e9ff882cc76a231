#include "talk/stream_server.h"

#include <cerrno>

namespace parley::talk {

using namespace std::chrono_literals;

namespace {

/// When the system refuses for want of memory, asking again at once would only spin.
constexpr auto exhausted_pause = 100ms;

}  // namespace

StreamServer::StreamServer(Context& context, ListenSettings settings,
                           std::unique_ptr<net::Acceptor> acceptor)
    : context_(context),
      settings_(std::move(settings)),
      acceptor_(std::move(acceptor)),
      admission_(context, settings_),
      serve_([this](std::unique_ptr<net::Stream> stream, event::Party party) {
        return serve_plain(std::move(stream), std::move(party));
      }),
      connection_ended_(context.loop),
      connections_(context.loop) {
  party_.transport = settings_.transport;
  party_.local = acceptor_->local();
}

net::Task<> StreamServer::run() {
  event::Event listening;
  listening.kind = event::Kind::listening;
  listening.party = &party_;
  context_.hub.emit(listening);
  while (!stopping_) {
    co_await net::ready(*acceptor_, net::Interest::read);
    if (stopping_ || accept_one()) continue;
    co_await net::Sleep(context_.loop, context_.loop.now() + exhausted_pause);
  }
  acceptor_.reset();
  while (connections_open_ > 0)
    co_await connection_ended_;
}

void StreamServer::stop() {
  stopping_ = true;
  if (acceptor_) acceptor_->wake();
}

/// One a wake-up: asking until nobody waits would cost every single connect a call in vain, and the
/// peers that already talk get their turn in between.
bool StreamServer::accept_one() {
  net::Accepted next = acceptor_->accept();
  if (next.turned_away) {
    admission_.turned_away(party_);
    return true;
  }
  if (!next.stream) {
    // Others: the peer gave up while it waited (ECONNABORTED and its kin, accept(2)).
    return classify(next.error) != ErrorClass::exhausted;
  }
  event::Party party = party_;
  party.remote = next.stream->remote();
  if (party_.local.address.is_any()) party.local = next.stream->local();
  if (!admission_.admit(party, handshakes_)) {
    next.stream->abort();
    return true;
  }
  connections_.spawn(welcome(std::move(next.stream), std::move(party)));
  if (settings_.once) stopping_ = true;
  return true;
}

net::Task<> StreamServer::welcome(std::unique_ptr<net::Stream> stream, event::Party party) {
  ++connections_open_;
  net::Task<> conversation = settings_.transport == event::Transport::tls
                                 ? secure_and_serve(std::move(stream), std::move(party))
                                 : serve_(std::move(stream), std::move(party));
  co_await conversation;
  --connections_open_;
  connection_ended_.raise();
}

net::Task<> StreamServer::secure_and_serve(std::unique_ptr<net::Stream> stream,
                                           event::Party party) {
  ++handshakes_;
  auto secured = co_await net::tls_handshake(context_.loop, std::move(stream), settings_.tls, "",
                                             limits::tls_handshake_timeout);
  --handshakes_;
  if (!secured) {
    event::Event failed;
    failed.kind = event::Kind::failed;
    failed.party = &party;
    failed.error = &secured.error();
    context_.hub.emit(failed);
    co_return;
  }
  net::Task<> served = serve_(std::move(*secured), std::move(party));
  co_await served;
}

net::Task<> StreamServer::serve_plain(std::unique_ptr<net::Stream> stream, event::Party party) {
  StreamSession session(context_, context_.peers.next_peer(), std::move(party), std::move(stream));
  session.begin();
  net::Task<> talk = session.run();
  co_await talk;
}

}  // namespace parley::talk
