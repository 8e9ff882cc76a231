// A listening TCP or TLS port: accepts, admits, and lets each peer talk in a session of its own.
//
// Thread rule: the loop's thread.
#pragma once

#include <functional>
#include <memory>

#include "talk/admission.h"
#include "talk/context.h"
#include "talk/stream_session.h"

namespace parley::talk {

class StreamServer {
 public:
  /// How an admitted connection is served; a relay gives its own.
  using Serve = std::function<net::Task<>(std::unique_ptr<net::Stream>, event::Party)>;

  StreamServer(Context& context, ListenSettings settings, std::unique_ptr<net::Acceptor> acceptor);

  /// Replaces the plain session as what a connection gets.
  void serve_with(Serve serve) { serve_ = std::move(serve); }

  const event::Party& party() const { return party_; }

  /// Accepts until `stop`, or with `once` the first peer, and ends when the last connection has.
  net::Task<> run();

  /// Accepts nobody any more; who is connected stays.
  void stop();

 private:
  bool accept_one();
  net::Task<> welcome(std::unique_ptr<net::Stream> stream, event::Party party);
  net::Task<> secure_and_serve(std::unique_ptr<net::Stream> stream, event::Party party);
  net::Task<> serve_plain(std::unique_ptr<net::Stream> stream, event::Party party);

  Context& context_;
  ListenSettings settings_;
  std::unique_ptr<net::Acceptor> acceptor_;
  event::Party party_;  // local end only
  Admission admission_;
  Serve serve_;
  net::Signal connection_ended_;
  std::size_t connections_open_ = 0;
  std::size_t handshakes_ = 0;
  bool stopping_ = false;
  Nursery connections_;
};

}  // namespace parley::talk
