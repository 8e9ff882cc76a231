// pcapng (IETF draft-ietf-opsawg-pcapng), as much of it as Parley writes, and as it reads of
// anybody's file: blocks in memory, no files.
//
// A block is: type, total length, body, total length again, each number 32 bits; padded to 4
// octets. A Section Header says the byte order of all that follows it. An Interface Description
// says what kind of packets carry its number (0 for the first of the section). An Enhanced Packet
// is one packet.
//
// Thread rule: plain functions and values.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/result.h"

namespace parley::record::pcapng {

/// The largest block that is read: the largest packet and options of every kind fit ten times over.
inline constexpr std::size_t block_bytes_max = 1024 * 1024;

/// The most interfaces of one section that are read.
inline constexpr std::size_t interfaces_max = 65'536;

inline constexpr std::uint32_t section_header_type = 0x0A0D0D0A;
inline constexpr std::uint32_t interface_type = 1;
inline constexpr std::uint32_t simple_packet_type = 3;
inline constexpr std::uint32_t enhanced_packet_type = 6;

/// The link types used here (tcpdump.org/linktypes.html).
inline constexpr std::uint16_t link_type_ethernet = 1;

/// epb_flags: bits 0 and 1.
enum class Direction : std::uint8_t { unknown = 0, inbound = 1, outbound = 2 };

struct Interface {
  std::uint16_t link_type = link_type_ethernet;
  std::uint32_t packet_bytes_max = 0;  ///< snaplen; 0 is no limit
  std::string name{};                  ///< if_name
  std::string description{};           ///< if_description
  std::uint8_t resolution = 9;         ///< if_tsresol: 9 is nanoseconds; read ones are converted
};

struct Packet {
  std::uint32_t interface = 0;
  WallTime time{};
  Direction direction = Direction::unknown;
  Bytes data{};                       ///< as captured
  std::uint32_t original_bytes = 0;   ///< its length on the wire; 0 stands for that of `data`
  std::string_view comment{};         ///< opt_comment
  std::optional<std::uint64_t> id{};  ///< epb_packetid; only read
};

// Writing: each appends one whole block.

void append_section(ByteString& out, std::string_view application, std::string_view comment = {});

/// Always with nanoseconds.
void append_interface(ByteString& out, const Interface& interface);

void append_packet(ByteString& out, const Packet& packet);

// Reading

/// Goes through a capture block by block, in either byte order. Blocks of other types and options
/// of other kinds are passed over. All of it is in memory, or a window of it (`move`).
class Reader {
 public:
  Reader() = default;

  /// `file` must live as long as the reader and all packets that it gave.
  explicit Reader(Bytes file) : file_(file) {}

  /// Goes on in another window of the same file, which begins with the first octet that was not
  /// read yet.
  void move(Bytes window);

  /// The next packet; nothing at the end. A block that is not whole yet is the end: a capture that
  /// is still being written ends so. Errors: what is there is no pcapng, with the octet where.
  /// After an error there is nothing more.
  Result<std::optional<Packet>> next();

  /// Those of the current section seen so far, by number.
  const std::vector<Interface>& interfaces() const { return interfaces_; }

  /// What wrote the section (shb_userappl).
  const std::string& application() const { return application_; }

  /// How far it has read in the window. Less than that at its end: so many octets of an unfinished
  /// block.
  std::size_t position() const { return position_; }

 private:
  struct Block {
    std::uint32_t type = 0;
    Bytes body;
  };
  struct Option {
    std::uint16_t code = 0;
    Bytes value;
  };

  std::uint16_t number16(const char* at) const;
  std::uint32_t number32(const char* at) const;
  Failure broken(std::string_view what);
  bool learn_byte_order();
  Result<std::optional<Block>> next_block();
  std::vector<Option> options(Bytes list) const;
  void read_section(Bytes body);
  Result<> read_interface(Bytes body);
  Result<Packet> read_packet(Bytes body);
  void read_options(Bytes list, Packet& packet) const;
  Result<Packet> read_simple_packet(Bytes body);

  Bytes file_;
  std::uint64_t before_ = 0;  // octets before the window
  std::size_t position_ = 0;
  bool swapped_ = false;
  bool in_section_ = false;
  std::string application_;
  std::vector<Interface> interfaces_;
};

}  // namespace parley::record::pcapng
