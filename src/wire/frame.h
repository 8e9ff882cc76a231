// One captured frame, as it comes out of a capture or off an interface.
//
// Thread rule: plain values.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "base/clock.h"
#include "record/capture.h"

namespace parley::wire {

/// What the router writes beside a frame that its link lost (board/router documents it).
inline constexpr std::string_view lost_comment = "lost on the link";

/// Its views live as long as those of the packet that it was made of.
struct Frame {
  WallTime time{};
  std::string_view link;  ///< the interface's name: whose link it is
  Bytes octets;
  bool lost = false;  ///< seen where it was sent, and lost behind that
  std::uint16_t link_type = record::link_type::ethernet;
};

inline Frame frame_of(const record::pcapng::Packet& packet, const record::CaptureReader& reader) {
  const auto& interface = reader.interface();
  return {packet.time, interface.name, packet.data, packet.comment == lost_comment,
          interface.link_type};
}

}  // namespace parley::wire
