#include "talk/stream_client.h"

#include <fmt/format.h>

#include "talk/backoff.h"
#include "talk/dial.h"
#include "talk/gathered_stream.h"
#include "text/duration.h"

namespace parley::talk {

using namespace std::chrono_literals;

namespace {

/// A plugged-in board is back within the blink of an eye; asking costs one open(2).
constexpr auto device_poll_interval = 300ms;

/// A connection that held this long was a success: the next back-off starts anew.
constexpr auto success_after = 2s;

}  // namespace

StreamClient::StreamClient(Context& context, event::Party party, Open open, Retry retry)
    : context_(context),
      party_(std::move(party)),
      open_(std::move(open)),
      retry_(retry),
      peer_(context.peers.next_peer()) {}

net::Task<> StreamClient::run() {
  Backoff backoff(context_.random);
  bool told = false;  // a device that is away is told once
  for (;;) {
    const SteadyTime began = context_.loop.now();
    auto opened = co_await open_(party_);
    if (opened && (!*opened || stopped_)) co_return;
    if (opened) {
      failure_.reset();
      told = false;
      net::Task<> conversation = talk(std::move(*opened));
      co_await conversation;
      if (context_.loop.now() - began >= success_after) backoff.reset();
    } else {
      failure_ = opened.error();
    }
    if (retry_ == Retry::never || stopped_) {
      if (!opened) tell_failure(*failure_, {});
      co_return;
    }
    if (retry_ == Retry::at_once) {
      if (opened) continue;
      tell_failure(*failure_, {});
      co_return;
    }
    const Duration pause = retry_ == Retry::poll ? Duration{device_poll_interval} : backoff.next();
    if (!opened && !told) {
      tell_failure(*failure_, retry_ == Retry::poll
                                  ? "waiting until it is there"
                                  : "next attempt in " + text::format_duration(pause));
      told = retry_ == Retry::poll;
    }
    co_await net::Sleep(context_.loop, context_.loop.now() + pause);
    if (stopped_) co_return;
  }
}

net::Task<> StreamClient::talk(std::unique_ptr<net::Stream> stream) {
  // With framing it is known where a message ends.
  if (party_.transport == event::Transport::serial &&
      context_.settings.framing == text::Framing::none) {
    stream = std::make_unique<GatheredStream>(context_.loop, std::move(stream));
  }
  StreamSession session(context_, peer_, party_, std::move(stream));
  session.begin();
  net::Task<> running = session.run();
  co_await running;
  failure_ = session.failure();
}

void StreamClient::tell_failure(const Error& error, std::string_view reason) {
  event::Event failed;
  failed.kind = event::Kind::failed;
  failed.peer = peer_;
  failed.party = &party_;
  failed.error = &error;
  failed.reason = reason;
  context_.hub.emit(failed);
}

StreamClient::Open open_by_dialling(Context& context, ConnectSettings settings) {
  return [&context, settings = std::move(settings)](
             event::Party& party) -> net::Task<Result<std::unique_ptr<net::Stream>>> {
    auto dialled = co_await dial(context.network, settings);
    if (dialled) {
      party.remote = (*dialled)->remote();
      party.local = (*dialled)->local();
    }
    co_return std::move(dialled);
  };
}

StreamClient::Open open_serial_port(Context& context, SerialTalkSettings settings) {
  return [&context, settings = std::move(settings)](
             event::Party&) -> net::Task<Result<std::unique_ptr<net::Stream>>> {
    co_return context.network.serial(settings.device, settings.line);
  };
}

StreamClient::Open open_from_source(SerialSource source) {
  return [next = std::move(source.next)](event::Party&) { return next(); };
}

}  // namespace parley::talk
