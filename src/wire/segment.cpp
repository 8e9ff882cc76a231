#include "wire/segment.h"

#include <algorithm>
#include <array>
#include <exception>
#include <tins/dot1q.h>
#include <tins/ethernetII.h>
#include <tins/ip.h>
#include <tins/ipv6.h>
#include <tins/tcp.h>

namespace parley::wire {

namespace {

constexpr std::uint8_t protocol_tcp = 6;

/// Where things lie in a frame.
struct Layout {
  std::size_t ip_begins = 0;
  std::size_t ip_head_bytes = 0;
  std::size_t tcp_begins = 0;
  std::size_t tcp_bytes = 0;  ///< header and payload, as the IP header tells
};

/// The ones' complement sum of RFC 1071, in network order; an odd last octet is padded.
std::uint32_t sum_of(Bytes octets) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < octets.size(); ++i) {
    const std::uint32_t octet = static_cast<std::uint8_t>(octets[i]);
    sum += i % 2 == 0 ? octet << 8u : octet;
    if (sum >= 1u << 31u) sum = (sum & 0xffff) + (sum >> 16u);
  }
  return sum;
}

/// Over data that includes its own checksum the sum is all ones.
bool all_ones(std::uint32_t sum) {
  while (sum >> 16u)
    sum = (sum & 0xffff) + (sum >> 16u);
  return sum == 0xffff;
}

bool tcp_sum_right(const Segment& segment, Bytes tcp) {
  const auto address_sum = [](const IpAddress& address) {
    return sum_of({reinterpret_cast<const char*>(address.octets()), address.size()});
  };
  const auto bytes = static_cast<std::uint32_t>(tcp.size());
  return all_ones(sum_of(tcp) + address_sum(segment.source.address) +
                  address_sum(segment.destination.address) + protocol_tcp + (bytes >> 16u) +
                  (bytes & 0xffff));
}

bool checksums_right(const Segment& segment, Bytes frame, const Layout& at) {
  if (segment.source.address.is_v4() &&
      !all_ones(sum_of(frame.substr(at.ip_begins, at.ip_head_bytes)))) {
    return false;
  }
  if (frame.size() < at.tcp_begins + at.tcp_bytes) return true;  // cut off: nobody can tell
  return tcp_sum_right(segment, frame.substr(at.tcp_begins, at.tcp_bytes));
}

IpAddress address_of(const Tins::IPv4Address& address) {
  const std::uint32_t number = address;  // as it lies in the frame
  std::array<std::uint8_t, 4> octets{};
  const auto* from = reinterpret_cast<const std::uint8_t*>(&number);
  std::copy_n(from, octets.size(), octets.begin());
  return IpAddress::v4(octets);
}

IpAddress address_of(const Tins::IPv6Address& address) {
  std::array<std::uint8_t, 16> octets{};
  std::copy(address.begin(), address.end(), octets.begin());
  return IpAddress::v6(octets);
}

/// Addresses and the layout, from whichever IP there is. False: neither.
bool read_ip(const Tins::PDU& frame, Segment& segment, Layout& at) {
  for (const auto* part = &frame; part != nullptr; part = part->inner_pdu()) {
    if (const auto* v4 = dynamic_cast<const Tins::IP*>(part)) {
      at.ip_head_bytes = v4->head_len() * std::size_t{4};
      if (v4->fragment_offset() != 0 || v4->tot_len() < at.ip_head_bytes) return false;
      at.tcp_bytes = v4->tot_len() - at.ip_head_bytes;
      segment.source.address = address_of(v4->src_addr());
      segment.destination.address = address_of(v4->dst_addr());
    } else if (const auto* v6 = dynamic_cast<const Tins::IPv6*>(part)) {
      at.ip_head_bytes = v6->header_size();  // with the extension headers, which count as payload
      const std::size_t whole = v6->payload_length() + std::size_t{40};
      if (whole < at.ip_head_bytes) return false;
      at.tcp_bytes = whole - at.ip_head_bytes;
      segment.source.address = address_of(v6->src_addr());
      segment.destination.address = address_of(v6->dst_addr());
    } else {
      at.ip_begins += part->header_size();
      continue;
    }
    at.tcp_begins = at.ip_begins + at.ip_head_bytes;
    return true;
  }
  return false;
}

/// The options that count in a handshake. RFC 9293: one of a wrong length is as good as none.
void read_options(const Tins::TCP& tcp, Segment& segment) {
  for (const auto& option : tcp.options()) {
    const auto* data = option.data_ptr();
    if (option.option() == Tins::TCP::MSS && option.data_size() == 2) {
      segment.segment_most = static_cast<std::uint16_t>(data[0] << 8 | data[1]);
    } else if (option.option() == Tins::TCP::WSCALE && option.data_size() == 1) {
      segment.window_scale = data[0];
    } else if (option.option() == Tins::TCP::SACK_OK) {
      segment.selective = true;
    }
  }
}

std::optional<Segment> read(Bytes octets) {
  const Tins::EthernetII frame(reinterpret_cast<const std::uint8_t*>(octets.data()),
                               static_cast<std::uint32_t>(octets.size()));
  const auto* tcp = frame.find_pdu<Tins::TCP>();
  Segment segment;
  Layout at;
  if (tcp == nullptr || !read_ip(frame, segment, at)) return std::nullopt;
  const std::size_t head_bytes = tcp->data_offset() * std::size_t{4};
  if (head_bytes > at.tcp_bytes) return std::nullopt;
  segment.source.port = Port{tcp->sport()};
  segment.destination.port = Port{tcp->dport()};
  segment.sequence = tcp->seq();
  segment.acknowledgement = tcp->ack_seq();
  segment.syn = (tcp->flags() & Tins::TCP::SYN) != 0;
  segment.ack = (tcp->flags() & Tins::TCP::ACK) != 0;
  segment.fin = (tcp->flags() & Tins::TCP::FIN) != 0;
  segment.rst = (tcp->flags() & Tins::TCP::RST) != 0;
  segment.window = tcp->window();
  segment.payload_bytes = static_cast<std::uint32_t>(at.tcp_bytes - head_bytes);
  read_options(*tcp, segment);
  segment.intact = checksums_right(segment, octets, at);
  return segment;
}

}  // namespace

std::optional<Segment> read_segment(Bytes frame) {
  // libtins tells of malformed packets, and of options it does not like, by exceptions; none of
  // them may leave this room.
  try {
    return read(frame);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace parley::wire
