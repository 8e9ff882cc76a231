#include "board/link/message.h"

#include <cstring>

namespace parley::board::link {

namespace {

// One list of fields for each kind, walked by the encoder and by the decoder: the two cannot
// disagree.
template <typename Walker>
bool walk_radio_of_board(Walker& at, Kind kind) {
  switch (kind) {
    case Kind::hello: return at.version() && at.mac() && at.name();
    case Kind::join:
      return at.ssid() && at.password() && at.channel() && at.bssid_wanted() && at.bssid();
    case Kind::scan: return at.channel() && at.hidden();
    case Kind::open_access_point:
      return at.ssid() && at.password() && at.channel() && at.hidden() && at.stations_max();
    default: return false;
  }
}

template <typename Walker>
bool walk(Walker& at, Kind kind) {
  switch (kind) {
    case Kind::frame: return at.interface() && at.frame();
    case Kind::hello:
    case Kind::join:
    case Kind::scan:
    case Kind::open_access_point: return walk_radio_of_board(at, kind);
    case Kind::leave:
    case Kind::close_access_point:
    case Kind::lost:
    case Kind::left:
    case Kind::scan_done:
    case Kind::access_point_opened:
    case Kind::access_point_closed: return true;
    case Kind::welcome: return at.version();
    case Kind::joined:
      return at.ssid() && at.bssid() && at.channel() && at.rssi() && at.encrypted();
    case Kind::refused: return at.refusal();
    case Kind::network:
      return at.ssid() && at.bssid() && at.channel() && at.rssi() && at.encrypted() && at.hidden();
    case Kind::station_joined:
    case Kind::station_left: return at.mac();
    case Kind::command:
    case Kind::notice: return at.rest();
    case Kind::answer: return at.verdict() && at.rest();
  }
  return false;
}

class Writer {
 public:
  Writer(const Message& message, Packet& into) : message_(message), into_(into) {}

  bool octet(std::uint8_t value) { return octets(&value, 1); }
  bool version() { return octet(message_.version); }
  bool mac() { return octets(message_.mac.data(), message_.mac.size()); }
  bool bssid() { return octets(message_.bssid.data(), message_.bssid.size()); }
  bool channel() { return octet(message_.channel); }
  bool bssid_wanted() { return octet(message_.bssid_wanted ? 1 : 0); }
  bool encrypted() { return octet(message_.encrypted ? 1 : 0); }
  bool hidden() { return octet(message_.hidden ? 1 : 0); }
  bool stations_max() { return octet(message_.stations_max); }
  bool refusal() { return octet(static_cast<std::uint8_t>(message_.refusal)); }
  bool verdict() { return octet(static_cast<std::uint8_t>(message_.verdict)); }
  bool name() { return !message_.name.empty() && text(message_.name, name_bytes_max); }
  bool ssid() { return text(message_.ssid, ssid_bytes_max); }
  bool password() { return text(message_.password, password_bytes_max); }
  bool rest() { return octets(message_.text.data(), message_.text.size()); }

  bool rssi() {
    return message_.rssi >= -128 && message_.rssi <= 127 &&
           octet(static_cast<std::uint8_t>(message_.rssi + 128));
  }

  bool interface() { return message_.interface <= access_point && octet(message_.interface); }

  bool frame() {
    return message_.frame.size() >= frame_bytes_min && message_.frame.size() <= frame_bytes_max &&
           octets(message_.frame.data(), message_.frame.size());
  }

  std::size_t size() const { return size_; }

 private:
  bool text(std::string_view value, std::size_t most) {
    return value.size() <= most && octet(static_cast<std::uint8_t>(value.size())) &&
           octets(value.data(), value.size());
  }

  bool octets(const void* from, std::size_t count) {
    if (count > into_.size() - size_) return false;
    if (count != 0) std::memcpy(into_.data() + size_, from, count);
    size_ += count;
    return true;
  }

  const Message& message_;
  Packet& into_;
  std::size_t size_ = 0;
};

class Reader {
 public:
  Reader(std::span<const std::uint8_t> packet, Message& message)
      : left_(packet), message_(message) {}

  bool octet(std::uint8_t& into) {
    if (left_.empty()) return false;
    into = left_.front();
    left_ = left_.subspan(1);
    return true;
  }
  bool version() { return octet(message_.version); }
  bool mac() { return address(message_.mac); }
  bool bssid() { return address(message_.bssid); }
  bool channel() { return octet(message_.channel); }
  bool bssid_wanted() { return flag(message_.bssid_wanted); }
  bool encrypted() { return flag(message_.encrypted); }
  bool hidden() { return flag(message_.hidden); }
  bool stations_max() { return octet(message_.stations_max); }
  bool name() { return text(message_.name, name_bytes_max) && !message_.name.empty(); }
  bool ssid() { return text(message_.ssid, ssid_bytes_max); }
  bool password() { return text(message_.password, password_bytes_max); }

  bool refusal() {
    std::uint8_t value = 0;
    if (!octet(value) || value < 1 || value > 3) return false;
    message_.refusal = static_cast<Refusal>(value);
    return true;
  }

  bool verdict() {
    std::uint8_t value = 0;
    if (!octet(value) || value > 2) return false;
    message_.verdict = static_cast<Verdict>(value);
    return true;
  }

  bool rssi() {
    std::uint8_t value = 0;
    if (!octet(value)) return false;
    message_.rssi = value - 128;
    return true;
  }

  bool rest() {
    message_.text = {reinterpret_cast<const char*>(left_.data()), left_.size()};
    left_ = {};
    return true;
  }

  bool interface() { return octet(message_.interface) && message_.interface <= access_point; }

  bool frame() {
    if (left_.size() < frame_bytes_min || left_.size() > frame_bytes_max) return false;
    message_.frame = left_;
    left_ = {};
    return true;
  }

  bool at_end() const { return left_.empty(); }

 private:
  bool flag(bool& into) {
    std::uint8_t value = 0;
    if (!octet(value) || value > 1) return false;
    into = value == 1;
    return true;
  }

  bool address(Mac& into) {
    if (left_.size() < into.size()) return false;
    std::memcpy(into.data(), left_.data(), into.size());
    left_ = left_.subspan(into.size());
    return true;
  }

  bool text(std::string_view& into, std::size_t most) {
    std::uint8_t count = 0;
    if (!octet(count) || count > most || count > left_.size()) return false;
    into = {reinterpret_cast<const char*>(left_.data()), count};
    left_ = left_.subspan(count);
    return true;
  }

  std::span<const std::uint8_t> left_;
  Message& message_;
};

}  // namespace

std::size_t encode(const Message& message, Packet& into) {
  Writer writer(message, into);
  const bool whole =
      writer.octet(static_cast<std::uint8_t>(message.kind)) && walk(writer, message.kind);
  return whole ? writer.size() : 0;
}

std::optional<Message> decode(std::span<const std::uint8_t> packet) {
  if (packet.empty() || packet.size() > message_bytes_max) return std::nullopt;
  Message message;
  message.kind = static_cast<Kind>(packet.front());
  Reader reader(packet.subspan(1), message);
  if (!walk(reader, message.kind) || !reader.at_end()) return std::nullopt;
  return message;
}

}  // namespace parley::board::link
