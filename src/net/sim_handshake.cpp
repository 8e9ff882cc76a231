// The beginning of a simulated TCP connection (RFC 9293, 3.5).
#include <cerrno>

#include "net/sim_acceptor.h"
#include "net/sim_link.h"

namespace parley::net {

namespace {

using namespace std::chrono_literals;

// As Linux does: tcp_syn_retries in tcp(7), RFC 6298 for the pauses.
constexpr Duration syn_wait_first = 1s;
constexpr int syns_max = 7;

// Three unanswered questions for the hardware address, a second each (arp(7)).
constexpr Duration neighbour_search = 3s;

}  // namespace

void SimLink::open(SimHost* there) {
  server_host_ = there;
  refused_ = world_.random().chance(conditions().connect_refused);
  ignored_ = world_.random().chance(conditions().connect_ignored);
  syn_wait_ = syn_wait_first;
  send_syn();
}

void SimLink::send_syn() {
  syn_timer_.reset();
  if (!opening(end(SimSide::client))) return;
  if (syns_sent_ == syns_max) {
    fail_open(ETIMEDOUT);
    return;
  }
  ++syns_sent_;
  const bool lost = cut_ || ignored_ || world_.random().chance(conditions().loss);
  if (!server_host_ && !cut_) {
    note(SimSide::client, "SYN, but nobody has that address");
    later(neighbour_search, &SimLink::neighbour_missing);
    return;
  }
  note(SimSide::client, lost ? "SYN lost" : "SYN");
  if (!lost) later(world_.latency(conditions()), &SimLink::syn_arrives);
  const auto again = [link = shared_from_this()] { link->send_syn(); };
  syn_timer_ = world_.after(syn_wait_, again);
  syn_wait_ *= 2;
}

void SimLink::neighbour_missing() {
  fail_open(EHOSTUNREACH);
}

void SimLink::connection_refused() {
  fail_open(ECONNREFUSED);
}

void SimLink::fail_open(int error) {
  End& client = end(SimSide::client);
  if (!opening(client)) return;
  stop_syns();
  client.dead = true;
  client.error = error;
  changed(SimSide::client);
}

void SimLink::stop_syns() {
  if (syn_timer_) world_.cancel(*syn_timer_);
  syn_timer_.reset();
}

void SimLink::syn_arrives() {
  if (cut_ || end(SimSide::server).established || end(SimSide::server).dead) return;
  if (!in_backlog_) {
    SimAcceptor* acceptor = server_host_->find_acceptor(end(SimSide::server).at);
    if (!acceptor || refused_) {
      note(SimSide::server, "RST");
      later(world_.latency(conditions()), &SimLink::connection_refused);
      return;
    }
    if (!acceptor->enqueue(shared_from_this())) {
      note(SimSide::server, "no answer: the backlog is full");
      return;
    }
    in_backlog_ = true;
  }
  const bool lost = world_.random().chance(conditions().loss);
  note(SimSide::server, lost ? "SYN+ACK lost" : "SYN+ACK");
  if (!lost) later(world_.latency(conditions()), &SimLink::syn_ack_arrives);
}

void SimLink::syn_ack_arrives() {
  End& client = end(SimSide::client);
  if (cut_ || client.established) return;
  if (client.dead) {
    send_reset(SimSide::client);
    return;
  }
  stop_syns();
  client.established = true;
  client.heard = world_.now();
  note(SimSide::client, "ACK");
  later(world_.latency(conditions()), &SimLink::ack_arrives);
  changed(SimSide::client);
}

void SimLink::ack_arrives() {
  End& server = end(SimSide::server);
  if (cut_ || server.established || server.dead) return;
  server.established = true;
  server.heard = world_.now();
  if (SimAcceptor* acceptor = server_host_->find_acceptor(server.at)) acceptor->changed();
}

}  // namespace parley::net
