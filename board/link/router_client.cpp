#include "board/link/router_client.h"

#include <cerrno>
#include <poll.h>

namespace parley::board::link {

namespace {

Error gone(std::string attempted) {
  return {ErrorClass::reset, 0, std::move(attempted), "the router went away"};
}

}  // namespace

Result<RouterClient> RouterClient::to(const std::string& path) {
  int error = 0;
  Connection connection = Connection::to(path, &error);
  if (!connection.open()) return failure(system_error("reach the router at " + path, error));
  return RouterClient(std::move(connection));
}

Result<> RouterClient::command(std::string_view text) {
  Message message;
  message.kind = Kind::command;
  message.text = text;
  Packet packet;
  const std::size_t size = encode(message, packet);
  const std::string attempted = "send the router a command";
  if (size == 0) {
    return failure({ErrorClass::bad_input, 0, attempted,
                    "it is longer than " + std::to_string(message_bytes_max - 1) + " octets"});
  }
  switch (connection_.send_packet({packet.data(), size})) {
    case Connection::Sent::yes: return {};
    case Connection::Sent::full:
      return failure({ErrorClass::queue_full, 0, attempted, "it does not read them"});
    case Connection::Sent::gone: break;
  }
  return failure(gone(attempted));
}

RouterClient::Arrived RouterClient::receive() {
  Packet packet;
  Message message;
  for (;;) {
    switch (connection_.receive(packet, message)) {
      case Connection::Got::nothing: return {};
      case Connection::Got::ended:
      case Connection::Got::nonsense: return {Arrived::Kind::ended, false, {}};
      case Connection::Got::message: break;
    }
    if (message.kind == Kind::notice) {
      return {Arrived::Kind::notice, true, std::string(message.text)};
    }
    if (message.kind != Kind::answer) return {Arrived::Kind::ended, false, {}};
    answer_ += message.text;
    if (message.verdict == Verdict::more) continue;
    return {Arrived::Kind::answer, message.verdict == Verdict::ok, std::exchange(answer_, {})};
  }
}

RouterClient::Arrived RouterClient::next() {
  if (kept_.empty()) return receive();
  Arrived first = std::move(kept_.front());
  kept_.pop_front();
  return first;
}

Result<std::string> RouterClient::ask(std::string_view text, Duration at_most) {
  if (auto sent = command(text); !sent) return failure(sent.error());
  const std::string attempted = "do what the router was told";
  const SystemClock clock;
  const SteadyTime until = clock.steady() + at_most;
  for (;;) {
    Arrived arrived = receive();
    if (arrived.kind == Arrived::Kind::ended) return failure(gone(attempted));
    if (arrived.kind == Arrived::Kind::notice) {
      kept_.push_back(std::move(arrived));
      continue;
    }
    if (arrived.kind == Arrived::Kind::answer && arrived.ok) return std::move(arrived.text);
    if (arrived.kind == Arrived::Kind::answer) {
      return failure({ErrorClass::bad_input, 0, attempted, std::move(arrived.text)});
    }
    if (arrived.kind != Arrived::Kind::nothing) continue;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock.steady());
    pollfd wait{connection_.descriptor(), POLLIN, 0};
    if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) == 0) {
      return failure({ErrorClass::timeout, 0, attempted, "the router does not answer"});
    }
  }
}

}  // namespace parley::board::link
