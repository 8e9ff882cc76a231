// The link layers that captures come with, down to the IP packet inside.
//
// Thread rule: plain functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/bytes.h"

namespace parley::wire {

/// True for link types (record/capture.h) whose frames are understood here.
bool link_type_known(std::uint16_t link_type);

/// "IEEE 802.11 (link type 105)"; a number alone where the type has no name here.
std::string link_type_name(std::uint16_t link_type);

/// The IPv4 or IPv6 packet that a frame carries, with whatever follows it. Nothing: it carries
/// something else, or is cut off before it. Takes any octets.
std::optional<Bytes> ip_packet(std::uint16_t link_type, Bytes frame);

}  // namespace parley::wire
