#include "board/router/line.h"

#include <cassert>

namespace parley::board::router {

using link::Connection;
using link::Kind;

namespace {

bool is_frame(const std::vector<std::uint8_t>& packet) {
  return packet.front() == static_cast<std::uint8_t>(Kind::frame);
}

}  // namespace

bool Line::keep(const link::Message& message) {
  link::Packet packet;
  const std::size_t size = link::encode(message, packet);
  assert(size != 0);
  const bool frame = message.kind == Kind::frame;
  if (frame && frames_waiting_ >= line_frames_max) return false;
  if (!frame && waiting_.size() - frames_waiting_ >= line_messages_max) return false;
  waiting_.emplace_back(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(size));
  if (frame) ++frames_waiting_;
  return true;
}

void Line::send(const link::Message& message) {
  if (ended_) return;
  // What waits goes first: the order of messages and frames is kept.
  const auto sent = waits() ? Connection::Sent::full : connection_.send(message);
  if (sent == Connection::Sent::gone || (sent == Connection::Sent::full && !keep(message))) end();
}

bool Line::send_frame(std::uint8_t interface, std::span<const std::uint8_t> frame) {
  if (ended_) return false;
  if (!waits()) {
    const auto sent = connection_.send_frame(interface, frame);
    if (sent == Connection::Sent::gone) end();
    if (sent != Connection::Sent::full) return sent == Connection::Sent::yes;
  }
  link::Message message;
  message.kind = Kind::frame;
  message.interface = interface;
  message.frame = frame;
  return keep(message);
}

void Line::flush() {
  while (!ended_ && waits()) {
    const auto sent = connection_.send_packet(waiting_.front());
    if (sent == Connection::Sent::full) return;
    if (sent == Connection::Sent::gone) end();
    if (is_frame(waiting_.front())) --frames_waiting_;
    waiting_.pop_front();
  }
}

Connection::Got Line::receive(link::Packet& buffer, link::Message& into) {
  return ended_ ? Connection::Got::nothing : connection_.receive(buffer, into);
}

}  // namespace parley::board::router
