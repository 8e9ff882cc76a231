#include "record/pcapng.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>
#include <fmt/format.h>

namespace parley::record::pcapng {

namespace {

constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::uint64_t section_length_unknown = ~std::uint64_t{0};

// Type, length, length again.
constexpr std::size_t block_frame_bytes = 12;

enum Code : std::uint16_t {
  end_of_options = 0,
  comment_code = 1,
  application_code = 4,  // shb_userappl
  name_code = 2,         // if_name
  description_code = 3,  // if_description
  resolution_code = 9,   // if_tsresol
  flags_code = 2,        // epb_flags
  packet_id_code = 5,    // epb_packetid
};

template <typename Number>
void put(ByteString& out, Number value) {
  char octets[sizeof value];
  std::memcpy(octets, &value, sizeof value);
  out.append(octets, sizeof value);
}

std::size_t padding(std::size_t size) {
  return (4 - size % 4) % 4;
}

void put_padded(ByteString& out, Bytes octets) {
  out.append(octets);
  out.append(padding(octets.size()), '\0');
}

void put_option(ByteString& out, std::uint16_t code, Bytes value) {
  const Bytes kept = value.substr(0, 0xffff);
  put(out, code);
  put(out, static_cast<std::uint16_t>(kept.size()));
  put_padded(out, kept);
}

void put_text(ByteString& out, std::uint16_t code, std::string_view text) {
  if (!text.empty()) put_option(out, code, text);
}

/// Where the block began, for `finish`.
std::size_t begin(ByteString& out, std::uint32_t type) {
  const std::size_t start = out.size();
  put(out, type);
  put(out, std::uint32_t{0});
  return start;
}

void finish(ByteString& out, std::size_t start) {
  put(out, std::uint32_t{end_of_options});
  const auto length = static_cast<std::uint32_t>(out.size() - start + 4);
  assert(length % 4 == 0);
  std::memcpy(out.data() + start + 4, &length, sizeof length);
  put(out, length);
}

/// Nanoseconds of a time in an interface's units, without overflow: what a clock cannot hold is its
/// most.
std::int64_t nanoseconds_of(std::uint64_t units, std::uint8_t resolution) {
  constexpr long double most = 9.2e18L;
  const int exponent = resolution & 0x7f;
  long double count = static_cast<long double>(units) * 1e9L;
  for (int step = 0; step < exponent; ++step)
    count /= (resolution & 0x80) != 0 ? 2.0L : 10.0L;
  return static_cast<std::int64_t>(std::min(count, most));
}

/// The two usual ones exactly, which a long double might round.
WallTime time_of(std::uint64_t units, std::uint8_t resolution) {
  constexpr std::uint64_t most = 9'200'000'000'000'000'000;
  if (resolution == 9) return WallTime{Duration{static_cast<std::int64_t>(std::min(units, most))}};
  if (resolution == 6) {
    return WallTime{Duration{static_cast<std::int64_t>(std::min(units, most / 1000) * 1000)}};
  }
  return WallTime{Duration{nanoseconds_of(units, resolution)}};
}

}  // namespace

void append_section(ByteString& out, std::string_view application, std::string_view comment) {
  const std::size_t start = begin(out, section_header_type);
  put(out, byte_order_magic);
  put(out, std::uint16_t{1});  // version 1.0
  put(out, std::uint16_t{0});
  put(out, section_length_unknown);
  put_text(out, comment_code, comment);
  put_text(out, application_code, application);
  finish(out, start);
}

void append_interface(ByteString& out, const Interface& interface) {
  const std::size_t start = begin(out, interface_type);
  put(out, interface.link_type);
  put(out, std::uint16_t{0});
  put(out, interface.packet_bytes_max);
  put_text(out, name_code, interface.name);
  put_text(out, description_code, interface.description);
  put_option(out, resolution_code, "\x09");
  finish(out, start);
}

void append_packet(ByteString& out, const Packet& packet) {
  const std::size_t start = begin(out, enhanced_packet_type);
  const auto time = static_cast<std::uint64_t>(packet.time.time_since_epoch().count());
  const auto size = static_cast<std::uint32_t>(packet.data.size());
  put(out, packet.interface);
  put(out, static_cast<std::uint32_t>(time >> 32));
  put(out, static_cast<std::uint32_t>(time));
  put(out, size);
  put(out, packet.original_bytes == 0 ? size : packet.original_bytes);
  put_padded(out, packet.data);
  put_text(out, comment_code, packet.comment);
  if (packet.direction != Direction::unknown) {
    const auto flags = static_cast<std::uint32_t>(packet.direction);
    put(out, std::uint16_t{flags_code});
    put(out, std::uint16_t{sizeof flags});
    put(out, flags);
  }
  finish(out, start);
}

std::uint16_t Reader::number16(const char* at) const {
  std::uint16_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return swapped_ ? static_cast<std::uint16_t>((value << 8) | (value >> 8)) : value;
}

std::uint32_t Reader::number32(const char* at) const {
  std::uint32_t value = 0;
  std::memcpy(&value, at, sizeof value);
  return swapped_ ? __builtin_bswap32(value) : value;
}

Failure Reader::broken(std::string_view what) {
  Error error{ErrorClass::bad_input, 0, "read the capture",
              fmt::format("{} (at octet {})", what, before_ + position_)};
  file_ = file_.substr(0, position_);
  return failure(std::move(error));
}

void Reader::move(Bytes window) {
  before_ += position_;
  position_ = 0;
  file_ = window;
}

/// From the magic of a section header that begins at the position. False: it has none.
bool Reader::learn_byte_order() {
  std::uint32_t magic = 0;
  std::memcpy(&magic, file_.data() + position_ + 8, sizeof magic);
  if (magic != byte_order_magic && magic != __builtin_bswap32(byte_order_magic)) return false;
  swapped_ = magic != byte_order_magic;
  return true;
}

Result<std::optional<Reader::Block>> Reader::next_block() {
  const Bytes left = file_.substr(position_);
  if (left.size() < block_frame_bytes) return std::nullopt;
  // The section header's type reads the same in both byte orders.
  const bool section = number32(left.data()) == section_header_type;
  if (section && !learn_byte_order()) return broken("a section without a byte order");
  if (!section && !in_section_) return broken("this is not a pcapng file");
  const std::size_t length = number32(left.data() + 4);
  if (length < block_frame_bytes || length % 4 != 0 || length > block_bytes_max) {
    return broken(fmt::format("a block of {} octets", length));
  }
  if (length > left.size()) return std::nullopt;
  if (number32(left.data() + length - 4) != length) return broken("a block with two lengths");
  position_ += length;
  return Block{number32(left.data()), left.substr(8, length - block_frame_bytes)};
}

std::vector<Reader::Option> Reader::options(Bytes list) const {
  std::vector<Option> found;
  while (list.size() >= 4) {
    const Option option{number16(list.data()), list.substr(4).substr(0, number16(list.data() + 2))};
    const std::size_t size = number16(list.data() + 2);
    if (option.code == end_of_options || option.value.size() < size) break;
    found.push_back(option);
    list.remove_prefix(std::min(list.size(), 4 + size + padding(size)));
  }
  return found;
}

void Reader::read_section(Bytes body) {
  constexpr std::size_t fixed = 16;
  in_section_ = true;
  interfaces_.clear();
  application_.clear();
  if (body.size() < fixed) return;
  for (const auto& option : options(body.substr(fixed))) {
    if (option.code == application_code) application_ = option.value;
  }
}

Result<> Reader::read_interface(Bytes body) {
  constexpr std::size_t fixed = 8;
  if (body.size() < fixed) return broken("an interface that ends too soon");
  if (interfaces_.size() == interfaces_max) return broken("too many interfaces");
  Interface interface;
  interface.link_type = number16(body.data());
  interface.packet_bytes_max = number32(body.data() + 4);
  interface.resolution = 6;  // what no option means
  for (const auto& option : options(body.substr(fixed))) {
    if (option.code == name_code) interface.name = option.value;
    if (option.code == description_code) interface.description = option.value;
    if (option.code == resolution_code && option.value.size() == 1) {
      interface.resolution = static_cast<std::uint8_t>(option.value.front());
    }
  }
  interfaces_.push_back(std::move(interface));
  return {};
}

Result<Packet> Reader::read_packet(Bytes body) {
  constexpr std::size_t fixed = 20;
  if (body.size() < fixed) return broken("a packet that ends too soon");
  Packet packet;
  packet.interface = number32(body.data());
  if (packet.interface >= interfaces_.size()) return broken("a packet of an unknown interface");
  const std::uint64_t units =
      std::uint64_t{number32(body.data() + 4)} << 32 | number32(body.data() + 8);
  packet.time = time_of(units, interfaces_[packet.interface].resolution);
  const std::size_t size = number32(body.data() + 12);
  packet.original_bytes = number32(body.data() + 16);
  if (size > body.size() - fixed) return broken("a packet longer than its block");
  packet.data = body.substr(fixed, size);
  read_options(body.substr(std::min(body.size(), fixed + size + padding(size))), packet);
  return packet;
}

void Reader::read_options(Bytes list, Packet& packet) const {
  for (const auto& option : options(list)) {
    if (option.code == comment_code) packet.comment = option.value;
    if (option.code == flags_code && option.value.size() == 4) {
      const auto bits = number32(option.value.data()) & 3;
      if (bits != 3) packet.direction = static_cast<Direction>(bits);
    }
    if (option.code == packet_id_code && option.value.size() == 8) {
      const char* id = option.value.data();
      const std::uint64_t first = number32(id), second = number32(id + 4);
      packet.id = swapped_ ? first << 32 | second : second << 32 | first;
    }
  }
}

/// Has no time and no interface: it is the first one's.
Result<Packet> Reader::read_simple_packet(Bytes body) {
  constexpr std::size_t fixed = 4;
  if (body.size() < fixed) return broken("a packet that ends too soon");
  if (interfaces_.empty()) return broken("a packet of an unknown interface");
  Packet packet;
  packet.original_bytes = number32(body.data());
  const std::size_t most = interfaces_.front().packet_bytes_max;
  const std::size_t size =
      most == 0 ? packet.original_bytes : std::min<std::size_t>(packet.original_bytes, most);
  if (size > body.size() - fixed) return broken("a packet longer than its block");
  packet.data = body.substr(fixed, size);
  return packet;
}

Result<std::optional<Packet>> Reader::next() {
  for (;;) {
    const auto block = next_block();
    if (!block) return failure(block.error());
    if (!*block) return std::nullopt;
    const Bytes body = (*block)->body;
    switch ((*block)->type) {
      case section_header_type: read_section(body); break;
      case interface_type:
        if (auto read = read_interface(body); !read) return failure(read.error());
        break;
      case enhanced_packet_type: {
        auto packet = read_packet(body);
        if (!packet) return failure(packet.error());
        return *packet;
      }
      case simple_packet_type: {
        auto packet = read_simple_packet(body);
        if (!packet) return failure(packet.error());
        return *packet;
      }
      default: break;
    }
  }
}

}  // namespace parley::record::pcapng
