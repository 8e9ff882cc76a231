// One simulated TCP connection, both ends and the wire between them. It behaves as Linux does where
// a program can see it (tcp(7)): FIN comes after the data; what arrived before RST can still be
// read; RST gives ECONNRESET once, EPIPE when the peer had finished before, and EPIPE to every
// later write; closing with unread data sends RST, and so does data for a closed end.
//
// Loss is not simulated segment by segment: TCP hides it, so a lost segment is a late one. A cut
// link keeps what was sent, and sends it again when it is mended.
//
// Owned by the streams at its ends, by the acceptor in whose queue it waits, and by the events that
// are under way on it. Thread rule: the loop's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "net/sim_pipe.h"
#include "net/sim_wait.h"
#include "net/sim_world.h"

namespace parley::net {

enum class SimSide : std::uint8_t { client, server };

constexpr SimSide opposite(SimSide side) {
  return side == SimSide::client ? SimSide::server : SimSide::client;
}

class SimLink : public std::enable_shared_from_this<SimLink> {
 public:
  SimLink(SimWorld& world, const Endpoint& client, const Endpoint& server);
  ~SimLink();
  SimLink(const SimLink&) = delete;
  SimLink& operator=(const SimLink&) = delete;

  /// Begins the three-way handshake with `there`, or finds out in vain that nobody is there.
  void open(SimHost* there);

  std::uint64_t id() const { return id_; }
  Endpoint endpoint(SimSide side) const { return end(side).at; }
  std::pair<IpAddress, IpAddress> wire() const;
  bool established(SimSide side) const { return end(side).established; }
  bool dead(SimSide side) const { return end(side).dead; }

  // What a program does at one end.
  /// `stream` is told when something becomes possible.
  void attach(SimSide side, SimWaitable<Stream>& stream) { end(side).stream = &stream; }
  Interest possible(SimSide side) const;
  Io read(SimSide side, std::span<char> into);
  Io write(SimSide side, Bytes bytes);
  void finish(SimSide side);
  void abort(SimSide side);
  /// The program has closed its end; the system sends what is left.
  void release(SimSide side);
  TcpHealth health(SimSide side) const;
  /// The error that waits to be told, 0 when there is none; it is told once (SO_ERROR, socket(7)).
  int take_error(SimSide side);

  // What happens to the wire.
  void cut();
  void mend();
  void reset();

 private:
  struct End {
    Endpoint at;
    SimWaitable<Stream>* stream = nullptr;
    SimPipe out;
    bool established = false;
    bool released = false;
    bool dead = false;
    int error = 0;
    SteadyTime heard;  // any sign of the other end
    std::chrono::microseconds round_trip{};
    std::uint64_t retransmits = 0;
  };

  End& end(SimSide side) { return ends_[static_cast<std::size_t>(side)]; }
  const End& end(SimSide side) const { return ends_[static_cast<std::size_t>(side)]; }
  SimPipe& in(SimSide side) { return end(opposite(side)).out; }
  const SimPipe& in(SimSide side) const { return end(opposite(side)).out; }
  const SimConditions& conditions() const;
  void note(SimSide from, const std::string& what) const;
  void changed(SimSide side) const;
  void later(Duration delay, void (SimLink::*action)());

  // sim_handshake.cpp
  void send_syn();
  void syn_arrives();
  void syn_ack_arrives();
  void ack_arrives();
  void neighbour_missing();
  void connection_refused();
  void fail_open(int error);
  void stop_syns();
  bool opening(const End& client) const { return !client.established && !client.dead; }

  void pump(SimSide side);
  void launch(SimSide side, const SimPipe::Segment& segment);
  Duration loss_delay(SimSide side);
  void arrive(SimSide from, std::uint64_t epoch);
  void answer(SimSide from, std::optional<SteadyTime> sent);
  void answer_arrives(SimSide at, const SimPipe::Progress& arrived, std::optional<SteadyTime> sent);
  Duration silence(SimSide side) const;
  void send_reset(SimSide side);
  void reset_client();
  void reset_server();
  void reset_arrives(SimSide side);
  void plan_keep_alive(SimSide side);
  void keep_alive_ends(SimSide side);
  void resend(SimSide side);

  SimWorld& world_;
  End ends_[2];
  std::uint64_t id_;
  bool cut_;
  std::uint64_t cuts_ = 0;

  SimHost* server_host_ = nullptr;
  bool in_backlog_ = false;  // the server knows of the attempt
  bool refused_ = false;
  bool ignored_ = false;
  int syns_sent_ = 0;
  Duration syn_wait_{};
  std::optional<SimWorld::EventId> syn_timer_;
};

}  // namespace parley::net
