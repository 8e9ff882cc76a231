// The recording's format in numbers: docs/recording.md is its prose. Writer and reader have it from
// here alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace parley::record::format {

/// A block never crosses a multiple of this, so a reader that met damage finds the next sound block
/// without looking into what a peer said.
inline constexpr std::size_t segment_bytes = 1024 * 1024;

/// What a disk wants its memory and places to be multiples of.
inline constexpr std::size_t page_bytes = 4096;

/// The local-use block at each segment's start, which is also what fills a segment's end.
inline constexpr std::uint32_t segment_type = 0x80504152;
inline constexpr std::uint32_t version = 1;

/// Type, length, body of 36 octets, length.
inline constexpr std::size_t segment_header_bytes = 48;
inline constexpr std::size_t segment_crc_covers = 32;  // of its body

/// In front of the file's tag in the comment of its Section Header, 16 hexadecimal digits.
inline constexpr std::string_view tag_comment = "recording ";

/// Type, length and length: no gap may be smaller than a block.
inline constexpr std::size_t block_bytes_min = 12;

inline constexpr std::uint32_t section_type = 0x0A0D0D0A;
inline constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
inline constexpr std::uint32_t interface_type = 1;
inline constexpr std::uint32_t packet_type = 6;

inline constexpr std::uint16_t link_type_raw = 101;
inline constexpr std::uint16_t link_type_upper_pdu = 252;

inline constexpr std::uint32_t payload_interface = 0;
inline constexpr std::uint32_t event_interface = 1;

inline constexpr std::string_view payload_name = "conversations";
inline constexpr std::string_view payload_description =
    "Parley: payloads as the program saw them; headers rebuilt";
inline constexpr std::string_view event_name = "events";

// Options of an Enhanced Packet, in the order in which they are written.
inline constexpr std::uint16_t option_flags = 2;
inline constexpr std::uint16_t option_hash = 3;
inline constexpr std::uint16_t option_packet_id = 5;

/// Local use: the peer's number and a CRC-32 of all in the block that epb_hash does not cover, from
/// its front to the data and from behind the data to this number. 32 bits each.
inline constexpr std::uint16_t option_peer = 0x8001;
inline constexpr std::uint16_t option_peer_bytes = 8;

inline constexpr char hash_crc32 = 2;  // of epb_hash: the algorithm

inline constexpr std::uint32_t direction_inbound = 1;
inline constexpr std::uint32_t direction_outbound = 2;

/// Upper PDU: tag 12 "the dissector's name", 4 octets, "json"; tag 0, the end. Big-endian.
inline constexpr std::string_view json_prefix{"\x00\x0c\x00\x04json\x00\x00\x00\x00", 12};

/// A bare ACK follows so much in one direction: tshark keeps a list of what is not acknowledged.
inline constexpr std::uint32_t unacknowledged_packets_max = 256;
inline constexpr std::uint32_t unacknowledged_bytes_max = 16 * 1024 * 1024;

/// Of a rebuilt SYN.
inline constexpr std::uint16_t segment_size_option = 65'495;
inline constexpr std::uint8_t window_scale_option = 14;

/// A serial line has no addresses: TEST-NET-1 (RFC 5737), which no real packet has.
inline constexpr std::string_view serial_local = "192.0.2.1";
inline constexpr std::string_view serial_remote = "192.0.2.2";

}  // namespace parley::record::format
